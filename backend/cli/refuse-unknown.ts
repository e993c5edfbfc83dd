import type { Cell } from '../../shared/cell.ts';
import { normaliseHeader } from '../../shared/normalise-header.ts';
import { cellText } from '../../shared/read/cell-text.ts';
import type { Template } from '../../shared/template.ts';
import { Refusal } from './exit-codes.ts';
import type { ReadingOptions } from './read-options.ts';

const NAME_PLACEHOLDERS = ['row', 'n', 'slug', 'source', 'batch', 'seed', 'model'];

/**
 * Refuses `--map`, `--set` and `--name` that speak of what is not there: they would do nothing, and nobody would notice.
 *
 * @throws Refusal naming the option, what was found and what there is.
 */
export function refuseUnknown({ map, name, set }: ReadingOptions, header: readonly Cell[], template: Template): void {
  const headers = header.map(cellText).filter((text) => text !== '');
  const known = new Set(headers.map(normaliseHeader));
  const columns = `It has ${headers.map((text) => `“${text}”`).join(', ')}.`;
  for (const mapped of map) {
    if (known.has(normaliseHeader(mapped.header))) continue;
    throw new Refusal(`--map ${mapped.header}=${mapped.field}: the file has no column “${mapped.header}”. ${columns}`);
  }
  const settable = template.columns.filter((column) => column.batchSetting !== false).map((column) => column.name);
  for (const { field, value } of set) {
    if (settable.includes(field)) continue;
    throw new Refusal(
      `--set ${field}=${value}: ${template.id} has no column “${field}” that can be set for all rows. It has ${settable.join(', ')}.`,
    );
  }
  if (name === undefined) return;
  for (const [typed, column] of name.matchAll(/\{\{([^{}]*)\}\}/g)) {
    if (!known.has(normaliseHeader(column ?? '')))
      throw new Refusal(`--name holds ${typed}, and the file has no such column. ${columns}`);
  }
  for (const [typed, field] of name.replace(/\{\{[^{}]*\}\}/g, '').matchAll(/\{([^{}]*)\}/g)) {
    if (/^(row|n|seed)(:\d{1,2})?$/.test(field ?? '') || /^(slug|source|batch|model)$/.test(field ?? '')) continue;
    const allowed = NAME_PLACEHOLDERS.map((one) => `{${one}}`).join(', ');
    throw new Refusal(`--name holds ${typed}; there is ${allowed}, and {{column}} for a column of the file.`);
  }
}
