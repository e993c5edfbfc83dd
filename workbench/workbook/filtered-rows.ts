import { displayText } from './display.ts';
import type { Tab } from './model.ts';

/** Whether the tab's filter hides the row (its header row is never hidden). Rows hidden by hand are not counted. */
export function hiddenByFilter(tab: Tab, row: number): boolean {
  const { filter } = tab;
  if (!filter || row <= filter.range.startRow || row >= filter.range.endRow) return false;
  for (const [column, hidden] of Object.entries(filter.hiddenValues)) {
    if (hidden.includes(displayText(tab.rows[row]?.cells[Number(column)]))) return true;
  }
  return false;
}
