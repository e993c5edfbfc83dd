import { type SheetCell, type SheetReading, SheetsError, type SheetValue, type SheetWrite } from '../ports.ts';
import { type Alignment, alignTab } from './align-tab.ts';
import type { Hit } from './check-landing.ts';
import { answerRanges, guessFrom, readTab, type TabAccess, type TabGuess, viewAfter } from './read-tab.ts';
import { BLANK_CELL, idAt, ROW_ID, type TabView } from './tab-view.ts';

/** Rows and columns may move again while we undo; a person cannot do that for long. */
const MAX_ROUNDS = 6;

/** What a cell held before we wrote; `hit`: what we put there since, for which that must be given back. */
interface HeldCell {
  readonly cell: SheetCell;
  hit: SheetValue | null;
}
type Held = Map<number, HeldCell[]>;

export interface Undone {
  /** The tab after the last undoing. */
  readonly view: TabView;
  /** Ids of the rows that were hit. */
  readonly ids: readonly string[];
  /** Cells that could not be given back: they had not been read, or rows moved on and on. */
  readonly lost: number;
}

/** Gives every cell that was hit by mistake what it held when the tab was read. */
export async function undoStrays(
  access: TabAccess,
  before: TabView,
  after: TabView,
  strays: { readonly hits: readonly Hit[]; readonly alignment: Alignment },
): Promise<Undone> {
  let view = after;
  let held = realign(heldBy(before), before, after, strays.alignment);
  let lost = 0;
  const ids = new Set<string>();
  const mark = (places: readonly Hit[]) => {
    for (const { row, column, value } of places) {
      ids.add(idAt(view, row));
      const cells = held.get(row);
      if (cells) {
        while (cells.length <= column) cells.push({ cell: BLANK_CELL, hit: null });
        const cell = cells[column];
        if (cell) cell.hit = value;
      } else if ([...view.own.values()].includes(column) && row > view.headerRow) {
        // One of our cells in a row that was not read: blank until the next pass fills it.
        held.set(
          row,
          Array.from({ length: column + 1 }, (_, c) => ({ cell: BLANK_CELL, hit: c === column ? value : null })),
        );
      } else lost += 1;
    }
  };
  mark(strays.hits);
  refresh(held, view);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    lost += forgetOthers(held, view);
    const writes = hitCells(held);
    if (writes.length === 0) return { view, ids: [...ids], lost };
    const guess = guessFrom(view);
    const reading = await writeInside(access, writes, guess);
    const next = (reading && viewAfter(reading, guess, access.readMark)) ?? (await readTab(access, guess, []));
    if (reading === null) {
      // Rows went away meanwhile, and the request with them: nothing was written.
      held = realign(held, view, next, alignTab(view, next, new Map(), new Set()));
      view = next;
      refresh(held, view);
      continue;
    }
    const written = new Map<number, string | null>();
    for (const { row, column } of writes) {
      if (column === next.own.get(ROW_ID)) written.set(row, column === view.own.get(ROW_ID) ? idAt(view, row) : null);
    }
    const alignment = alignTab(view, next, written, new Set(writes.map((write) => write.column)));
    const astray = writes.filter(
      (w) => alignment.rowBefore(w.row) !== w.row || alignment.columnBefore(w.column) !== w.column,
    );
    const right = new Set(writes.filter((w) => !astray.includes(w)).map((w) => `${w.row} ${w.column}`));
    for (const [row, cells] of held) {
      cells.forEach((cell, column) => {
        if (right.has(`${row} ${column}`)) cell.hit = null;
      });
    }
    held = realign(held, view, next, alignment);
    view = next;
    mark(astray);
    refresh(held, view);
  }
  return { view, ids: [...ids], lost: lost + hitCells(held).length };
}

/** null: a cell of it is no longer there. */
async function writeInside(
  access: TabAccess,
  writes: readonly SheetWrite[],
  guess: TabGuess,
): Promise<SheetReading | null> {
  try {
    return await access.sheets.write(access.spreadsheetId, access.tab, writes, answerRanges(guess));
  } catch (error) {
    if (error instanceof SheetsError && error.kind === 'bad_range') return null;
    throw error;
  }
}

function heldBy(view: TabView): Held {
  const hold = (cells: readonly SheetCell[]) => cells.map((cell) => ({ cell, hit: null }));
  const held: Held = new Map([[view.headerRow, hold(view.header)]]);
  for (const [row, cells] of view.rows) held.set(row, hold(cells));
  return held;
}

/** The same cells at their places in `after`. Rows that are new hold nothing; rows that were not read stay unknown. */
function realign(held: Held, before: TabView, after: TabView, alignment: Alignment): Held {
  const moved: Held = new Map();
  const columns = Array.from({ length: after.columnCount }, (_, column) => alignment.columnBefore(column));
  for (let row = 1; row <= after.rowCount; row++) {
    const origin = alignment.rowBefore(row);
    const cells = origin === null ? [] : origin > before.rowCount ? [] : held.get(origin);
    if (!cells) continue;
    moved.set(
      row,
      // Each row has cells of its own: two rows that seem to come from one are not both hit by what hits one of them.
      columns.map((column) => ({
        ...((column === null ? undefined : cells[column]) ?? { cell: BLANK_CELL, hit: null }),
      })),
    );
  }
  return moved;
}

/** Where nothing of ours stands astray the latest answer is what a cell holds: should the next undo hit it, that is due. */
function refresh(held: Held, view: TabView): void {
  for (const [row, now] of view.rows) {
    const cells = held.get(row) ?? [];
    const width = Math.max(cells.length, now.length);
    held.set(
      row,
      Array.from({ length: width }, (_, column) => {
        const cell = cells[column];
        return cell !== undefined && cell.hit !== null ? cell : { cell: now[column] ?? BLANK_CELL, hit: null };
      }),
    );
  }
}

/**
 * A cell that no longer holds what we put there is somebody's wish, or not the cell we take it for: never written to.
 * Answers how many of them were given up.
 */
function forgetOthers(held: Held, view: TabView): number {
  let given = 0;
  for (const [row, cells] of held) {
    const now = view.rows.get(row);
    if (now === undefined) continue;
    cells.forEach((cell, column) => {
      if (cell.hit === null || holds(now[column] ?? BLANK_CELL, cell.hit)) return;
      cell.hit = null;
      given += 1;
    });
  }
  return given;
}

function holds({ value }: SheetCell, put: SheetValue): boolean {
  // A formula may come back in another spelling.
  if (typeof value === 'object' || typeof put === 'object') return typeof value === typeof put;
  return String(value) === String(put);
}

function hitCells(held: Held): Extract<SheetWrite, { kind: 'cell' }>[] {
  const writes: Extract<SheetWrite, { kind: 'cell' }>[] = [];
  for (const [row, cells] of held) {
    cells.forEach(({ cell, hit }, column) => {
      if (hit !== null) writes.push({ kind: 'cell', row, column, value: cell.value, link: cell.link });
    });
  }
  return writes;
}
