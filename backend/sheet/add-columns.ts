import { normaliseHeader } from '../../shared/normalise-header.ts';
import { chooseHeader, markNote, outputColumns } from '../../shared/output-columns.ts';
import type { BatchRecord, SheetWrite } from '../ports.ts';
import { type TabView, valueText } from './tab-view.ts';

/** Writes that put back own columns which somebody deleted, to the right of everything. */
export function missingColumns(
  view: TabView,
  batch: BatchRecord,
  needed: { readonly maxImages: number; readonly hasText: boolean },
): SheetWrite[] {
  if (!holdsTable(view, batch)) return [];
  const missing = outputColumns(needed).filter((column) => !view.own.has(column.field));
  if (missing.length === 0) return [];
  const texts = view.header.map((cell) => valueText(cell).trim());
  const used = texts.reduce((last, text, column) => (text === '' && !view.header[column]?.note ? last : column + 1), 0);
  const lacking = used + missing.length - view.columnCount;
  const writes: SheetWrite[] = lacking > 0 ? [{ kind: 'append_columns', count: lacking }] : [];
  missing.forEach(({ field, hidden }, index) => {
    const column = used + index;
    const value = chooseHeader(field, texts);
    writes.push({ kind: 'cell', row: view.headerRow, column, value, link: null, note: markNote(field) });
    if (hidden) writes.push({ kind: 'hide_column', column });
  });
  return writes;
}

/** Whether this still is the batch's table: one of its own columns, or one of the person's headers, is there. */
export function holdsTable(view: TabView, batch: BatchRecord): boolean {
  if (view.own.size > 0) return true;
  const now = headers(view);
  return personsHeaders(batch).some((header) => now.has(header));
}

function headers(view: TabView): Set<string> {
  return new Set(view.header.map((cell) => normaliseHeader(valueText(cell))).filter((header) => header !== ''));
}

function personsHeaders(batch: BatchRecord): string[] {
  return batch.header
    .filter((_, index) => !batch.ownColumns.includes(index))
    .map((cell) => normaliseHeader(typeof cell === 'object' ? cell.shown : String(cell)))
    .filter((header) => header !== '');
}
