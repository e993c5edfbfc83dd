import type { Model } from '../catalogue.ts';
import { modelWord } from '../find-model.ts';
import { readChoice } from '../read/read-choice.ts';
import { readPalette } from '../read/read-palette.ts';
import { holds, type RowScope } from '../read/row-scope.ts';
import { listed } from '../read/value-reading.ts';
import type { OutputOptions, RowPlan } from '../row-plan.ts';
import { chooseModel, type Planning } from './choose-model.ts';
import { fillPrompt } from './fill-prompt.ts';
import { planOf, present, repeated, takeAspectRatio, takeCount, takeSeed } from './plan-parts.ts';

/** Images from a prompt (generate-basic, generate-full). null where the row cannot run (its errors are noted). */
export function planGenerate(scope: RowScope, planning: Planning): RowPlan | null {
  const prompt = scope.need('prompt');
  const text = prompt === null ? '' : fillPrompt(scope, prompt);
  const model = chooseModel(scope, 'generate', planning);
  // A preview never asks what the named model could do: it draws what it can.
  const able = planning.context.preview ? null : model;
  const count = takeCount(scope, planning, able);
  const aspectRatio = takeAspectRatio(scope, 'aspect_ratio', able) ?? '1:1';
  const seed = takeSeed(scope, count, able);
  const options = readOptions(scope, able, planning);
  const keyword = able?.styleAsKeyword ? styleKeyword(scope, able) : '';
  const plan = planOf(scope, [], [], seed);
  if (model === null || scope.failed) return null;
  const whole = { ...options, visibility: plan.visibility };
  const parts = { tool: 'generate' as const, model, prompt: text + keyword, inputs: [], aspectRatio, options: whole };
  return { ...plan, outputs: repeated(count, parts) };
}

function readOptions(scope: RowScope, model: Model | null, { context }: Planning): OutputOptions {
  const magic = scope.read('magic_prompt', (text) => readChoice(text, ['on', 'off']));
  const rendering = scope.read('rendering', (text) => readChoice(text, ['default', 'turbo', 'quality']));
  const negative = scope.value('negative_prompt');
  const ignored = (name: string, why: string) => {
    const value = scope.value(name);
    if (value !== null && value.origin !== 'default') scope.warn(value, `${holds(value)}; ${why}`);
  };
  const name = model === null ? '' : modelWord(model);
  if (model !== null && magic === 'on' && !model.magicPrompt) {
    const improve = context.settings.improvePrompts
      ? 'No model that improves prompts is configured here.'
      : 'The batch setting “Improve prompts” rewrites it.';
    ignored('magic_prompt', `${name} has no magic prompt, so the prompt goes unchanged. ${improve}`);
  }
  if (model !== null && negative !== null && !model.negativePrompt) {
    ignored('negative_prompt', `${name} takes no negative prompt, so it is ignored.`);
  }
  const renders = model === null || rendering === undefined || (model.renderings ?? ['default']).includes(rendering);
  if (!renders) {
    const has = model?.renderings ? `has only ${listed(model.renderings)}` : 'has one rendering only';
    ignored('rendering', `${name} ${has}, so default is used.`);
  }
  return present({
    magicPrompt: magic === undefined || model?.magicPrompt === false ? undefined : magic === 'on',
    rendering: renders && rendering !== undefined ? renderingOf(rendering) : undefined,
    negativePrompt: negative !== null && model?.negativePrompt !== false ? negative.text : undefined,
    style: takeStyle(scope, model),
    palette: takePalette(scope, model),
  });
}

function renderingOf(text: string): 'turbo' | 'default' | 'quality' {
  return text === 'turbo' || text === 'quality' ? text : 'default';
}

const STYLES = ['auto', 'general', 'realistic', 'design', '3d', 'anime'];

function takeStyle(scope: RowScope, model: Model | null): string | undefined {
  const style = scope.read('style', (text) => readChoice(text, STYLES));
  const value = scope.value('style');
  if (style === undefined || value === null || model === null || model.styleAsKeyword) {
    return model?.styleAsKeyword ? undefined : style;
  }
  if (model.styles === null) {
    if (style !== 'auto' && value.origin !== 'default') {
      scope.warn(value, `${holds(value)}; ${modelWord(model)} has no styles, so it is ignored.`);
    }
    return undefined;
  }
  if (model.styles.includes(style)) return style;
  if (value.origin !== 'default') {
    scope.error(
      value,
      `${holds(value)}, a style that ${modelWord(model)} does not have. It has ${listed(model.styles)}.`,
    );
  }
  return undefined;
}

/** `, anime style`, for a model that takes styles as words only; `''` where there is nothing to add. */
function styleKeyword(scope: RowScope, model: Model): string {
  const style = scope.read('style', (text) => readChoice(text, STYLES));
  const value = scope.value('style');
  if (style === undefined || value === null || style === 'auto' || style === 'general') return '';
  const how = `${modelWord(model)} has no styles, so “${style} style” is added to the prompt.`;
  if (value.origin !== 'default') scope.warn(value, `${holds(value)}; ${how}`);
  return `, ${style} style`;
}

function takePalette(scope: RowScope, model: Model | null): OutputOptions['palette'] {
  const palette = scope.read('color_palette', readPalette);
  const value = scope.value('color_palette');
  if (palette === undefined || value === null || model === null) return palette;
  const name = modelWord(model);
  if (model.palette === null) {
    const able = 'Leave it empty, or choose model 2.0, 2a or 3.0.';
    scope.error(value, `${holds(value)}, but ${name} takes no color_palette. ${able}`);
  } else if ('name' in palette && !model.palette.named.includes(palette.name)) {
    scope.error(value, `${holds(value)}, a palette that ${name} does not have. It has ${listed(model.palette.named)}.`);
  } else if ('members' in palette && palette.members.length > model.palette.hexMembers) {
    scope.error(value, `${holds(value)}; ${name} takes up to ${model.palette.hexMembers} colours.`);
  }
  return palette;
}
