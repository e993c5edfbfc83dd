import type { SheetBlock, SheetCell } from '../ports.ts';

export const BLANK_CELL: SheetCell = { value: '', shown: '', link: null, note: '' };

/** What a tab shows at one moment, as far as it was read. Rows are 1-based, columns 0-based. */
export interface TabView {
  readonly headerRow: number;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly header: readonly SheetCell[];
  /** Own column → where it is now; told by the mark on the header cell, never by its name. */
  readonly own: ReadonlyMap<string, number>;
  /** Values of the row_id column; the first is that of the row below the header. Empty where there is no such column. */
  readonly ids: readonly string[];
  /** Whole rows, by number; only those that were read. */
  readonly rows: ReadonlyMap<number, readonly SheetCell[]>;
}

/** Tells which own column a header note marks; null: none. */
export type ReadMark = (note: string) => string | null;

export const ROW_ID = 'row_id';

/** Own columns of a header; where a mark occurs twice (a copied column) the leftmost is ours. */
export function ownColumns(header: readonly SheetCell[], readMark: ReadMark): Map<string, number> {
  const own = new Map<string, number>();
  header.forEach((cell, column) => {
    const name = cell.note === '' ? null : readMark(cell.note);
    if (name !== null && !own.has(name)) own.set(name, column);
  });
  return own;
}

/** A block's row as cells from column 0 on (the block begins there). */
export function blockRow(block: SheetBlock, row: number): readonly SheetCell[] {
  return block.cells[row - block.range.firstRow] ?? [];
}

/** The row ids of a one-column block, to its last row. */
export function blockIds(block: SheetBlock): string[] {
  const ids: string[] = [];
  for (const cells of block.cells) ids.push(valueText(cells[0] ?? BLANK_CELL).trim());
  while (ids.at(-1) === '') ids.pop();
  return ids;
}

/** Text of a cell as entered; a formula counts as what it shows. */
export function valueText(cell: SheetCell): string {
  return typeof cell.value === 'object' ? cell.shown : String(cell.value);
}

/** Row number → id at that row, `''` for none. */
export function idAt(view: Pick<TabView, 'headerRow' | 'ids'>, row: number): string {
  return view.ids[row - view.headerRow - 1] ?? '';
}

/** Where each id is now; an id that was copied has several rows. */
export function rowsById(view: Pick<TabView, 'headerRow' | 'ids'>): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  view.ids.forEach((id, index) => {
    if (id === '') return;
    const found = rows.get(id);
    if (found) found.push(view.headerRow + 1 + index);
    else rows.set(id, [view.headerRow + 1 + index]);
  });
  return rows;
}
