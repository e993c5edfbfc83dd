import { displayText } from '../../workbook/display.ts';
import { type Cell, cellAt, type GridRange } from '../../workbook/model.ts';
import { usedPart } from '../commands/edit-cells.ts';
import { linkOf } from '../grid/cell-links.ts';
import type { Page } from '../state/page.ts';
import { writeTsv } from './read-table.ts';

/** What the last copy took: pasted here again it keeps formats, notes and dropdowns. */
export type CopiedCells = {
  readonly plain: string;
  readonly cells: readonly (readonly (Cell | null)[])[];
  readonly tabId: number;
  readonly range: GridRange;
  readonly cut: boolean;
};

let last: CopiedCells | null = null;

/** What was copied here, if that is what the clipboard still holds. */
export function lastCopied(plain: string): CopiedCells | null {
  return last !== null && last.plain === plain.replace(/\r\n?/g, '\n').replace(/\n$/, '') ? last : null;
}

export function forgetCopied(): void {
  last = null;
}

/**
 * Takes the selected cells. As in Sheets, a hidden column comes along (a row keeps its id), and a copy leaves out rows that
 * are hidden; a cut moves everything.
 */
export function takeSelection(page: Page, cut: boolean): { plain: string; html: string } {
  const { tab } = page;
  const selected = page.range;
  const used = usedPart(page, selected);
  const range = used.endRow === used.startRow ? { ...used, endRow: used.startRow + 1 } : used;
  const cells: (Cell | null)[][] = [];
  for (let row = range.startRow; row < range.endRow; row++) {
    if (!cut && page.view?.rows.isHidden(row)) continue;
    const line: (Cell | null)[] = [];
    for (let column = range.startColumn; column < range.endColumn; column++) {
      line.push(cellAt(tab, row, column));
    }
    cells.push(line);
  }
  const plain = writeTsv(cells.map((line) => line.map((cell) => displayText(cell))));
  last = { plain, cells, tabId: tab.id, range, cut };
  page.copied = { tabId: tab.id, range };
  page.view?.draw();
  return { plain, html: writeHtml(cells) };
}

function writeHtml(cells: readonly (readonly (Cell | null)[])[]): string {
  const table = document.createElement('table');
  for (const line of cells) {
    const row = table.insertRow();
    for (const cell of line) {
      const element = row.insertCell();
      const link = cell ? linkOf(cell) : null;
      const inside = link === null ? element : element.appendChild(document.createElement('a'));
      if (link !== null) inside.setAttribute('href', link);
      displayText(cell)
        .split('\n')
        .forEach((part, i) => {
          if (i > 0) inside.append(document.createElement('br'));
          inside.append(part);
        });
      if (cell?.bold) element.style.fontWeight = 'bold';
      if (cell?.background) element.style.backgroundColor = cell.background;
      if (cell?.foreground) element.style.color = cell.foreground;
    }
  }
  return table.outerHTML;
}
