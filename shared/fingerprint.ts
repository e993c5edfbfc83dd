import type { RowInputs } from './reading.ts';
import type { BatchSettings } from './settings.ts';
import type { TemplateId } from './template.ts';

/** Raised when the text's form changes: every row then counts as changed once. */
const VERSION = 'rowshot-inputs-1';

/**
 * The canonical text of all that decides whether a row is unchanged; callers hash it with SHA-256. It holds the row's
 * inputs, and of the settings, as typed: batch prompt, fields, steps, showDimensions, improvePrompts. It does not hold
 * mapping, names, key column or image cells, nor defaults or anything of the catalogue; blank ones are left out.
 * `identityOf` gives what stands for an upload's link or a local file (its content's hash); it is asked for every input
 * and answers the value itself for all else.
 */
export function fingerprintText(
  inputs: RowInputs,
  settings: BatchSettings,
  templateId: TemplateId,
  identityOf: (value: string, column: string) => string = (value) => value,
): string {
  const { showDimensions, improvePrompts } = settings;
  return JSON.stringify([
    VERSION,
    templateId,
    sortedEntries(inputs, identityOf),
    settings.prompt.trim(),
    sortedEntries(settings.fields, identityOf),
    sortedEntries(settings.steps, identityOf),
    showDimensions,
    improvePrompts,
  ]);
}

function sortedEntries(
  values: Readonly<Record<string, string>>,
  identityOf: (value: string, column: string) => string,
): [string, string][] {
  return Object.keys(values)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name): [string, string] => [name, (values[name] ?? '').trim()])
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, identityOf(value, name)]);
}
