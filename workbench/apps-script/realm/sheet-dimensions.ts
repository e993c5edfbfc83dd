import type { Column, GridRange, ProtectedRange } from '../../workbook/model.ts';
import type { Operation } from '../../workbook/operation.ts';
import { Exception, host } from './bridge.ts';
import { guard } from './guard.ts';
import { internalsOf } from './range-internals.ts';

const DEFAULT_WIDTH = 100;
const DEFAULT_HEIGHT = 21;

/** Members of Sheet about rows, columns and protection. */
export function sheetDimensions(tabId: number, self: () => object) {
  const apply = (...operations: Operation[]): object => {
    host('apply', { operations });
    return self();
  };
  const tab = () => {
    const found = host('workbook', {}).tabs.find((one) => one.id === tabId);
    if (!found) throw new Exception(`Sheet ${tabId} not found`);
    return found;
  };
  type Side = 'before' | 'after';
  const insertRows = (at: number, count: number, inherit: Side): object =>
    apply({ type: 'insertRows', tabId, at, count, inherit });
  const insertColumns = (at: number, count: number, inherit: Side): object =>
    apply({ type: 'insertColumns', tabId, at, count, inherit });
  const setColumns = (at: number, count: number, change: (column: Column) => Column): object => {
    const now = tab().columns;
    const columns = Array.from({ length: count }, (_, i) => change(now[at + i] ?? {}));
    return apply({ type: 'setColumns', tabId, at, columns });
  };
  const hideColumns = (first: number, count = 1) =>
    void setColumns(first - 1, count, (column) => ({ ...column, hidden: true }));
  const showColumns = (first: number, count = 1) =>
    void setColumns(first - 1, count, ({ width }) => (width === undefined ? {} : { width }));
  const setRows = (at: number, count: number, look: { hidden?: boolean; height?: number }): object =>
    apply({ type: 'setRows', tabId, at, rows: Array.from({ length: count }, () => look) });
  const spanOf = (range: unknown, method: string): GridRange => internalsOf(range, method).range;
  return {
    insertRowsAfter: (row: number, count: number) => insertRows(row, count, 'before'),
    insertRowsBefore: (row: number, count: number) => insertRows(row - 1, count, 'after'),
    insertRowAfter: (row: number) => insertRows(row, 1, 'before'),
    insertRowBefore: (row: number) => insertRows(row - 1, 1, 'after'),
    insertRows: (row: number, count = 1) => void insertRows(row - 1, count, 'after'),
    insertColumnsAfter: (column: number, count: number) => insertColumns(column, count, 'before'),
    insertColumnsBefore: (column: number, count: number) => insertColumns(column - 1, count, 'after'),
    insertColumnAfter: (column: number) => insertColumns(column, 1, 'before'),
    insertColumnBefore: (column: number) => insertColumns(column - 1, 1, 'after'),
    insertColumns: (column: number, count = 1) => void insertColumns(column - 1, count, 'after'),
    deleteRow: (row: number) => apply({ type: 'deleteRows', tabId, at: row - 1, count: 1 }),
    deleteRows: (row: number, count: number) => void apply({ type: 'deleteRows', tabId, at: row - 1, count }),
    deleteColumn: (column: number) => apply({ type: 'deleteColumns', tabId, at: column - 1, count: 1 }),
    deleteColumns: (column: number, count: number) =>
      void apply({ type: 'deleteColumns', tabId, at: column - 1, count }),
    moveRows: (rows: unknown, to: number) => {
      const { startRow: from, endRow } = spanOf(rows, 'Sheet.moveRows');
      apply({ type: 'moveRows', tabId, from, count: endRow - from, to: to - 1 });
    },
    moveColumns: (columns: unknown, to: number) => {
      const { startColumn: from, endColumn } = spanOf(columns, 'Sheet.moveColumns');
      apply({ type: 'moveColumns', tabId, from, count: endColumn - from, to: to - 1 });
    },
    sort: (column: number, ascending = true): object => {
      const { rowCount, columnCount, frozenRows } = tab();
      const range = { startRow: frozenRows, endRow: rowCount, startColumn: 0, endColumn: columnCount };
      return apply({ type: 'sortRange', tabId, range, keys: [{ column: column - 1, ascending }] });
    },
    hideColumns,
    showColumns,
    hideColumn: (range: unknown) => {
      const { startColumn, endColumn } = spanOf(range, 'Sheet.hideColumn');
      hideColumns(startColumn + 1, endColumn - startColumn);
    },
    unhideColumn: (range: unknown) => {
      const { startColumn, endColumn } = spanOf(range, 'Sheet.unhideColumn');
      showColumns(startColumn + 1, endColumn - startColumn);
    },
    isColumnHiddenByUser: (column: number) => tab().columns[column - 1]?.hidden === true,
    getColumnWidth: (column: number) => tab().columns[column - 1]?.width ?? DEFAULT_WIDTH,
    setColumnWidth: (column: number, width: number) => setColumns(column - 1, 1, (old) => ({ ...old, width })),
    setColumnWidths: (column: number, count: number, width: number) =>
      setColumns(column - 1, count, (old) => ({ ...old, width })),
    /** The workbench does not measure text: the columns keep their widths. */
    autoResizeColumn: (_column: number) => self(),
    autoResizeColumns: (_column: number, _count: number) => self(),
    hideRows: (row: number, count = 1) => void setRows(row - 1, count, { hidden: true }),
    showRows: (row: number, count = 1) => void setRows(row - 1, count, {}),
    isRowHiddenByUser: (row: number) => host('rowHidden', { tabId, row: row - 1 }).byUser,
    isRowHiddenByFilter: (row: number) => host('rowHidden', { tabId, row: row - 1 }).byFilter,
    getRowHeight: (_row: number) => DEFAULT_HEIGHT,
    setRowHeight: (row: number, height: number) => setRows(row - 1, 1, { height }),
    setRowHeights: (row: number, count: number, height: number) => setRows(row - 1, count, { height }),
    getProtections: (_type: unknown) => tab().protectedRanges.map((entry) => protection(tabId, entry)),
    protect: () => {
      const entry: ProtectedRange = { id: newId(), range: null, description: '', editors: [], warningOnly: false };
      apply({ type: 'setProtectedRanges', tabId, protectedRanges: [...tab().protectedRanges, entry] });
      return protection(tabId, entry);
    },
  };
}

function newId(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

function protection(tabId: number, entry: ProtectedRange): object {
  return guard('Protection', {
    getDescription: () => entry.description,
    isWarningOnly: () => entry.warningOnly,
    canEdit: () => {
      const { email } = host('person', {});
      return entry.editors.includes(email) || host('editors', {}).owner === email;
    },
    remove: () => {
      const tab = host('workbook', {}).tabs.find((one) => one.id === tabId);
      const protectedRanges = (tab?.protectedRanges ?? []).filter((other) => other.id !== entry.id);
      host('apply', { operations: [{ type: 'setProtectedRanges', tabId, protectedRanges }] });
    },
  });
}
