import type { Model } from '../catalogue.ts';
import { readBackground } from '../read/read-background.ts';
import { readChoice } from '../read/read-choice.ts';
import { readNumber } from '../read/read-number.ts';
import { readWhole } from '../read/read-whole.ts';
import { holds, type RowScope } from '../read/row-scope.ts';
import type { OutputOptions, PlannedInput, SourceRef } from '../row-plan.ts';
import type { Tool } from '../template.ts';
import { fillPrompt } from './fill-prompt.ts';
import { present, takeAspectRatio } from './plan-parts.ts';
import { OPTION_COLUMNS, type OptionColumn, TOOL_COLUMNS } from './tool-columns.ts';

export interface ToolOptions {
  readonly prompt: string;
  readonly aspectRatio: string | null;
  readonly options: OutputOptions;
  /** A background picture, where the row names one. */
  readonly inputs: readonly PlannedInput[];
}

/**
 * Reads what one tool needs and uses from its columns; `prefix` is `''`, or `step_2_` for a step. A filled cell that the
 * tool does not use is a warning. A background picture is added to `sources`.
 */
export function takeToolOptions(
  scope: RowScope,
  tool: Tool,
  prefix: string,
  model: Model | null,
  sources: SourceRef[],
): ToolOptions {
  const { uses, needs } = TOOL_COLUMNS[tool];
  const name = (column: OptionColumn) => prefix + column;
  for (const column of OPTION_COLUMNS) {
    if (needs.includes(column)) scope.need(name(column), `is required for ${tool}`);
    const value = scope.value(name(column));
    if (value?.origin === 'cell' && !uses.includes(column)) {
      scope.warn(value, `${holds(value)}, but ${tool} does not use ${value.header}, so it is ignored.`);
    }
  }
  const read = <T>(column: OptionColumn, take: (column: string) => T | undefined) =>
    uses.includes(column) ? take(name(column)) : undefined;
  const prompt = read('prompt', (column) => {
    const value = scope.value(column);
    return value === null ? undefined : fillPrompt(scope, value);
  });
  const background = read('background', (column) => scope.read(column, readBackground));
  const inputs: PlannedInput[] = [];
  if (background !== undefined && 'image' in background) {
    const cell = scope.value(name('background'))?.cell ?? null;
    const index = sources.push({ column: name('background'), cell, value: background.image }) - 1;
    inputs.push({ role: 'background', ref: { from: 'source', index } });
  }
  return {
    prompt: prompt ?? '',
    aspectRatio: read('aspect_ratio', (column) => takeAspectRatio(scope, column, model) ?? undefined) ?? null,
    inputs,
    options: present({
      background: background !== undefined && 'colour' in background ? background.colour : undefined,
      scale: tool === 'upscale' ? (scope.read(name('scale'), (text) => readWhole(text, 2, 10)) ?? 2) : undefined,
      strength:
        tool === 'image-to-image'
          ? (scope.read(name('strength'), (text) => readNumber(text, { min: 0, max: 1 })) ?? 0.5)
          : undefined,
      text: read('text', (column) => scope.value(column)?.text),
      ...takeFormat(scope, tool, prefix, uses),
    }),
  };
}

const FORMATS = ['jpg', 'jpeg', 'png', 'webp', 'avif'];

function takeFormat(
  scope: RowScope,
  tool: Tool,
  prefix: string,
  uses: readonly OptionColumn[],
): Pick<OutputOptions, 'format' | 'quality'> {
  if (!uses.includes('format')) return {};
  const written = scope.read(`${prefix}format`, (text) => readChoice(text, FORMATS));
  const format = formatOf(written);
  const quality = scope.read(`${prefix}quality`, (text) => readWhole(text, 1, 100));
  const cell = scope.value(`${prefix}quality`);
  if (format === 'png' && cell?.origin === 'cell') {
    scope.warn(cell, `${holds(cell)}, but png has no quality, so it is ignored.`);
    return { format };
  }
  const shown = scope.value(`${prefix}format`);
  if (tool === 'remove-background' && format === 'jpg' && shown !== null) {
    scope.warn(shown, `${holds(shown)}, which has no transparency: the background turns white. Use png, webp or avif.`);
  }
  return { format, quality };
}

function formatOf(text: string | undefined): OutputOptions['format'] {
  if (text === undefined) return undefined;
  return text === 'png' || text === 'webp' || text === 'avif' ? text : 'jpg';
}
