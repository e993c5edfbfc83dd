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
 * that is not known, the id was hit by mistake); such a row is told by what its other cells hold. `columns`: those we
 * wrote into, where they are in `after`.
 */
export function alignTab(
  before: TabView,
  after: TabView,
  written: ReadonlyMap<number, string | null>,
  columns: ReadonlySet<number>,
): Alignment {
  const columnBefore = alignColumns(before, after);
  const byContent = alignContent(before, after, columnBefore, columns);
  // A blank row was put in: it stands beside what was there before, and is none of it.
  const isNew = (row: number, guess: number) => isBlank(after.rows.get(row)) && !isBlank(before.rows.get(guess));
  const isBlank = (cells: readonly SheetCell[] | undefined) =>
    cells?.every((cell, column) => columns.has(column) || cell.value === '') ?? false;
  return { rowBefore: alignRows(before, after, written, byContent, isNew), columnBefore };
}

/**
 * The row of `before` that alone holds what a row of `after` holds in the columns that we left alone; where some of these
 * changed too, the one that most of the cells which occur only once speak for. null: not told.
 */
function alignContent(
  before: TabView,
  after: TabView,
  columnBefore: Alignment['columnBefore'],
  written: ReadonlySet<number>,
): (row: number) => number | null {
  let places: Map<string, number[]> | null = null;
  const pairs: (readonly [then: number, now: number])[] = [];
  const contentOf = (cells: readonly SheetCell[] | undefined, columns: readonly number[]) =>
    JSON.stringify(columns.map((column) => [cells?.[column]?.value ?? '', cells?.[column]?.link ?? '']));
  const learn = () => {
    for (let now = 0; now < after.columnCount; now++) {
      const then = written.has(now) ? null : columnBefore(now);
      if (then !== null) pairs.push([then, now]);
    }
    const found = new Map<string, number[]>();
    const columns = pairs.map(([then]) => then);
    for (const [row, cells] of before.rows) {
      const key = contentOf(cells, columns);
      const list = found.get(key);
      if (list) list.push(row);
      else found.set(key, [row]);
    }
    return found;
  };
  let alone: (readonly [now: number, rows: Map<string, number | null>])[] | null = null;
  const byVote = (cells: readonly SheetCell[]): number | null => {
    alone ??= pairs.map(([then, now]) => {
      const rows = new Map<string, number | null>();
      for (const [row, old] of before.rows) {
        const key = contentOf(old, [then]);
        rows.set(key, rows.has(key) ? null : row);
      }
      return [now, rows] as const;
    });
    const votes = new Map<number, number>();
    for (const [now, rows] of alone) {
      const row = rows.get(contentOf(cells, [now])) ?? null;
      if (row !== null) votes.set(row, (votes.get(row) ?? 0) + 1);
    }
    const [first, second] = [...votes].sort(([, a], [, b]) => b - a);
    return first !== undefined && first[1] > (second?.[1] ?? 0) ? first[0] : null;
  };
  return (row) => {
    const cells = after.rows.get(row);
    if (cells === undefined || before.rows.size === 0) return null;
    places ??= learn();
    const columns = pairs.map(([, now]) => now);
    const found = places.get(contentOf(cells, columns));
    if (found !== undefined) return found.length === 1 ? (found[0] ?? null) : null;
    return byVote(cells);
  };
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
  const same = (guess: number, column: number) => headKey(before.header[guess]) === headKey(after.header[column]);
  // What has no name of its own stands beside what has one: left of it first, else right of it.
  const beside = (column: number, step: 1 | -1): number | null => {
    for (let away = 0; column + away * step >= 0 && column + away * step < after.header.length; away++) {
      const anchor = sure(column + away * step);
      if (anchor !== null) return same(anchor - away * step, column) ? anchor - away * step : null;
    }
    return null;
  };
  return (column) => beside(column, -1) ?? beside(column, 1) ?? (same(column, column) ? column : null);
}

function alignRows(
  before: TabView,
  after: TabView,
  written: ReadonlyMap<number, string | null>,
  byContent: (row: number) => number | null,
  isNew: (row: number, guess: number) => boolean,
): Alignment['rowBefore'] {
  const byId = rowsById(before);
  const shift = after.headerRow - before.headerRow;
  const sure = (row: number): number | null => {
    if (row === after.headerRow) return before.headerRow;
    // Where we wrote an id, nothing of the row's former one is left to go by.
    if (written.has(row)) return byContent(row);
    const found = byId.get(idAt(after, row));
    // No id, or one that several rows carry.
    return found?.length === 1 ? (found[0] ?? null) : byContent(row);
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
    // Where the rows above have moved, the id that we wrote over was another row's.
    if (expected === null || (expected !== undefined && guess !== row)) return guess;
    const id = expected ?? idAt(after, row);
    return idAt(before, guess) === id && !(id === '' && isNew(row, guess)) ? guess : null;
  };
}
