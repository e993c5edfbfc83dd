import type { Cell, Row, Tab } from './model.ts';

type Side = 'before' | 'after';

/** The cell's formats and dropdown without what it holds; null where it has none. */
function lookOf(cell: Cell | null | undefined): Cell | null {
  if (!cell) return null;
  const { value: _value, formula: _formula, note: _note, link: _link, runs: _runs, image: _image, ...look } = cell;
  for (const _ in look) return look;
  return null;
}

/** New rows that look like the row before or after place `at`. */
export function inheritedRows(tab: Tab, at: number, count: number, side: Side): (Row | null)[] {
  const source = tab.rows[side === 'before' ? at - 1 : at];
  const cells = source?.cells.map(lookOf) ?? [];
  const row = cells.some((cell) => cell !== null) ? { cells } : null;
  return Array.from({ length: count }, () => row);
}

/** Cells of new columns that look like the column before or after place `at`; dropdowns stay in their own column. */
export function inheritedCells(tab: Tab, at: number, count: number, side: Side): (Cell | null)[][] {
  const column = side === 'before' ? at - 1 : at;
  return tab.rows.map((row) => {
    const { dropdown: _dropdown, ...rest } = row?.cells[column] ?? {};
    const look = lookOf(rest);
    return look ? Array.from({ length: count }, () => look) : [];
  });
}
