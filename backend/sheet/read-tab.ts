import type { SheetBlock, SheetCell, SheetRange, SheetReading, SheetsApi } from '../ports.ts';
import {
  BLANK_CELL,
  blockIds,
  blockRow,
  ownColumns,
  type ReadMark,
  ROW_ID,
  rowsById,
  type TabView,
} from './tab-view.ts';

/** One tab of one spreadsheet, as our own account reaches it. */
export interface TabAccess {
  readonly sheets: SheetsApi;
  readonly spreadsheetId: string;
  readonly tab: string;
  readonly readMark: ReadMark;
}

/** What is believed about a tab's layout; a wrong belief only costs another read. */
export interface TabGuess {
  readonly headerRow: number;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly idColumn: number | null;
  readonly ids: readonly string[];
}

/** Rows below the expected header that are looked through for it, should rows have been put above it. */
const HEADER_WINDOW = 12;
/** Tabs of up to this many cells are read whole every time: one request, and nothing of them is ever unknown. */
const SMALL_TAB = 16_000;
/** Tabs of up to this many cells come back whole with every write, so that no later reading is needed to place them. */
const SMALL_ANSWER = 8000;
/** Up to this many rows, columns beside row_id come back too: where one was inserted or moved, row_id is among them. */
const FEW_ROWS = 5000;
const BESIDE_ID = 2;
/** Rows and columns that may have been put in since the belief: they must be in the answer, or it is not whole. */
const ROOM = 100;
const MAX_RANGES = 30;
const LAST_COLUMN = 18_277;

/** Header, row ids and the rows of the given ids (or all rows) as they are now. Throws SheetsError. */
export async function readTab(access: TabAccess, guess: TabGuess, wanted: readonly string[] | 'all'): Promise<TabView> {
  let belief = guess;
  let view: TabView | null = null;
  for (let attempt = 0; attempt < 4; attempt++) {
    const ranges = rangesFor(belief, wanted);
    const reading = await access.sheets.read(access.spreadsheetId, access.tab, ranges);
    view = viewOf(reading, belief, access.readMark);
    if (view !== null && isWhole(view, wanted)) return view;
    belief = beliefFrom(reading, view, belief);
  }
  if (view === null) throw new Error('the tab has no readable header row');
  return view;
}

/** What to ask for so that layout and ids can be told from the answer to a write. */
export function answerRanges(belief: TabGuess): SheetRange[] {
  const { rowCount, columnCount, headerRow, idColumn } = belief;
  const width = Math.max(columnCount, 1) + 1;
  const lastRow = Math.max(rowCount, headerRow + HEADER_WINDOW);
  const lastColumn = width - 1 + ROOM;
  if (rowCount > 0 && lastRow * width <= SMALL_ANSWER) return [rectangle(1, lastRow + ROOM, 0, lastColumn)];
  const ranges = [rectangle(1, headerRow + HEADER_WINDOW, 0, lastColumn)];
  if (idColumn !== null) {
    const beside = rowCount <= FEW_ROWS ? BESIDE_ID : 0;
    ranges.push(rectangle(1, Math.max(rowCount, 1) + ROOM, Math.max(0, idColumn - beside), idColumn + beside));
  }
  return ranges;
}

/**
 * The layout right after a write; null where the answer does not hold the row_id column where it is now. A tab without
 * such a column is told from its rows: whatever is read later may have moved since the write.
 */
export function viewAfter(reading: SheetReading, belief: TabGuess, readMark: ReadMark): TabView | null {
  const view = viewOf(reading, belief, readMark);
  const [head] = reading.blocks;
  if (view === null || head === undefined || head.range.lastColumn + 1 < reading.columnCount) return null;
  const idColumn = view.own.get(ROW_ID);
  if (idColumn === undefined) return view;
  const isThere = reading.blocks.some((block) => holdsColumn(block, idColumn, reading.rowCount));
  return isThere ? view : null;
}

export function guessFrom(view: TabView): TabGuess {
  return {
    headerRow: view.headerRow,
    rowCount: view.rowCount,
    columnCount: view.columnCount,
    idColumn: view.own.get(ROW_ID) ?? null,
    ids: view.ids,
  };
}

