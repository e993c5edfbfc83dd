import type { SheetCell } from '../ports.ts';
import { BLANK_CELL, idAt, rowsById, type TabView } from './tab-view.ts';

/** Where a row or column of the tab was before; null: it is new. */
export interface Alignment {
  readonly rowBefore: (row: number) => number | null;
  readonly columnBefore: (column: number) => number | null;
}

/**
 * Tells which row and column of `after` is which of `before`: rows by id, columns by header cell, and what has neither
 * by its nearest neighbour. `written` names the rows whose id we changed ourselves in between, with the id they had (null:
 * that is not known, the id was hit by mistake).
 */
export function alignTab(before: TabView, after: TabView, written: ReadonlyMap<number, string | null>): Alignment {
  return { rowBefore: alignRows(before, after, written), columnBefore: alignColumns(before, after) };
}

const headKey = (cell: SheetCell | undefined) => JSON.stringify([cell?.value ?? '', cell?.note ?? '']);
const BLANK_KEY = headKey(BLANK_CELL);

function alignColumns(before: TabView, after: TabView): Alignment['columnBefore'] {
  const places = new Map<string, number[]>();
  before.header.forEach((cell, column) => {
    const list = places.get(headKey(cell));
    if (list) list.push(column);
    else places.set(headKey(cell), [column]);
  });
  const sure = (column: number): number | null => {
    const key = headKey(after.header[column]);
    const found = key === BLANK_KEY ? undefined : places.get(key);
    return found?.length === 1 ? (found[0] ?? null) : null;
  };
  return (column) => {
    for (let back = 0; back <= column; back++) {
      const anchor = sure(column - back);
      if (anchor === null) continue;
      const guess = anchor + back;
      return headKey(before.header[guess]) === headKey(after.header[column]) ? guess : null;
    }
    return headKey(before.header[column]) === headKey(after.header[column]) ? column : null;
  };
}

function alignRows(
  before: TabView,
  after: TabView,
  written: ReadonlyMap<number, string | null>,
): Alignment['rowBefore'] {
  const byId = rowsById(before);
  const shift = after.headerRow - before.headerRow;
  const sure = (row: number): number | null => {
    if (row === after.headerRow) return before.headerRow;
    // Where we wrote an id, nothing of the row's former one is left to go by.
    if (written.has(row)) return null;
    const found = byId.get(idAt(after, row));
    return found?.length === 1 ? (found[0] ?? null) : null;
  };
  // Nearest sure row at or above each row, from the header on, filled as far as somebody asked.
  const anchors: { readonly row: number; readonly before: number }[] = [];
  const anchorOf = (row: number) => {
    for (let next = after.headerRow + anchors.length; next <= row; next++) {
      const before = sure(next);
      const above = anchors.at(-1) ?? { row: next, before: next - shift };
      anchors.push(before === null ? above : { row: next, before });
    }
    return anchors[row - after.headerRow] ?? { row, before: row - shift };
  };
  return (row) => {
    if (row < after.headerRow) return row < before.headerRow && shift === 0 ? row : null;
    const anchor = anchorOf(row);
    if (anchor.row === row) return anchor.before;
    const guess = anchor.before + row - anchor.row;
    const expected = written.get(row);
    if (expected === null) return guess;
    return idAt(before, guess) === (expected ?? idAt(after, row)) ? guess : null;
  };
}
