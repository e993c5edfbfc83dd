import { displayText } from '../../workbook/display.ts';
import { contentSize, type GridRange, type Tab } from '../../workbook/model.ts';
import { isSingleCell } from '../grid/grid-selection.ts';
import type { Page } from '../state/page.ts';
import { dataRange } from './edit-structure.ts';

/** Sorts the whole tab below its frozen rows by the active cell's column. */
export function sortTab(page: Page, ascending: boolean): void {
  const { tab } = page;
  const size = contentSize(tab);
  const range = {
    startRow: Math.min(tab.frozenRows, size.rows),
    endRow: size.rows,
    startColumn: 0,
    endColumn: Math.max(
      1,
      tab.rows.reduce((width, row) => Math.max(width, row?.cells.length ?? 0), 0),
    ),
  };
  sort(page, range, page.state.selection.active.column, ascending);
}

/** Sorts a range, without its first row when that is a header. */
export function sortRange(page: Page, range: GridRange, column: number, ascending: boolean, header: boolean): void {
  const endRow = Math.min(range.endRow, Math.max(range.startRow, page.tab.rows.length));
  sort(page, { ...range, startRow: range.startRow + (header ? 1 : 0), endRow }, column, ascending);
}

function sort(page: Page, range: GridRange, column: number, ascending: boolean): void {
  if (range.endRow - range.startRow < 2) return;
  page.edit({ type: 'sortRange', tabId: page.tab.id, range, keys: [{ column, ascending }] });
}

/** What a filter or a sort takes: the selection, or all content when only one cell is selected. */
export function chosenRange(page: Page): GridRange {
  const { range, tab } = page;
  if (!isSingleCell(range))
    return { ...range, endRow: Math.max(range.startRow + 1, Math.min(range.endRow, tab.rows.length)) };
  const size = contentSize(tab);
  return dataRange(size.rows, size.columns);
}

export function createFilter(page: Page): void {
  const range = chosenRange(page);
  page.edit({ type: 'setFilter', tabId: page.tab.id, filter: { range, hiddenValues: {} } });
}

export function removeFilter(page: Page): void {
  page.edit({ type: 'setFilter', tabId: page.tab.id, filter: null });
}

/** The shown texts of a filtered column, blanks first, with how often each occurs. */
export function filterValues(tab: Tab, column: number): { text: string; count: number }[] {
  const { filter } = tab;
  if (!filter) return [];
  const counts = new Map<string, number>();
  for (let row = filter.range.startRow + 1; row < Math.min(filter.range.endRow, tab.rowCount); row++) {
    const text = displayText(tab.rows[row]?.cells[column]);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts]
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en', { numeric: true }));
}

export function hideValues(page: Page, column: number, values: readonly string[]): void {
  const { filter } = page.tab;
  if (!filter) return;
  const hiddenValues = { ...filter.hiddenValues, [column]: values };
  page.edit({ type: 'setFilter', tabId: page.tab.id, filter: { ...filter, hiddenValues } });
}
