import { type Axis, type IndexChange, invertIndexChange, mapStructure, structureOf } from './index-change.ts';
import type { Cell, Column, Row, Tab } from './model.ts';
import { type Operation, OperationError } from './operation.ts';

/** A spreadsheet holds at most ten million cells. */
const MAX_CELLS = 10_000_000;

function checkSpan(tab: Tab, at: number, count: number, total: number, word: string): void {
  if (!Number.isInteger(at) || !Number.isInteger(count) || at < 0 || count < 1 || at + count > total) {
    throw new OperationError(`"${tab.title}" has ${total} ${word}; ${at + 1} to ${at + count} are not all among them.`);
  }
}

function checkPlace(tab: Tab, at: number, total: number, word: string): void {
  if (!Number.isInteger(at) || at < 0 || at > total) {
    throw new OperationError(`"${tab.title}" has ${total} ${word}; there is no place ${at + 1} to put one.`);
  }
}

/** Shifts filter, merges, protected ranges and frozen counts; returns what else is needed to come back to the old ones. */
function changeStructure(tab: Tab, change: IndexChange, axis: Axis): Operation[] {
  const before = structureOf(tab);
  const after = mapStructure(change, axis, before);
  Object.assign(tab, after);
  const back = mapStructure(invertIndexChange(change), axis, after);
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const restore: Operation[] = [];
  const tabId = tab.id;
  if (!same(back.filter, before.filter)) restore.push({ type: 'setFilter', tabId, filter: before.filter });
  if (!same(back.merges, before.merges)) restore.push({ type: 'setMerges', tabId, merges: before.merges });
  if (!same(back.protectedRanges, before.protectedRanges)) {
    restore.push({ type: 'setProtectedRanges', tabId, protectedRanges: before.protectedRanges });
  }
  if (back.frozenRows !== before.frozenRows || back.frozenColumns !== before.frozenColumns) {
    restore.push({ type: 'setTab', tabId, frozenRows: before.frozenRows, frozenColumns: before.frozenColumns });
  }
  return restore;
}

function withRestore(inverse: Operation, restore: readonly Operation[]): Operation {
  return restore.length === 0 ? inverse : { type: 'batch', operations: [inverse, ...restore] };
}

/** Makes a sparse list at least `length` long, so that splicing hits the right places. */
function pad<T>(list: (T | null)[], length: number): void {
  while (list.length < length) list.push(null);
}

export function insertRows(tab: Tab, at: number, count: number, rows: readonly (Row | null)[] = []): Operation {
  checkPlace(tab, at, tab.rowCount, 'rows');
  if (!Number.isInteger(count) || count < 1) throw new OperationError('At least one row must be inserted.');
  checkCellCount(tab.rowCount + count, tab.columnCount);
  if (at < tab.rows.length || rows.length > 0) {
    pad(tab.rows, at);
    const added: (Row | null)[] = [];
    for (let i = 0; i < count; i++) added.push(rows[i] ?? null);
    tab.rows = tab.rows.slice(0, at).concat(added, tab.rows.slice(at));
  }
  tab.rowCount += count;
  const restore = changeStructure(tab, { kind: 'insert', at, count }, 'row');
  return withRestore({ type: 'deleteRows', tabId: tab.id, at, count }, restore);
}

export function deleteRows(tab: Tab, at: number, count: number): Operation {
  checkSpan(tab, at, count, tab.rowCount, 'rows');
  if (count === tab.rowCount) throw new OperationError("You can't delete all the rows on the sheet.");
  const removed = tab.rows.splice(at, count);
  tab.rowCount -= count;
  const restore = changeStructure(tab, { kind: 'delete', at, count }, 'row');
  const inverse: Operation = { type: 'insertRows', tabId: tab.id, at, count };
  return withRestore(removed.some((row) => row !== null) ? { ...inverse, rows: removed } : inverse, restore);
}

export function moveRows(tab: Tab, from: number, count: number, to: number): Operation {
  checkSpan(tab, from, count, tab.rowCount, 'rows');
  checkPlace(tab, to, tab.rowCount, 'rows');
  const change = moveChange(from, count, to);
  if (!change) return { type: 'batch', operations: [] };
  pad(tab.rows, Math.max(from + count, to));
  moveInList(tab.rows, from, count, to);
  return withRestore(moveBack('moveRows', tab.id, change), changeStructure(tab, change, 'row'));
}

