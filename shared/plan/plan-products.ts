import { readChoice } from '../read/read-choice.ts';
import { readNumber } from '../read/read-number.ts';
import type { RowScope } from '../read/row-scope.ts';
import type { OutputOptions, PlannedInput, RowPlan, SourceRef } from '../row-plan.ts';
import { chooseModel, type Planning } from './choose-model.ts';
import { fillPrompt } from './fill-prompt.ts';
import { planOf, present, repeated, takeAspectRatio, takeCount, takeSeed, takeSource } from './plan-parts.ts';

/** Product photos: studio (product-shot) or lifestyle. `imageColumn` is `product_image_url`, or `image` in a person's own sheet. */
export function planProducts(scope: RowScope, planning: Planning, imageColumn: string): RowPlan | null {
  const sources: SourceRef[] = [];
  const name = scope.need('product_name');
  scope.need(imageColumn);
  const image = takeSource(scope, sources, imageColumn);
  const inspiration = takeSource(scope, sources, 'inspiration_image');
  const request = scope.read('request_type', (text) => readChoice(text, ['studio', 'lifestyle']));
  const requestType = request === 'lifestyle' ? 'lifestyle' : 'studio';
  const tool = requestType === 'lifestyle' ? 'lifestyle' : 'product-shot';
  // Which tool a wrong request_type meant is not known, so no model is judged by it.
  const known = request !== undefined || scope.value('request_type') === null;
  const model = known ? chooseModel(scope, tool, planning) : null;
  const able = planning.context.preview ? null : model;
  const prompt = scope.value('prompt');
  const wish = prompt === null ? '' : fillPrompt(scope, prompt);
  const dimensions = takeDimensions(scope);
  const count = takeCount(scope, planning, able);
  const aspectRatio = takeAspectRatio(scope, 'aspect_ratio', able) ?? '1:1';
  const plan = planOf(scope, sources, [], takeSeed(scope, count, able));
  if (name === null || image === null || model === null || scope.failed) return null;
  const inputs: PlannedInput[] = [{ role: 'image', ref: { from: 'source', index: image } }];
  if (inspiration !== null) inputs.push({ role: 'inspiration', ref: { from: 'source', index: inspiration } });
  const options: OutputOptions = present({
    requestType,
    productName: name.text,
    dimensions,
    showDimensions: planning.context.settings.showDimensions && dimensions !== undefined ? true : undefined,
  });
  const words = describe(name.text, requestType, wish, dimensions);
  return { ...plan, outputs: repeated(count, { tool, model, prompt: words, inputs, aspectRatio, options }) };
}

type Dimensions = NonNullable<OutputOptions['dimensions']>;

function takeDimensions(scope: RowScope): Dimensions | undefined {
  const inches = (name: string) => scope.read(name, (text) => readNumber(text, { above: 0 }));
  const taken = present({ height: inches('height'), width: inches('width'), depth: inches('depth') });
  return Object.keys(taken).length === 0 ? undefined : taken;
}

/** The prompt of a product photo, in one place so that Check can show it. */
function describe(name: string, request: 'studio' | 'lifestyle', wish: string, size: Dimensions | undefined): string {
  const scene = request === 'lifestyle' ? 'in a fully designed environment' : 'on a clean, plain background';
  const inches = Object.entries(size ?? {}).map(([side, value]) => `${side} ${value} in`);
  const sentences = [`Product photo of ${name} ${scene}`, wish, inches.length > 0 ? `Size: ${inches.join(', ')}` : ''];
  return sentences
    .filter((sentence) => sentence !== '')
    .map((sentence) => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(' ');
}
