import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cruiseImports } from './cruise-imports.ts';
import { RULES } from './rules.ts';

const fixture = path.join(import.meta.dirname, 'fixture');

describe('the import check catches what it forbids', () => {
  const report = cruiseImports(fixture, ['backend', 'shared', 'workbench'], RULES);
  const rulesHit = async () => (await report).violations.map((line) => line.split(':')[0]);

  test('every module of the fixture was looked at', async () => {
    expect((await report).modules).toBe(6);
  });

  test.each([['domain-knows-no-adapter'], ['shared-stands-alone'], ['workbench-starts-the-backend'], ['no-cycles']])(
    '%s',
    async (rule) => {
      expect(await rulesHit()).toContain(rule);
    },
  );
});
