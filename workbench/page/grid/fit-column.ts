import { displayText } from '../../workbook/display.ts';
import type { Tab } from '../../workbook/model.ts';
import { textWidth } from './measure-rows.ts';

const WIDEST = 600;

/** The width in pixels at which the column's longest text fits, as a double click on its edge sets it. */
export function fittingWidth(tab: Tab, column: number): number {
  let widest = 30;
  for (const row of tab.rows) {
    const cell = row?.cells[column];
    if (!cell || cell.image !== undefined) continue;
    const room = cell.dropdown ? 28 : 10;
    for (const line of displayText(cell).split('\n')) widest = Math.max(widest, textWidth(line, cell.bold) + room);
  }
  return Math.ceil(Math.min(WIDEST, widest));
}
