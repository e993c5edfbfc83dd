import type { Catalogue, Model, Provider } from './catalogue.ts';

/** The model that a cell names by id or alias (any case, blanks around it do not count); null: not in the catalogue. */
export function findModel(catalogue: Catalogue, text: string): Model | null {
  const name = text.trim().toLowerCase();
  return (
    catalogue.models.find((model) => model.id.toLowerCase() === name) ??
    catalogue.models.find((model) => model.aliases.some((alias) => alias.toLowerCase() === name)) ??
    null
  );
}

/** The model's provider; null only where a catalogue names one that it does not hold. */
export function providerOf(catalogue: Catalogue, model: Model): Provider | null {
  return catalogue.providers.find((provider) => provider.id === model.provider) ?? null;
}

/** The shortest thing to type for a model: its first alias, or its id. */
export function modelWord(model: Model): string {
  return model.provider === model.id ? model.id : (model.aliases[0] ?? model.id);
}

/** What may be typed in a model cell, without what was retired. */
export function modelWords(catalogue: Catalogue): string[] {
  return catalogue.models.filter((model) => !model.retired).map(modelWord);
}