function rangesFor(belief: TabGuess, wanted: readonly string[] | 'all'): SheetRange[] {
  const known = belief.rowCount > 0;
  const lastColumn = known ? belief.columnCount : LAST_COLUMN;
  const lastRow = Math.max(belief.rowCount, belief.headerRow + HEADER_WINDOW);
  if (known && (wanted === 'all' || belief.rowCount * belief.columnCount <= SMALL_TAB)) {
    return [rectangle(1, lastRow, 0, lastColumn)];
  }
  const ranges = [rectangle(1, belief.headerRow + HEADER_WINDOW, 0, lastColumn)];
  if (known && belief.idColumn !== null) ranges.push(rectangle(1, lastRow, belief.idColumn, belief.idColumn));
  if (known && wanted !== 'all') {
    const places = rowsById(belief);
    const rows = wanted.flatMap((id) => places.get(id) ?? []);
    for (const [first, last] of spans(rows)) ranges.push(rectangle(first, last, 0, lastColumn));
  }
  return ranges;
}

/** Few ranges that cover the rows: neighbours are joined over ever larger gaps. */
function spans(rows: readonly number[]): [number, number][] {
  const sorted = [...new Set(rows)].sort((a, b) => a - b);
  for (let gap = 4; ; gap *= 4) {
    const found: [number, number][] = [];
    for (const row of sorted) {
      const last = found.at(-1);
      if (last && row - last[1] <= gap) last[1] = row;
      else found.push([row, row]);
    }
    if (found.length <= MAX_RANGES) return found;
  }
}

function viewOf(reading: SheetReading, belief: TabGuess, readMark: ReadMark): TabView | null {
  const [head] = reading.blocks;
  if (!head) return null;
  const headerRow = findHeaderRow(head, belief.headerRow, readMark);
  const header = padded(blockRow(head, headerRow), reading.columnCount);
  const own = ownColumns(header, readMark);
  const idColumn = own.get(ROW_ID);
  const rows = new Map<number, readonly SheetCell[]>();
  for (const block of reading.blocks) {
    if (block.range.firstColumn !== 0 || block.range.lastColumn + 1 < reading.columnCount) continue;
    const last = Math.min(block.range.lastRow, reading.rowCount);
    for (let row = Math.max(block.range.firstRow, headerRow + 1); row <= last; row++)
      rows.set(row, blockRow(block, row));
  }
  const size = { headerRow, rowCount: reading.rowCount, columnCount: reading.columnCount };
  if (idColumn === undefined) return { ...size, header, own, ids: [], rows };
  const whole = reading.blocks.find((block) => holdsColumn(block, idColumn, reading.rowCount));
  if (!whole) return { ...size, header, own, ids: [], rows: new Map() };
  const offset = idColumn - whole.range.firstColumn;
  const below = whole.cells.slice(headerRow).map((cells) => [cells[offset] ?? BLANK_CELL]);
  const ids = blockIds({ range: whole.range, cells: below });
  return { ...size, header, own, ids, rows };
}

/** Whether the block holds the whole of that column. */
function holdsColumn({ range }: SheetBlock, column: number, rowCount: number): boolean {
  return range.firstRow === 1 && range.lastRow >= rowCount && range.firstColumn <= column && range.lastColumn >= column;
}

/** The row that carries our marks: the expected one, else the nearest of the window; without marks the expected one. */
function findHeaderRow(head: SheetBlock, expected: number, readMark: ReadMark): number {
  const marks = (row: number) => ownColumns(blockRow(head, row), readMark).size;
  if (marks(expected) > 0) return expected;
  let best = expected;
  for (let row = 1; row <= head.range.lastRow; row++) if (marks(row) > marks(best)) best = row;
  return best;
}

/** Whether ids and all rows asked for are in the view (ids that are nowhere need no row). */
function isWhole(view: TabView, wanted: readonly string[] | 'all'): boolean {
  if (wanted === 'all') {
    for (let row = view.headerRow + 1; row <= view.rowCount; row++) if (!view.rows.has(row)) return false;
    return true;
  }
  if (view.own.has(ROW_ID) && view.ids.length === 0 && view.rows.size === 0 && view.rowCount > view.headerRow)
    return false;
  const places = rowsById(view);
  return wanted.every((id) => (places.get(id) ?? []).every((row) => view.rows.has(row)));
}

function beliefFrom(reading: SheetReading, view: TabView | null, before: TabGuess): TabGuess {
  const size = { rowCount: reading.rowCount, columnCount: reading.columnCount };
  if (view === null) return { ...before, ...size };
  return { ...guessFrom(view), ...size };
}

function padded(cells: readonly SheetCell[], width: number): readonly SheetCell[] {
  return cells.length >= width ? cells : [...cells, ...Array.from({ length: width - cells.length }, () => BLANK_CELL)];
}

function rectangle(firstRow: number, lastRow: number, firstColumn: number, lastColumn: number): SheetRange {
  return { firstRow, lastRow, firstColumn, lastColumn };
}
