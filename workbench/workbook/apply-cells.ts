import {
  type Cell,
  type CellPatch,
  type CellValue,
  type GridRange,
  isCellError,
  type Row,
  type Tab,
  valueAt,
} from './model.ts';
import { type Operation, OperationError } from './operation.ts';
import { patchCell } from './patch-cell.ts';

/** Throws where a range is not inside the tab. */
export function checkRange(tab: Tab, range: GridRange): void {
  const { startRow, endRow, startColumn, endColumn } = range;
  const whole = [startRow, endRow, startColumn, endColumn].every(Number.isInteger);
  if (!whole || startRow < 0 || startColumn < 0 || endRow < startRow || endColumn < startColumn) {
    throw new OperationError(`A range of "${tab.title}" must run from a smaller to a larger row and column.`);
  }
  if (endRow > tab.rowCount || endColumn > tab.columnCount) {
    throw new OperationError(
      `The range reaches row ${endRow}, column ${endColumn}; "${tab.title}" has ${tab.rowCount} rows and ${tab.columnCount} columns.`,
    );
  }
}

/** Patches a block of cells. The block is checked before the first cell changes. */
export function setCells(
  tab: Tab,
  row: number,
  column: number,
  patches: readonly (readonly (CellPatch | null)[])[],
): Operation {
  let width = 0;
  for (const line of patches) if (line.length > width) width = line.length;
  checkRange(tab, { startRow: row, endRow: row + patches.length, startColumn: column, endColumn: column + width });
  const changed: (Row | null)[] = [];
  const inverse: (CellPatch | null)[][] = [];
  for (let i = 0; i < patches.length; i++) {
    const line = patches[i] ?? [];
    const old = tab.rows[row + i] ?? null;
    const cells: (Cell | null)[] = old ? old.cells.slice() : [];
    const back: (CellPatch | null)[] = [];
    for (let j = 0; j < line.length; j++) {
      const patch = line[j] ?? null;
      if (!patch) {
        back.push(null);
        continue;
      }
      const result = patchCell(cells[column + j] ?? null, patch);
      back.push(result.inverse);
      if (result.cell === null && column + j >= cells.length) continue;
      while (cells.length < column + j) cells.push(null);
      cells[column + j] = result.cell;
    }
    changed.push(old || cells.length > 0 ? { ...old, cells } : null);
    inverse.push(back);
  }
  for (let i = 0; i < changed.length; i++) {
    const next = changed[i] ?? null;
    if (!next && row + i >= tab.rows.length) continue;
    while (tab.rows.length < row + i) tab.rows.push(null);
    tab.rows[row + i] = next;
  }
  return { type: 'setCells', tabId: tab.id, row, column, patches: inverse };
}

/** Puts rows of a range in another order; cells outside the range stay. */
export function permuteRows(tab: Tab, range: GridRange, order: readonly number[]): Operation {
  checkRange(tab, range);
  const height = range.endRow - range.startRow;
  const inverse: number[] = new Array(height).fill(-1);
  order.forEach((from, to) => {
    if (Number.isInteger(from) && from >= 0 && from < height) inverse[from] = to;
  });
  if (order.length !== height || inverse.includes(-1)) {
    throw new OperationError('The new order of the rows must name every row of the range once.');
  }
  const before = tab.rows.slice(range.startRow, range.endRow);
  for (let i = 0; i < height; i++) {
    const from = order[i] ?? i;
    if (from === i) continue;
    const source = before[from]?.cells ?? [];
    const target = before[i] ?? null;
    if (!target && source.length <= range.startColumn) continue;
    const cells: (Cell | null)[] = target ? target.cells.slice() : [];
    while (cells.length < Math.min(range.endColumn, source.length)) cells.push(null);
    for (let column = range.startColumn; column < Math.min(range.endColumn, cells.length); column++) {
      cells[column] = source[column] ?? null;
    }
    while (tab.rows.length <= range.startRow + i) tab.rows.push(null);
    tab.rows[range.startRow + i] = { ...target, cells };
  }
  return { type: 'permuteRows', tabId: tab.id, range, order: inverse };
}

/** Numbers before text before booleans before errors, as Sheets sorts; blanks are last in both directions. */
function sortClass(value: CellValue): number {
  if (typeof value === 'number') return 0;
  if (typeof value === 'string') return 1;
  if (typeof value === 'boolean') return 2;
  return isCellError(value) ? 3 : 4;
}

function compareValues(a: CellValue, b: CellValue): number {
  const byClass = sortClass(a) - sortClass(b);
  if (byClass !== 0) return byClass;
  if (typeof a === 'string' && typeof b === 'string') {
    const left = a.toLowerCase();
    const right = b.toLowerCase();
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return Number(a) - Number(b) || 0;
}

/** The order a sort would put the rows of a range in; equal rows keep theirs. */
export function sortedOrder(
  tab: Tab,
  range: GridRange,
  keys: readonly { readonly column: number; readonly ascending: boolean }[],
): number[] {
  checkRange(tab, range);
  const order = Array.from({ length: range.endRow - range.startRow }, (_, i) => i);
  return order.sort((left, right) => {
    for (const { column, ascending } of keys) {
      const a = valueAt(tab, range.startRow + left, column);
      const b = valueAt(tab, range.startRow + right, column);
      const blanks = Number(sortClass(a) === 4) - Number(sortClass(b) === 4);
      if (blanks !== 0) return blanks;
      const compared = compareValues(a, b);
      if (compared !== 0) return ascending ? compared : -compared;
    }
    return left - right;
  });
}
