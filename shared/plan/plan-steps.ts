import { readChoice } from '../read/read-choice.ts';
import { type FieldValue, holds, type RowScope } from '../read/row-scope.ts';
import type { InputRef, OutputPlan, PlannedInput, RowPlan, SourceRef } from '../row-plan.ts';
import type { Tool } from '../template.ts';
import { chooseModel, type Planning } from './choose-model.ts';
import { planOf, planOutput, takeSeed, takeSource } from './plan-parts.ts';
import { takeTool } from './plan-tools.ts';
import { takeToolOptions } from './take-tool-options.ts';

export const MAX_STEPS = 7;
const STEP_COLUMNS = 'prompt tool scale background aspect_ratio text format quality strength input'.split(' ');

/**
 * Up to seven steps on one picture, each reading the original or an earlier step; output n is step n's picture. Where
 * there is no step at all, the (batch) prompt is the only one.
 */
export function planSteps(scope: RowScope, planning: Planning): RowPlan | null {
  const sources: SourceRef[] = [];
  scope.need('image');
  const image = takeSource(scope, sources, 'image');
  const last = lastStep(scope);
  const only = last === 0 ? scope.value('prompt') : null;
  const outputs: OutputPlan[] = [];
  const tools = Array.from({ length: last }, (_, index) => toolOf(scope, index + 1)).filter(
    (tool) => tool !== undefined,
  );
  if (only !== null) {
    const output = planStep(scope, planning, 1, { at: only, tool: 'edit', prefix: '' }, sources, image, outputs, []);
    if (output !== null) outputs.push(output);
  } else if (last === 0) scope.error('step_1_prompt', noSteps(scope));
  let missing = 0;
  for (let n = 1; n <= last; n++) {
    const work = workOf(scope, n);
    if (work === null) {
      missing ||= n;
      continue;
    }
    if (missing > 0) {
      const gap = `Step ${n} is filled in, but step ${missing} is empty. Fill in step_${missing}_prompt or step_${missing}_tool, or move step ${n} there.`;
      scope.error(work.at, gap);
      continue;
    }
    const output = planStep(scope, planning, n, work, sources, image, outputs, tools);
    if (output !== null) outputs.push(output);
  }
  const seed = takeSeed(scope, Math.max(1, last), null);
  const plan = planOf(scope, sources, [], seed);
  return image === null || scope.failed ? null : { ...plan, outputs };
}

interface StepWork {
  readonly at: FieldValue;
  /** undefined: the step's tool cell is wrong. */
  readonly tool: Tool | undefined;
  /** Of its columns: `step_2_`, or `''`. */
  readonly prefix: string;
}

/** The number of the last step of which anything is filled in. */
function lastStep(scope: RowScope): number {
  for (let n = MAX_STEPS; n > 0; n--) {
    if (STEP_COLUMNS.some((column) => scope.value(`step_${n}_${column}`) !== null)) return n;
  }
  return 0;
}

/** What step n does; undefined where it does nothing or nothing known. */
function toolOf(scope: RowScope, n: number): Tool | undefined {
  if (scope.value(`step_${n}_tool`) !== null) return takeTool(scope, `step_${n}_tool`);
  return scope.value(`step_${n}_prompt`) === null ? undefined : 'edit';
}

/** A step's prompt or tool; null where it has neither (an option without one is an error). */
function workOf(scope: RowScope, n: number): StepWork | null {
  const prefix = `step_${n}_`;
  const at = scope.value(`${prefix}tool`) ?? scope.value(`${prefix}prompt`);
  if (at !== null) return { at, tool: toolOf(scope, n), prefix };
  const stray = STEP_COLUMNS.map((column) => scope.value(`step_${n}_${column}`)).find(
    (value) => value?.origin === 'cell',
  );
  if (stray) {
    const need = `Fill in step_${n}_tool or step_${n}_prompt, or empty it.`;
    scope.error(stray, `${holds(stray)}, but step ${n} has neither a tool nor a prompt. ${need}`);
  }
  return null;
}

function planStep(
  scope: RowScope,
  planning: Planning,
  n: number,
  { tool, prefix }: StepWork,
  sources: SourceRef[],
  image: number | null,
  earlier: readonly OutputPlan[],
  tools: readonly Tool[],
): OutputPlan | null {
  const ref = takeInput(scope, n, image, earlier);
  if (tool === undefined) return null;
  const model = chooseModel(scope, tool, planning, tools);
  const able = planning.context.preview ? null : model;
  const { inputs, ...taken } = takeToolOptions(scope, tool, prefix, able, sources);
  if (model === null || ref === null) return null;
  const first: PlannedInput = { role: 'image', ref };
  return planOutput(n, { tool, model, ...taken, inputs: [first, ...inputs] });
}

/** What step n works on: the original, or an earlier step's picture. */
function takeInput(scope: RowScope, n: number, image: number | null, earlier: readonly OutputPlan[]): InputRef | null {
  const name = `step_${n}_input`;
  const value = scope.value(name);
  const numbers = Array.from({ length: n - 1 }, (_, index) => String(index + 1));
  const bare = (value?.text ?? '').replace(/^(the\s+)?step[\s_-]*/i, '').replace(/\.0+$/, '');
  let from = n - 1;
  if (value !== null && /^\d+$/.test(bare) && Number(bare) >= n) {
    const may = n === 1 ? 'original' : `original or ${n === 2 ? '1' : `1 to ${n - 1}`}`;
    scope.error(value, `${holds(value)}, but step ${n} runs before step ${Number(bare)} is there. It can read ${may}.`);
    return null;
  }
  if (value !== null) {
    const choice = scope.read(name, () => readChoice(bare, ['original', ...numbers]));
    if (choice === undefined) return null;
    from = choice === 'original' ? 0 : Number(choice);
  }
  if (from === 0) return image === null ? null : { from: 'source', index: image };
  if (earlier[from - 1]?.result === 'text') {
    const at = value ?? name;
    scope.error(
      at,
      `Step ${n} reads step ${from}, which makes a text and no picture. Set ${name} to original or another step.`,
    );
    return null;
  }
  return { from: 'output', n: from };
}

function noSteps(scope: RowScope): string {
  return `Row ${scope.row.number} has no step. Fill in step_1_prompt or step_1_tool, or add steps for all rows at once.`;
}
