import type { RowScope } from '../read/row-scope.ts';
import type { RowPlan, SourceRef } from '../row-plan.ts';
import { chooseModel, type Planning } from './choose-model.ts';
import { planOf, planOutput, takeSeed, takeSource } from './plan-parts.ts';
import { takeToolOptions } from './take-tool-options.ts';

/** One prompted change to one picture. */
export function planEdit(scope: RowScope, planning: Planning): RowPlan | null {
  const sources: SourceRef[] = [];
  scope.need('image');
  const image = takeSource(scope, sources, 'image');
  const model = chooseModel(scope, 'edit', planning);
  const able = planning.context.preview ? null : model;
  const taken = takeToolOptions(scope, 'edit', '', able, sources);
  const plan = planOf(scope, sources, [], takeSeed(scope, 1, able));
  if (image === null || model === null || scope.failed) return null;
  const inputs = [{ role: 'image' as const, ref: { from: 'source' as const, index: image } }];
  return { ...plan, outputs: [planOutput(1, { tool: 'edit', model, ...taken, inputs })] };
}
