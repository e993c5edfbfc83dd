import { type Axis, type IndexChange, mapIndex, mapRange } from './index-change.ts';
import type { CellPatch, GridRange } from './model.ts';
import type { Operation } from './operation.ts';

/**
 * Moves an operation to where it belongs after another one that was applied first: a cell edit follows its row through
 * an insert, a delete, a move or a sort.
 * @param applied the earlier operation
 * @param inverse what `applyOperation` gave back for it (a sort's order is only known from that)
 * @returns the moved operation; null when nothing of it is left (its row or tab was deleted)
 */
export function rebaseOperation(operation: Operation, applied: Operation, inverse: Operation): Operation | null {
  if (applied.type === 'batch') {
    // The inverses stand in reverse order; an inverse of several steps (restores) belongs to one operation.
    const inverses = inverse.type === 'batch' ? [...inverse.operations].reverse() : [inverse];
    let moved: Operation | null = operation;
    applied.operations.forEach((step, i) => {
      const back = inverses.length === applied.operations.length ? inverses[i] : undefined;
      if (moved) moved = rebaseOperation(moved, step, back ?? { type: 'batch', operations: [] });
    });
    return moved;
  }
  if (operation.type === 'batch') {
    const operations = operation.operations.flatMap((step) => rebaseOperation(step, applied, inverse) ?? []);
    return operations.length === 0 ? null : { type: 'batch', operations };
  }
  if (!('tabId' in applied) || !('tabId' in operation) || applied.tabId !== operation.tabId) return operation;
  if (applied.type === 'deleteTab') return null;
  if ((applied.type === 'sortRange' || applied.type === 'permuteRows') && inverse.type === 'permuteRows') {
    return operation.type === 'setCells' ? throughPermutation(operation, inverse.range, inverse.order) : operation;
  }
  const change = changeOf(applied);
  return change ? throughChange(operation, change.change, change.axis) : operation;
}

function changeOf(operation: Operation): { change: IndexChange; axis: Axis } | null {
  switch (operation.type) {
    case 'insertRows':
    case 'insertColumns':
      return { change: { kind: 'insert', at: operation.at, count: operation.count }, axis: axisOf(operation.type) };
    case 'deleteRows':
    case 'deleteColumns':
      return { change: { kind: 'delete', at: operation.at, count: operation.count }, axis: axisOf(operation.type) };
    case 'moveRows':
    case 'moveColumns': {
      const { from, count, to } = operation;
      return { change: { kind: 'move', from, count, to }, axis: axisOf(operation.type) };
    }
    default:
      return null;
  }
}

function axisOf(type: string): Axis {
  return type.endsWith('Rows') ? 'row' : 'column';
}

type SetCells = Extract<Operation, { type: 'setCells' }>;

/** Splits a block of cells into runs of rows (or columns) that stay side by side, each at its new place. */
function regroup(operation: SetCells, axis: Axis, place: (index: number) => number | null): Operation | null {
  const pieces: Operation[] = [];
  const height = operation.patches.length;
  const width = Math.max(0, ...operation.patches.map((line) => line.length));
  const length = axis === 'row' ? height : width;
  const first = axis === 'row' ? operation.row : operation.column;
  for (let start = 0; start < length; ) {
    const target = place(first + start);
    let end = start + 1;
    if (target === null) {
      start = end;
      continue;
    }
    while (end < length && place(first + end) === target + end - start) end++;
    const patches: readonly (readonly (CellPatch | null)[])[] =
      axis === 'row' ? operation.patches.slice(start, end) : operation.patches.map((line) => line.slice(start, end));
    pieces.push(axis === 'row' ? { ...operation, row: target, patches } : { ...operation, column: target, patches });
    start = end;
  }
  const [only] = pieces;
  if (!only) return null;
  return pieces.length === 1 ? only : { type: 'batch', operations: pieces };
}

