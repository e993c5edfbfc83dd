import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';

export interface ImportReport {
  /** Modules looked at; 0 means that the check itself is broken. */
  readonly modules: number;
  /** One line a violation: rule, file, what it imports, why that is forbidden. */
  readonly violations: readonly string[];
}

/** Follows the imports of `folders` below `root` and holds them against the rules. */
export async function cruiseImports(
  root: string,
  folders: readonly string[],
  rules: IForbiddenRuleType[],
): Promise<ImportReport> {
  const { output } = await cruise([...folders], {
    baseDir: root,
    ruleSet: { forbidden: rules },
    validate: true,
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|addon/build)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of a result.');
  return {
    modules: output.modules.filter((module) => !module.source.includes('node_modules')).length,
    violations: output.summary.violations.map(
      ({ rule, from, to }) =>
        `${rule.name}: ${from} → ${to} (${rules.find((one) => one.name === rule.name)?.comment ?? ''})`,
    ),
  };
}
