import type { Operation } from '../../workbook/operation.ts';
import { merged, unmerged } from '../grid/merged-cells.ts';
import type { Page } from '../state/page.ts';
import { CLEARED } from './edit-cells.ts';

/** Merges the selected cells into one that keeps the first one's content, as Sheets does. */
export function mergeSelection(page: Page): void {
  const { range, tab } = page;
  const merges = merged(tab, range);
  if (!merges) return;
  const patches = Array.from({ length: range.endRow - range.startRow }, (_, i) =>
    Array.from({ length: range.endColumn - range.startColumn }, (_, j) => {
      const first = i === 0 && j === 0;
      return first || !tab.rows[range.startRow + i] ? null : CLEARED;
    }),
  );
  const { startRow: row, startColumn: column } = range;
  const clearing: Operation = { type: 'setCells', tabId: tab.id, row, column, patches };
  page.edit(clearing, { type: 'setMerges', tabId: tab.id, merges });
}

export function unmergeSelection(page: Page): void {
  const merges = unmerged(page.tab, page.range);
  if (merges) page.edit({ type: 'setMerges', tabId: page.tab.id, merges });
}
