import { checkRange, permuteRows, setCells, sortedOrder } from './apply-cells.ts';
import { deleteColumns, deleteRows, insertColumns, insertRows, moveColumns, moveRows } from './apply-dimensions.ts';
import { applyTabOperation } from './apply-tabs.ts';
import { inheritedCells, inheritedRows } from './inherit-look.ts';
import { findTab, type Row, type Tab, type Workbook } from './model.ts';
import { type Operation, OperationError } from './operation.ts';

/**
 * Applies an operation to the workbook, changing it in place. Page and server both use this one.
 * @returns the operation that takes it back: applied right after, the workbook holds what it held before.
 * @throws OperationError where it does not fit; the workbook is then unchanged.
 */
export function applyOperation(workbook: Workbook, operation: Operation): Operation {
  switch (operation.type) {
    case 'batch':
      return applyAll(workbook, operation.operations);
    case 'setCells':
      return setCells(tabOf(workbook, operation.tabId), operation.row, operation.column, operation.patches);
    case 'repeatCell': {
      const { range, patch } = operation;
      const tab = tabOf(workbook, operation.tabId);
      checkRange(tab, range);
      const line = new Array(range.endColumn - range.startColumn).fill(patch);
      return setCells(tab, range.startRow, range.startColumn, new Array(range.endRow - range.startRow).fill(line));
    }
    case 'insertRows':
      return insertRowsLike(tabOf(workbook, operation.tabId), operation);
    case 'deleteRows':
      return deleteRows(tabOf(workbook, operation.tabId), operation.at, operation.count);
    case 'moveRows':
      return moveRows(tabOf(workbook, operation.tabId), operation.from, operation.count, operation.to);
    case 'insertColumns': {
      const { at, count, columns, cells, inherit } = operation;
      const tab = tabOf(workbook, operation.tabId);
      return insertColumns(tab, at, count, columns, cells ?? (inherit && inheritedCells(tab, at, count, inherit)));
    }
    case 'deleteColumns':
      return deleteColumns(tabOf(workbook, operation.tabId), operation.at, operation.count);
    case 'moveColumns':
      return moveColumns(tabOf(workbook, operation.tabId), operation.from, operation.count, operation.to);
    case 'sortRange': {
      const tab = tabOf(workbook, operation.tabId);
      return permuteRows(tab, operation.range, sortedOrder(tab, operation.range, operation.keys));
    }
    case 'permuteRows':
      return permuteRows(tabOf(workbook, operation.tabId), operation.range, operation.order);
    case 'setRows':
      return setRows(tabOf(workbook, operation.tabId), operation.at, operation.rows);
    default:
      return applyTabOperation(workbook, operation);
  }
}

function insertRowsLike(tab: Tab, operation: Extract<Operation, { type: 'insertRows' }>): Operation {
  const { at, count, rows, inherit } = operation;
  return insertRows(tab, at, count, rows ?? (inherit && inheritedRows(tab, at, count, inherit)));
}

function tabOf(workbook: Workbook, tabId: number): Tab {
  const tab = findTab(workbook, tabId);
  if (!tab) throw new OperationError(`There is no tab with the id ${tabId} any more.`);
  return tab;
}

function applyAll(workbook: Workbook, operations: readonly Operation[]): Operation {
  const inverses: Operation[] = [];
  try {
    for (const operation of operations) inverses.unshift(applyOperation(workbook, operation));
  } catch (error) {
    for (const inverse of inverses) applyOperation(workbook, inverse);
    throw error;
  }
  const [only] = inverses;
  return inverses.length === 1 && only ? only : { type: 'batch', operations: inverses };
}

type RowLook = { readonly hidden?: boolean; readonly height?: number };

function setRows(tab: Tab, at: number, looks: readonly RowLook[]): Operation {
  checkRange(tab, { startRow: at, endRow: at + looks.length, startColumn: 0, endColumn: 0 });
  const before: RowLook[] = [];
  looks.forEach((look, i) => {
    const old: Row | null = tab.rows[at + i] ?? null;
    before.push(lookOf(old ?? {}));
    if (!old && !look.hidden && look.height === undefined) return;
    while (tab.rows.length <= at + i) tab.rows.push(null);
    tab.rows[at + i] = { cells: old?.cells ?? [], ...lookOf(look) };
  });
  return { type: 'setRows', tabId: tab.id, at, rows: before };
}

function lookOf(look: RowLook): RowLook {
  return { ...(look.hidden ? { hidden: true } : {}), ...(look.height === undefined ? {} : { height: look.height }) };
}