export function insertColumns(
  tab: Tab,
  at: number,
  count: number,
  columns: readonly (Column | null)[] = [],
  cells: readonly (readonly (Cell | null)[])[] = [],
): Operation {
  checkPlace(tab, at, tab.columnCount, 'columns');
  if (!Number.isInteger(count) || count < 1) throw new OperationError('At least one column must be inserted.');
  checkCellCount(tab.rowCount, tab.columnCount + count);
  if (cells.length > tab.rowCount) throw new OperationError('The inserted columns have more rows than the tab.');
  pad(tab.rows, cells.length);
  for (let row = 0; row < tab.rows.length; row++) {
    const old = tab.rows[row];
    const added = cells[row] ?? [];
    if (!added.some((cell) => cell !== null) && (old?.cells.length ?? 0) <= at) continue;
    const next = old ? old.cells.slice() : [];
    pad(next, at);
    next.splice(at, 0, ...Array.from({ length: count }, (_, i) => added[i] ?? null));
    tab.rows[row] = { ...old, cells: next };
  }
  if (at < tab.columns.length || columns.some((column) => column !== null)) {
    pad(tab.columns, at);
    tab.columns.splice(at, 0, ...Array.from({ length: count }, (_, i) => columns[i] ?? null));
  }
  tab.columnCount += count;
  const restore = changeStructure(tab, { kind: 'insert', at, count }, 'column');
  return withRestore({ type: 'deleteColumns', tabId: tab.id, at, count }, restore);
}

export function deleteColumns(tab: Tab, at: number, count: number): Operation {
  checkSpan(tab, at, count, tab.columnCount, 'columns');
  if (count === tab.columnCount) throw new OperationError("You can't delete all the columns on the sheet.");
  const cells: (Cell | null)[][] = [];
  for (let row = 0; row < tab.rows.length; row++) {
    const old = tab.rows[row];
    if (!old || old.cells.length <= at) {
      cells.push([]);
      continue;
    }
    const next = old.cells.slice();
    cells.push(next.splice(at, count));
    tab.rows[row] = { ...old, cells: next };
  }
  const columns = tab.columns.splice(at, count);
  tab.columnCount -= count;
  const restore = changeStructure(tab, { kind: 'delete', at, count }, 'column');
  return withRestore({ type: 'insertColumns', tabId: tab.id, at, count, columns, cells }, restore);
}

export function moveColumns(tab: Tab, from: number, count: number, to: number): Operation {
  checkSpan(tab, from, count, tab.columnCount, 'columns');
  checkPlace(tab, to, tab.columnCount, 'columns');
  const change = moveChange(from, count, to);
  if (!change) return { type: 'batch', operations: [] };
  const reach = Math.min(from, to);
  const width = Math.max(from + count, to);
  for (let row = 0; row < tab.rows.length; row++) {
    const old = tab.rows[row];
    if (!old || old.cells.length <= reach) continue;
    const next = old.cells.slice();
    pad(next, width);
    moveInList(next, from, count, to);
    tab.rows[row] = { ...old, cells: next };
  }
  if (tab.columns.length > reach) {
    pad(tab.columns, width);
    moveInList(tab.columns, from, count, to);
  }
  return withRestore(moveBack('moveColumns', tab.id, change), changeStructure(tab, change, 'column'));
}

type Move = Extract<IndexChange, { kind: 'move' }>;

function moveChange(from: number, count: number, to: number): Move | null {
  return to >= from && to <= from + count ? null : { kind: 'move', from, count, to };
}

function moveBack(type: 'moveRows' | 'moveColumns', tabId: number, change: Move): Operation {
  const back = invertIndexChange(change);
  if (back.kind !== 'move') throw new OperationError('A move can only be undone by a move.');
  return { type, tabId, from: back.from, count: back.count, to: back.to };
}

function moveInList<T>(list: T[], from: number, count: number, to: number): void {
  const moved = list.splice(from, count);
  list.splice(to > from ? to - count : to, 0, ...moved);
}

function checkCellCount(rows: number, columns: number): void {
  if (rows * columns > MAX_CELLS) {
    throw new OperationError(
      'This action would increase the number of cells in the workbook above the limit of 10000000 cells.',
    );
  }
}
