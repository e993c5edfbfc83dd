import type { Catalogue, Model } from '../catalogue.ts';
import { closest } from '../closest.ts';
import { findModel, modelWord, modelWords } from '../find-model.ts';
import { type FieldValue, holds, type RowScope } from '../read/row-scope.ts';
import { listed } from '../read/value-reading.ts';
import type { ReadContext } from '../reading.ts';
import type { Tool } from '../template.ts';
import type { NoticeBoard } from './notice-board.ts';

/** What studio does itself, so that it goes before a paid model unless a cell or Set up names one. */
const STUDIO_FIRST: readonly Tool[] = [
  'convert',
  'watermark',
  'smart-crop',
  'upscale',
  'remove-background',
  'replace-background',
  'product-shot',
];

/** What planning a row needs besides the row. */
export interface Planning {
  readonly context: ReadContext;
  readonly studio: Model;
  readonly board: NoticeBoard;
}

/** The catalogue's offline model. A catalogue without one is a mistake of whoever wrote it. */
export function studioModel(catalogue: Catalogue): Model {
  const studio = catalogue.models.find((model) => model.provider === 'studio');
  if (studio === undefined) throw new Error('The model catalogue holds no model of the provider studio.');
  return studio;
}

/**
 * Which model makes an output: preview → studio; else the row's cell, the batch setting, the template's default where its
 * key is configured, studio for what it does itself, the first configured model, studio. null where the cell is wrong
 * (an error is noted). `others` are the row's other tools: a model that is named for one of them is none of this one's.
 */
export function chooseModel(
  scope: RowScope,
  tool: Tool,
  planning: Planning,
  others: readonly Tool[] = [],
): Model | null {
  const { context, studio, board } = planning;
  const { catalogue } = context;
  const inStudio = () => {
    if (!studio.tools.includes(tool)) board.addOffline(tool, scope.row.number);
    return studio;
  };
  if (context.preview) return inStudio();
  const named = scope.value('model');
  if (named !== null) {
    const model = namedModel(scope, named, catalogue);
    if (model === null) return null;
    if (model.tools.includes(tool)) {
      if (!isConfigured(context, model)) board.addKeyless(model, scope.row.number);
      return model;
    }
    if (model.provider === 'studio') return inStudio();
    if (!others.some((other) => model.tools.includes(other))) {
      const cannot = `${holds(named)}, which does not do ${tool}`;
      const does = `${modelWord(model)} does ${listed(model.tools)}`;
      if (named.origin === 'cell') {
        scope.error(named, `${cannot}; ${does}. Choose another model or leave it empty.`);
        return null;
      }
      scope.warn(named, `${cannot}, so another model makes it; ${does}.`);
    }
  }
  const preset =
    context.template.defaultModel === undefined ? null : findModel(catalogue, context.template.defaultModel);
  if (preset && !preset.retired && isConfigured(context, preset) && preset.tools.includes(tool)) return preset;
  if (STUDIO_FIRST.includes(tool)) return inStudio();
  const first = catalogue.models.find(
    (model) =>
      model.provider !== 'studio' && !model.retired && isConfigured(context, model) && model.tools.includes(tool),
  );
  return first ?? inStudio();
}

function isConfigured(context: ReadContext, model: Model): boolean {
  return model.provider === 'studio' || context.configured.includes(model.provider);
}

/** The model that a cell names; a retired one is replaced by its successor, with a warning. */
function namedModel(scope: RowScope, named: FieldValue, catalogue: Catalogue): Model | null {
  let model = findModel(catalogue, named.text);
  if (model === null) {
    const words = modelWords(catalogue);
    const ids = catalogue.models.map(({ id }) => id);
    const near = closest(named.text.toLowerCase(), [...words, ...ids]);
    const help = near === null ? '' : ` Did you mean ${near}?`;
    scope.error(named, `${holds(named)}; model must be ${listed(words)}.${help}`, near ?? undefined);
    return null;
  }
  const { retired } = model;
  if (retired === undefined) return model;
  const seen = new Set<Model>();
  while (model?.retired && !seen.has(model)) {
    seen.add(model);
    model = findModel(catalogue, model.retired.successor);
  }
  if (model === null || model.retired) {
    scope.error(named, `${holds(named)}, which was retired on ${retired.on}. Use ${listed(modelWords(catalogue))}.`);
    return null;
  }
  const now = modelWord(model);
  scope.warn(named, `${holds(named)}, which was retired on ${retired.on}; its successor ${now} is used.`, now);
  return model;
}
