import type { GridRange, ProtectedRange, Workbook } from './model.ts';
import type { Operation } from './operation.ts';

/** What Sheets says when someone edits what they may not. */
export const PROTECTED_MESSAGE =
  'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.';

/** The protected range that the operation would change and the person may not; null when it is allowed. */
export function protectedFrom(
  workbook: Workbook,
  operation: Operation,
  email: string,
  owner: string,
): ProtectedRange | null {
  if (email.toLowerCase() === owner.toLowerCase()) return null;
  if (operation.type === 'batch') {
    for (const step of operation.operations) {
      const found = protectedFrom(workbook, step, email, owner);
      if (found) return found;
    }
    return null;
  }
  if (!('tabId' in operation)) return null;
  const tab = workbook.tabs.find((one) => one.id === operation.tabId);
  if (!tab || tab.protectedRanges.length === 0) return null;
  const touched = touchedRange(operation, tab.rowCount, tab.columnCount);
  if (!touched) return null;
  const blocks = (entry: ProtectedRange) => !entry.warningOnly && !entry.editors.includes(email.toLowerCase());
  return tab.protectedRanges.find((entry) => blocks(entry) && (!entry.range || overlap(entry.range, touched))) ?? null;
}

/** Whether two ranges share a cell. */
export function overlap(a: GridRange, b: GridRange): boolean {
  return a.startRow < b.endRow && b.startRow < a.endRow && a.startColumn < b.endColumn && b.startColumn < a.endColumn;
}

function touchedRange(operation: Operation, rowCount: number, columnCount: number): GridRange | null {
  switch (operation.type) {
    case 'setCells': {
      const width = Math.max(0, ...operation.patches.map((line) => line.length));
      const { row, column } = operation;
      return { startRow: row, endRow: row + operation.patches.length, startColumn: column, endColumn: column + width };
    }
    case 'repeatCell':
    case 'sortRange':
    case 'permuteRows':
      return operation.range;
    case 'deleteRows':
      return { startRow: operation.at, endRow: operation.at + operation.count, startColumn: 0, endColumn: columnCount };
    case 'deleteColumns':
      return { startRow: 0, endRow: rowCount, startColumn: operation.at, endColumn: operation.at + operation.count };
    case 'deleteTab':
    case 'setMerges':
      return { startRow: 0, endRow: rowCount, startColumn: 0, endColumn: columnCount };
    default:
      return null;
  }
}
