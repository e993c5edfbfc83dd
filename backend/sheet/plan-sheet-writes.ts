import type { SheetCell, SheetValue, SheetWrite } from '../ports.ts';
import { type InputKeyAt, type PlacedRow, type Placement, placeRows } from './place-rows.ts';
import { BLANK_CELL, idAt, ROW_ID, type TabView, valueText } from './tab-view.ts';

/** What one own cell should hold. */
export interface WantedCell {
  readonly value: SheetValue;
  readonly link: string | null;
}

/** What the store says about one row: its cells by own column. A column that is absent is blank. */
export interface WantedRow extends PlacedRow {
  readonly cells: ReadonlyMap<string, WantedCell>;
}

/** One write with what it is meant for, so that its landing can be checked. */
export interface PlannedWrite {
  readonly row: number;
  readonly column: number;
  readonly own: string;
  /** The row's id before these writes; `''` where it had none. */
  readonly idBefore: string;
  /** The id that the row has when all writes of the plan are done. */
  readonly idAfter: string;
  readonly value: SheetValue;
  readonly link: string | null;
}

export interface SheetPlan {
  readonly writes: readonly PlannedWrite[];
  readonly placement: Placement;
}

export interface PlanOptions {
  /** null: ids alone decide (no full reconcile). */
  readonly inputs: InputKeyAt | null;
  /** Own cells that somebody else keeps changing, as {@link cellKey}: left alone. */
  readonly leave: ReadonlySet<string>;
  /** Sentence for the message cell of a row whose inputs changed since it was run. */
  readonly changedNote: string;
}

/** Names one own cell of one row with what was wanted there, for counting how often it was written. */
export function cellKey(rowId: string, own: string, wanted: WantedCell): string {
  return JSON.stringify([rowId, own, wanted.value, wanted.link]);
}

/**
 * Compares what the tab shows now with what the store says and answers the cells that differ: only in our own columns,
 * only in rows that were read, found by mark and row id. Pure; the same plan serves the backend and the add-on.
 */
export function planSheetWrites(
  view: TabView,
  wanted: ReadonlyMap<string, WantedRow>,
  options: PlanOptions,
): SheetPlan {
  const placement = placeRows(view, wanted, options.inputs);
  const writes: PlannedWrite[] = [];
  const put = (row: number, idAfter: string, own: string, column: number, cell: WantedCell) => {
    if (sameCell(view.rows.get(row)?.[column] ?? BLANK_CELL, cell)) return;
    if (idAfter !== '' && options.leave.has(cellKey(idAfter, own, cell))) return;
    writes.push({ row, column, own, idBefore: idAt(view, row), idAfter, ...cell });
  };
  for (const [number, id] of [...placement.at].sort(([a], [b]) => a - b)) {
    const row = wanted.get(id);
    if (!row || !view.rows.has(number)) continue;
    for (const [own, column] of view.own) {
      put(
        number,
        id,
        own,
        column,
        own === ROW_ID ? literal(id) : ownCell(row, own, placement.changed.has(number), options),
      );
    }
  }
  for (const number of placement.strays) {
    for (const [own, column] of view.own) put(number, '', own, column, literal(''));
  }
  return { writes, placement };
}

/** Whether the cell already shows what is wanted. Text that looks like a number is the same as that number. */
export function sameCell(now: SheetCell, wanted: WantedCell): boolean {
  const same =
    typeof wanted.value === 'object'
      ? typeof now.value === 'object' && now.value.formula === wanted.value.formula
      : typeof now.value !== 'object' && String(now.value) === String(wanted.value);
  return same && (now.link === wanted.link || (valueText(now) === '' && wanted.link === null));
}

/** The write as it is sent. */
export function toSheetWrite(write: PlannedWrite): SheetWrite {
  return { kind: 'cell', row: write.row, column: write.column, value: write.value, link: write.link };
}

function ownCell(row: WantedRow, own: string, changed: boolean, options: PlanOptions): WantedCell {
  const cell = row.cells.get(own) ?? literal('');
  if (own !== 'message' || !changed) return cell;
  const said = typeof cell.value === 'object' ? '' : String(cell.value);
  return { ...cell, value: said === '' ? options.changedNote : `${said} ${options.changedNote}` };
}

function literal(value: string): WantedCell {
  return { value, link: null };
}
