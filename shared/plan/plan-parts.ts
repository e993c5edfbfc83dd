import type { Model } from '../catalogue.ts';
import { modelWord } from '../find-model.ts';
import { priceOf } from '../price.ts';
import { readAspectRatio } from '../read/read-aspect-ratio.ts';
import { readChoice } from '../read/read-choice.ts';
import { readFileName } from '../read/read-file-name.ts';
import { readImage } from '../read/read-image.ts';
import { readWhole } from '../read/read-whole.ts';
import { holds, type RowScope } from '../read/row-scope.ts';
import { listed } from '../read/value-reading.ts';
import type { OutputOptions, OutputPlan, PlannedInput, RowPlan, SourceRef } from '../row-plan.ts';
import type { Tool } from '../template.ts';
import type { Planning } from './choose-model.ts';

const MAX_SEED = 2147483647;

/** The same object without the fields that hold nothing. */
export function present<T extends object>(fields: T): T {
  for (const [name, value] of Object.entries(fields)) if (value === undefined) Reflect.deleteProperty(fields, name);
  return fields;
}

/** Reads an image column into the row's sources; its index, or null where the row has none. */
export function takeSource(scope: RowScope, sources: SourceRef[], name: string): number | null {
  const value = scope.value(name);
  const image = scope.read(name, readImage);
  if (value === null || image === undefined) return null;
  return sources.push({ column: name, cell: value.cell, value: image }) - 1;
}

/** The ratio, once it is known that the model can make it; null where the row has none. */
export function takeAspectRatio(scope: RowScope, name: string, model: Model | null): string | null {
  const ratio = scope.read(name, readAspectRatio);
  if (ratio === undefined) return null;
  const value = scope.value(name);
  if (model !== null && value !== null && model.sizes[ratio] === undefined) {
    const able = listed(Object.keys(model.sizes));
    scope.error(value, `${holds(value)}, which ${modelWord(model)} cannot make. It makes ${able}.`);
  }
  return ratio;
}

/** How many images the row asks for; an operator may have raised the template's limit. */
export function takeCount(scope: RowScope, planning: Planning, model: Model | null): number {
  const count = scope.read('num_images', (text) => readWhole(text, 1, planning.context.limits.maxImages)) ?? 1;
  const value = scope.value('num_images');
  if (model !== null && value !== null && count > model.maxImages) {
    scope.error(value, `${holds(value)}; ${modelWord(model)} makes up to ${model.maxImages} images.`);
  }
  return count;
}

/** The seed as typed; output n uses seed + n − 1, which must stay in range too. */
export function takeSeed(scope: RowScope, count: number, model: Model | null): number | null {
  const seed = scope.read('seed_number', (text) => readWhole(text, 0, MAX_SEED - (count - 1)));
  const value = scope.value('seed_number');
  if (seed === undefined || value === null) return null;
  if (model !== null && !model.seed) {
    scope.warn(value, `${holds(value)}; ${modelWord(model)} takes no seed, so it is ignored.`);
    return null;
  }
  return seed;
}

export interface OutputParts {
  readonly tool: Tool;
  readonly model: Model;
  readonly prompt: string;
  readonly inputs: readonly PlannedInput[];
  readonly aspectRatio: string | null;
  readonly options: OutputOptions;
}

/** Output `n` with its upper-bound price. */
export function planOutput(n: number, parts: OutputParts): OutputPlan {
  const { model, tool, options, aspectRatio } = parts;
  return {
    n,
    tool,
    model: model.id,
    provider: model.provider,
    prompt: parts.prompt,
    inputs: parts.inputs,
    aspectRatio,
    options,
    result: tool === 'alt-text' || tool === 'product-description' ? 'text' : 'image',
    estimateUsd: priceOf(model, options.rendering ?? 'default', aspectRatio),
  };
}

/** The plan of a whole row. */
export function planOf(
  scope: RowScope,
  sources: readonly SourceRef[],
  outputs: readonly OutputPlan[],
  seed: number | null,
): RowPlan {
  const visibility = scope.read('visibility', (text) => readChoice(text, ['public', 'private']));
  return {
    sources,
    outputs,
    seed,
    fileName: scope.read('file_name', readFileName) ?? null,
    visibility: visibility === 'public' ? 'public' : 'private',
  };
}

/** Outputs 1 … count, all alike. */
export function repeated(count: number, parts: OutputParts): OutputPlan[] {
  return Array.from({ length: count }, (_, index) => planOutput(index + 1, parts));
}
