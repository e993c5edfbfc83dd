// Sources run as they are: Node strips the types itself, so jest transforms nothing but JSX.
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'mjs', 'js', 'json'],
  transform: { '\\.tsx$': '<rootDir>/test/jsx-transform.mjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/addon/build/'],
  coverageProvider: 'v8',
  testTimeout: 20_000,
};
