import type { Cell } from '../../shared/cell.ts';
import { matchColumns } from '../../shared/read/match-columns.ts';
import type { BatchDeps } from '../batches/deps.ts';
import { InputError } from '../batches/errors.ts';
import { type ReadRows, readRows } from '../batches/read-rows.ts';
import type { BatchRecord, SheetCell } from '../ports.ts';
import type { InputKeyAt } from './place-rows.ts';
import { idAt, ownColumns, type ReadMark, type TabView } from './tab-view.ts';

/** Reads a whole tab's inputs as its batches read them, to find rows by what they hold. */
export function inputKeys(
  deps: BatchDeps,
  batches: readonly BatchRecord[],
  view: TabView,
  readMark: ReadMark,
): InputKeyAt {
  return inputKeysOf(deps, batches, rowsAsRead(view, readMark));
}

/** The same for a tab that the add-on has read. */
export function inputKeysOf(deps: BatchDeps, batches: readonly BatchRecord[], read: ReadRows): InputKeyAt {
  const keys = new Map<string, ReadonlyMap<number, string> | null>();
  for (const batch of batches) keys.set(batch.id, keysOf(deps, batch, read));
  return (row, batchId) => {
    const found = keys.get(batchId);
    return found ? (found.get(row) ?? null) : undefined;
  };
}

function keysOf(deps: BatchDeps, batch: BatchRecord, read: ReadRows): ReadonlyMap<number, string> | null {
  if (!keepsFields(deps, batch, read)) return null;
  try {
    return new Map(readRows(deps, batch, read).map((row) => [row.number, row.fingerprint]));
  } catch (error) {
    // Too many rows by now, or a template that this build no longer has: ids alone decide then.
    if (error instanceof InputError) return null;
    throw error;
  }
}

/**
 * Whether every column that the batch read as a field is still read as that field; all other columns may be renamed as
 * people like. Without one of them every row would look as if its inputs had changed.
 */
function keepsFields(deps: BatchDeps, batch: BatchRecord, read: ReadRows): boolean {
  const template = deps.templates.get(batch.template);
  if (template === undefined) return false;
  const { settings, preview } = batch;
  const { catalogue, configured, limits } = deps;
  const fieldsOf = (table: Pick<ReadRows, 'header' | 'headerRow' | 'ownColumns'>) =>
    matchColumns(
      { header: table.header, headerRow: table.headerRow, rows: [] },
      { template, catalogue, configured, settings, preview, limits, ownColumns: table.ownColumns },
    ).byField;
  const now = fieldsOf(read);
  return [...fieldsOf(batch).keys()].every((field) => now.has(field));
}

/** A whole tab as the add-on would send it; rows that have no id yet have `''`. */
export function rowsAsRead(view: TabView, readMark: ReadMark): ReadRows {
  // A copied own column carries the mark as well; it is no input either.
  const own = view.header.flatMap((cell, column) =>
    ownColumns([cell], readMark).size > 0 || [...view.own.values()].includes(column) ? [column] : [],
  );
  const rows = [...view.rows].map(([number, cells]) => ({
    rowId: idAt(view, number),
    number,
    cells: view.header.map((_, column) => cellOf(cells[column])),
  }));
  return { header: view.header.map(cellOf), headerRow: view.headerRow, ownColumns: own, rows };
}

/** A cell as the add-on reads it. */
function cellOf(cell: SheetCell | undefined): Cell {
  if (cell === undefined) return '';
  const value = typeof cell.value === 'object' ? (cell.result ?? cell.shown) : cell.value;
  if (cell.temporal !== undefined) return { kind: cell.temporal, shown: cell.shown };
  if (typeof value === 'string' && /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|ERROR!|SPILL!|CALC!)$/.test(value)) {
    return { kind: 'error', shown: value };
  }
  return value;
}
