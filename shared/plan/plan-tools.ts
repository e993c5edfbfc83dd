import { readChoice } from '../read/read-choice.ts';
import type { RowScope } from '../read/row-scope.ts';
import type { PlannedInput, RowPlan, SourceRef } from '../row-plan.ts';
import type { Tool } from '../template.ts';
import { chooseModel, type Planning } from './choose-model.ts';
import { planOf, planOutput, takeSeed, takeSource } from './plan-parts.ts';
import { takeToolOptions } from './take-tool-options.ts';
import { TOOLS } from './tool-columns.ts';

/** The tool that a field names; undefined where there is none or it is wrong (an error is noted). */
export function takeTool(scope: RowScope, name: string): Tool | undefined {
  const word = scope.read(name, (text) => readChoice(text, TOOLS));
  return TOOLS.find((tool) => tool === word);
}

/** One tool on one picture. `imageColumn` is `image_url`, or `image` in a person's own sheet. */
export function planTools(scope: RowScope, planning: Planning, imageColumn: string): RowPlan | null {
  const sources: SourceRef[] = [];
  scope.need(imageColumn);
  scope.need('tool');
  const image = takeSource(scope, sources, imageColumn);
  const tool = takeTool(scope, 'tool');
  if (tool === undefined) return null;
  const model = chooseModel(scope, tool, planning);
  const able = planning.context.preview ? null : model;
  const { inputs, ...taken } = takeToolOptions(scope, tool, '', able, sources);
  const plan = planOf(scope, sources, [], takeSeed(scope, 1, able));
  if (image === null || model === null || scope.failed) return null;
  const first: PlannedInput = { role: 'image', ref: { from: 'source', index: image } };
  return { ...plan, outputs: [planOutput(1, { tool, model, ...taken, inputs: [first, ...inputs] })] };
}