function throughPermutation(operation: SetCells, range: GridRange, placeOf: readonly number[]): Operation | null {
  const width = Math.max(0, ...operation.patches.map((line) => line.length));
  const touches = operation.column < range.endColumn && operation.column + width > range.startColumn;
  if (!touches) return operation;
  return regroup(operation, 'row', (row) => {
    const place = placeOf[row - range.startRow];
    return row < range.startRow || row >= range.endRow || place === undefined ? row : range.startRow + place;
  });
}

function throughChange(operation: Operation, change: IndexChange, axis: Axis): Operation | null {
  switch (operation.type) {
    case 'setCells':
      return regroup(operation, axis, (index) => mapIndex(change, index));
    case 'repeatCell':
    case 'sortRange':
    case 'permuteRows': {
      const range = mapRange(change, axis, operation.range);
      if (!range) return null;
      if (operation.type === 'repeatCell') return { ...operation, range };
      const sameHeight = range.endRow - range.startRow === operation.range.endRow - operation.range.startRow;
      if (operation.type === 'permuteRows') return sameHeight ? { ...operation, range } : null;
      const keys = operation.keys.flatMap((key) => {
        const column = axis === 'column' ? mapIndex(change, key.column) : key.column;
        return column === null ? [] : [{ ...key, column }];
      });
      return { ...operation, range, keys };
    }
    case 'insertRows':
    case 'insertColumns':
      return axis === axisOf(operation.type) ? { ...operation, at: placeOf(change, operation.at) } : operation;
    case 'deleteRows':
    case 'deleteColumns': {
      if (axis !== axisOf(operation.type)) return operation;
      const pieces: Operation[] = [];
      for (let i = operation.count - 1; i >= 0; i--) {
        const at = mapIndex(change, operation.at + i);
        if (at !== null) pieces.push({ ...operation, at, count: 1 });
      }
      return pieces.length === 0 ? null : joinDeletes(operation, pieces);
    }
    case 'moveRows':
    case 'moveColumns': {
      if (axis !== axisOf(operation.type)) return operation;
      const from = mapIndex(change, operation.from);
      const last = mapIndex(change, operation.from + operation.count - 1);
      if (from === null || last === null || last - from !== operation.count - 1) return null;
      return { ...operation, from, to: placeOf(change, operation.to) };
    }
    case 'setColumns':
    case 'setRows': {
      if (axis !== (operation.type === 'setRows' ? 'row' : 'column')) return operation;
      const at = mapIndex(change, operation.at);
      const length = operation.type === 'setRows' ? operation.rows.length : operation.columns.length;
      const last = mapIndex(change, operation.at + length - 1);
      return at === null || last === null || last - at !== length - 1 ? null : { ...operation, at };
    }
    case 'setFilter': {
      if (!operation.filter) return operation;
      const range = mapRange(change, axis, operation.filter.range);
      return range && { ...operation, filter: { ...operation.filter, range } };
    }
    case 'setMerges':
      return { ...operation, merges: operation.merges.flatMap((merge) => mapRange(change, axis, merge) ?? []) };
    default:
      return operation;
  }
}

/** Where a gap between rows is afterwards. */
function placeOf(change: IndexChange, at: number): number {
  if (change.kind === 'insert') return at > change.at ? at + change.count : at;
  if (change.kind === 'delete') return at <= change.at ? at : Math.max(change.at, at - change.count);
  return mapIndex(change, at) ?? at;
}

function joinDeletes(
  operation: Extract<Operation, { type: 'deleteRows' | 'deleteColumns' }>,
  pieces: readonly Operation[],
): Operation {
  const places = pieces.flatMap((piece) => ('at' in piece ? [piece.at] : []));
  const lowest = Math.min(...places);
  if (Math.max(...places) - lowest === places.length - 1) return { ...operation, at: lowest, count: places.length };
  const falling = [...places].sort((a, b) => b - a);
  return { type: 'batch', operations: falling.map((at) => ({ ...operation, at, count: 1 })) };
}
