import { parseRange } from '../../shared/a1.ts';
import { ScriptError } from './answer.ts';
import { findTab } from './find-tab.ts';
import { readTab, selectedNumbers } from './read-tab.ts';

/** Selects a cell, in whichever tab it is. */
export function jumpTo(request: { readonly tab: string; readonly cell: string }): null {
  const sheet = findTab(request.tab);
  if (!parseRange(request.cell)) throw new ScriptError('bad_request', `${request.cell} is no cell.`);
  sheet.activate();
  sheet.getRange(request.cell).activate();
  return null;
}

/** Selects the row that has this id now. */
export function showRow(request: { readonly tab: string; readonly rowId: string }): null {
  const sheet = findTab(request.tab);
  const tab = readTab(sheet);
  const row = tab.table.rows.find((candidate) => candidate.rowId === request.rowId);
  if (!row)
    throw new ScriptError('not_found', 'This row is not in the tab any more; its results are kept in the batch.');
  sheet.activate();
  sheet.getRange(row.number, 1, 1, Math.max(1, tab.table.header.length)).activate();
  return null;
}

/** Ids of the selected rows that have one. */
export function selectedRowIds(request: { readonly tab: string }): readonly string[] {
  const sheet = findTab(request.tab);
  const selected = new Set(selectedNumbers(sheet));
  const ids: string[] = [];
  for (const row of readTab(sheet).table.rows) {
    if (row.rowId && selected.has(row.number)) ids.push(row.rowId);
  }
  if (ids.length > 0) return ids;
  throw new ScriptError('not_found', 'Select rows in the sheet that have run already, then try again.');
}
