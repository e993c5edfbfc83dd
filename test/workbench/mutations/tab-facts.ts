import { readMark } from '../../../shared/output-columns.ts';
import { type CellPatch, contentSize, type Tab } from '../../../workbench/workbook/model.ts';
import type { Operation } from '../../../workbench/workbook/operation.ts';

/** Row of the header: the first that has something in it. */
export function headerRowOf(tab: Tab): number {
  return Math.max(
    0,
    tab.rows.findIndex((row) => row?.cells.some((cell) => cell?.note !== undefined || (cell?.value ?? '') !== '')),
  );
}

/** Columns that Rowshot's mark makes its own. */
export function ownColumnsOf(tab: Tab): ReadonlySet<number> {
  const own = new Set<number>();
  const header = tab.rows[headerRowOf(tab)]?.cells ?? [];
  header.forEach((cell, column) => {
    if (readMark(cell?.note) !== null) own.add(column);
  });
  return own;
}

/** Where the tab's rows are; rows and columns count what has content. */
export const place = (tab: Tab) => {
  const { rows, columns } = contentSize(tab);
  const first = headerRowOf(tab) + 1;
  return { first, rows, columns, count: Math.max(1, rows - first) };
};

/** Column of that header; -1: none. */
export const headerNamed = (tab: Tab, name: string) =>
  (tab.rows[headerRowOf(tab)]?.cells ?? []).findIndex((cell) => cell?.value === name);

export const setCells = (
  tab: Tab,
  row: number,
  column: number,
  patches: readonly (readonly CellPatch[])[],
): Operation => ({
  type: 'setCells',
  tabId: tab.id,
  row,
  column,
  patches,
});
