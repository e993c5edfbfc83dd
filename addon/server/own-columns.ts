import { chooseHeader, markNote, type OutputColumn, outputColumns } from '../../shared/output-columns.ts';
import { personalHeaders, readTab, type TabRead } from './read-tab.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Which columns the rows of a batch need. */
export interface NeededColumns {
  readonly maxImages: number;
  readonly hasText: boolean;
}

/**
 * Adds those of our columns that the tab lacks, at its right, and answers the tab as it then is. A person's own `status`
 * stays theirs: ours then has another name, and its mark tells them apart.
 */
export function ensureOwnColumns(tab: TabRead, needed: NeededColumns): TabRead {
  const missing = outputColumns(needed).filter((column) => !tab.own.has(column.field));
  if (missing.length === 0) return tab;
  const { sheet, table } = tab;
  const first = Math.max(sheet.getLastColumn(), table.header.length) + 1;
  const lacking = first + missing.length - 1 - sheet.getMaxColumns();
  if (lacking > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), lacking);
  writeHeaders(sheet, table.headerRow, first, missing, personalHeaders(tab));
  extendFilter(sheet, first + missing.length - 1);
  return readTab(sheet);
}

function writeHeaders(
  sheet: Sheet,
  headerRow: number,
  first: number,
  missing: readonly OutputColumn[],
  personal: readonly string[],
): void {
  const height = sheet.getMaxRows() - headerRow + 1;
  // Text first: what is written below stays as it is written.
  sheet.getRange(headerRow, first, height, missing.length).setNumberFormat('@');
  const headers = sheet.getRange(headerRow, first, 1, missing.length);
  headers.setValues([missing.map((column) => chooseHeader(column.field, personal))]);
  headers.setNotes([missing.map((column) => markNote(column.field))]);
  headers.setFontWeight('bold');
  missing.forEach((column, index) => {
    if (column.hidden) sheet.hideColumns(first + index);
  });
}

/** A filter that ends before our columns would tear the results from their rows when it sorts. */
function extendFilter(sheet: Sheet, lastColumn: number): void {
  const filter = sheet.getFilter();
  if (!filter) return;
  const range = filter.getRange();
  const from = range.getColumn();
  const width = lastColumn - from + 1;
  if (width <= range.getNumColumns()) return;
  const criteria: (GoogleAppsScript.Spreadsheet.FilterCriteria | null)[] = [];
  for (let column = from; column < from + range.getNumColumns(); column++) {
    criteria.push(filter.getColumnFilterCriteria(column));
  }
  filter.remove();
  const wider = sheet.getRange(range.getRow(), from, range.getNumRows(), width).createFilter();
  criteria.forEach((one, index) => {
    if (one) wider.setColumnFilterCriteria(from + index, one.copy().build());
  });
}

/** Writes ids beside the rows that have another one or none, in our own row_id column only; one call for each run of rows. */
export function writeRowIds(tab: TabRead, ids: ReadonlyMap<number, string>): void {
  const column = tab.own.get('row_id');
  if (column === undefined) return;
  const held = new Map(tab.table.rows.map((row) => [row.number, row.rowId ?? '']));
  const missing = [...ids].filter(([number, id]) => held.get(number) !== id).sort(([a], [b]) => a - b);
  let start = 0;
  while (start < missing.length) {
    const from = missing[start]?.[0] ?? 0;
    let end = start + 1;
    while (missing[end]?.[0] === from + end - start) end++;
    const values = missing.slice(start, end).map(([, id]) => [id]);
    tab.sheet.getRange(from, column + 1, values.length, 1).setValues(values);
    start = end;
  }
}
