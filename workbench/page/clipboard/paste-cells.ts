import { CELL_PROPERTIES, type Cell, type CellPatch, cellAt, type GridRange, type Tab } from '../../workbook/model.ts';
import type { Operation } from '../../workbook/operation.ts';
import { parseEntry } from '../../workbook/parse-entry.ts';
import { CLEARED } from '../commands/edit-cells.ts';
import type { Page } from '../state/page.ts';
import { type CopiedCells, forgetCopied, lastCopied } from './copy-cells.ts';
import { type PastedCell, readPasted } from './read-table.ts';

type MakePatch = (row: number, column: number, target: Cell | null) => CellPatch | null;

/** Pastes what a copy event brought. @param valuesOnly without formats and links (Ctrl+Shift+V) */
export function paste(page: Page, plain: string, html: string, valuesOnly: boolean): void {
  const own = lastCopied(plain);
  if (own && !valuesOnly) {
    const width = own.cells[0]?.length ?? 0;
    placeBlock(page, own.cells.length, width, (row, column) => wholePatch(own.cells[row]?.[column] ?? null), own);
    if (own.cut) forgetCopied();
    return;
  }
  const table = readPasted(plain, valuesOnly ? '' : html);
  const width = table.reduce((most, row) => Math.max(most, row.length), 0);
  if (width === 0) return;
  const year = new Date().getFullYear();
  placeBlock(page, table.length, width, (row, column, target) => {
    const pasted = table[row]?.[column];
    return pasted ? entryPatch(pasted, target, year) : null;
  });
}

function entryPatch(pasted: PastedCell, target: Cell | null, year: number): CellPatch {
  if (pasted.text === '') return CLEARED;
  const entry = parseEntry(pasted.text, target?.numberFormat, year);
  return {
    ...entry,
    ...(pasted.link === undefined || pasted.link === pasted.text ? {} : { link: pasted.link }),
    ...(pasted.bold ? { bold: true } : {}),
  };
}

/** Every property of a copied cell, so that nothing of the old one shines through. */
function wholePatch(cell: Cell | null): CellPatch {
  return Object.assign({}, ...CELL_PROPERTIES.map((key) => ({ [key]: cell?.[key] ?? null })));
}

/** Where a block lands: repeated over a selection that is a multiple of it, else once from its corner. */
function landing(page: Page, height: number, width: number): { range: GridRange; rows: number; columns: number } {
  const { range } = page;
  const rows = range.endRow - range.startRow;
  const columns = range.endColumn - range.startColumn;
  const whole = page.state.selection.kind !== 'cells';
  return {
    range,
    rows: !whole && rows > height && rows % height === 0 ? rows : height,
    columns: !whole && columns > width && columns % width === 0 ? columns : width,
  };
}

function placeBlock(page: Page, height: number, width: number, make: MakePatch, source?: CopiedCells): void {
  const { tab } = page;
  const { range, rows, columns } = landing(page, height, width);
  const { startRow, startColumn } = range;
  const operations: Operation[] = roomFor(tab, startRow + rows, startColumn + columns);
  if (source?.cut) {
    operations.push({ type: 'repeatCell', tabId: source.tabId, range: source.range, patch: wholePatch(null) });
  }
  const patches = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => make(i % height, j % width, cellAt(tab, startRow + i, startColumn + j))),
  );
  operations.push({ type: 'setCells', tabId: tab.id, row: startRow, column: startColumn, patches });
  if (!page.edit(...operations)) return;
  page.select(
    {
      active: { row: startRow, column: startColumn },
      anchor: { row: startRow, column: startColumn },
      focus: { row: startRow + rows - 1, column: startColumn + columns - 1 },
      kind: 'cells',
      extra: [],
    },
    'none',
  );
}

/** Rows and columns to add at the end when a block is larger than the tab. */
function roomFor(tab: Tab, rows: number, columns: number): Operation[] {
  const operations: Operation[] = [];
  if (rows > tab.rowCount) {
    operations.push({ type: 'insertRows', tabId: tab.id, at: tab.rowCount, count: rows - tab.rowCount });
  }
  if (columns > tab.columnCount) {
    operations.push({ type: 'insertColumns', tabId: tab.id, at: tab.columnCount, count: columns - tab.columnCount });
  }
  return operations;
}
