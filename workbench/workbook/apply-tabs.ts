import { checkRange } from './apply-cells.ts';
import { type Column, findTab, type Tab, type Workbook } from './model.ts';
import { type Operation, OperationError } from './operation.ts';

type TabOperation = Extract<
  Operation,
  {
    type:
      | 'setColumns'
      | 'setFilter'
      | 'setMerges'
      | 'setProtectedRanges'
      | 'setTab'
      | 'addTab'
      | 'deleteTab'
      | 'moveTab'
      | 'renameWorkbook'
      | 'addMetadata'
      | 'removeMetadata';
  }
>;

/** Operations on tabs as wholes and on the workbook itself; see `applyOperation`. */
export function applyTabOperation(workbook: Workbook, operation: TabOperation): Operation {
  switch (operation.type) {
    case 'addTab':
      return addTab(workbook, operation.index, operation.tab);
    case 'renameWorkbook': {
      const before = workbook.title;
      workbook.title = operation.title;
      return { type: 'renameWorkbook', title: before };
    }
    case 'addMetadata': {
      const { entry } = operation;
      if (workbook.metadata.some((other) => other.id === entry.id)) {
        throw new OperationError(`There already is developer metadata with the id ${entry.id}.`);
      }
      workbook.metadata = [...workbook.metadata, entry].sort((a, b) => a.id - b.id);
      return { type: 'removeMetadata', id: entry.id };
    }
    case 'removeMetadata': {
      const entry = workbook.metadata.find((other) => other.id === operation.id);
      if (!entry) throw new OperationError(`There is no developer metadata with the id ${operation.id}.`);
      workbook.metadata = workbook.metadata.filter((other) => other !== entry);
      return { type: 'addMetadata', entry };
    }
    default:
      return applyToTab(workbook, operation);
  }
}

type OneTabOperation = Extract<TabOperation, { tabId: number }>;

function applyToTab(workbook: Workbook, operation: OneTabOperation): Operation {
  const index = workbook.tabs.findIndex((tab) => tab.id === operation.tabId);
  const tab = workbook.tabs[index];
  if (!tab) throw new OperationError(`There is no tab with the id ${operation.tabId} any more.`);
  const tabId = tab.id;
  switch (operation.type) {
    case 'setColumns':
      return setColumns(tab, operation.at, operation.columns);
    case 'setFilter': {
      if (operation.filter) checkRange(tab, operation.filter.range);
      const before = tab.filter;
      tab.filter = operation.filter;
      return { type: 'setFilter', tabId, filter: before };
    }
    case 'setMerges': {
      for (const merge of operation.merges) checkRange(tab, merge);
      const before = tab.merges;
      tab.merges = operation.merges;
      return { type: 'setMerges', tabId, merges: before };
    }
    case 'setProtectedRanges': {
      const before = tab.protectedRanges;
      tab.protectedRanges = operation.protectedRanges;
      return { type: 'setProtectedRanges', tabId, protectedRanges: before };
    }
    case 'setTab':
      return setTab(workbook, tab, operation);
    case 'moveTab': {
      if (!Number.isInteger(operation.index) || operation.index < 0 || operation.index >= workbook.tabs.length) {
        throw new OperationError(`There is no place ${operation.index + 1} among ${workbook.tabs.length} tabs.`);
      }
      workbook.tabs.splice(index, 1);
      workbook.tabs.splice(operation.index, 0, tab);
      return { type: 'moveTab', tabId, index };
    }
    case 'deleteTab': {
      if (workbook.tabs.length === 1) throw new OperationError("You can't remove all the sheets in a document.");
      const metadata = workbook.metadata.filter((entry) => entry.tabId === tabId);
      workbook.metadata = workbook.metadata.filter((entry) => entry.tabId !== tabId);
      workbook.tabs.splice(index, 1);
      const back: Operation = { type: 'addTab', index, tab };
      if (metadata.length === 0) return back;
      return {
        type: 'batch',
        operations: [back, ...metadata.map((entry): Operation => ({ type: 'addMetadata', entry }))],
      };
    }
  }
}

function addTab(workbook: Workbook, index: number, tab: Tab): Operation {
  if (findTab(workbook, tab.id)) throw new OperationError(`There already is a tab with the id ${tab.id}.`);
  checkTitle(workbook, tab.title, null);
  if (!Number.isInteger(index) || index < 0 || index > workbook.tabs.length) {
    throw new OperationError(`There is no place ${index + 1} among ${workbook.tabs.length} tabs.`);
  }
  // The operation stays in the log; a tab of its own keeps later changes out of it.
  workbook.tabs.splice(index, 0, { ...tab, rows: tab.rows.slice(), columns: tab.columns.slice() });
  return { type: 'deleteTab', tabId: tab.id };
}

function checkTitle(workbook: Workbook, title: string, own: Tab | null): void {
  if (title.trim() === '' || title.length > 100) throw new OperationError('A tab needs a name of 1 to 100 characters.');
  const taken = workbook.tabs.some((tab) => tab !== own && tab.title.toLowerCase() === title.toLowerCase());
  if (taken) throw new OperationError(`A sheet with the name "${title}" already exists. Please enter another name.`);
}

function setTab(workbook: Workbook, tab: Tab, operation: Extract<Operation, { type: 'setTab' }>): Operation {
  const { title, hidden, frozenRows, frozenColumns } = operation;
  if (title !== undefined) checkTitle(workbook, title, tab);
  if (frozenRows !== undefined && !(Number.isInteger(frozenRows) && frozenRows >= 0 && frozenRows <= tab.rowCount)) {
    throw new OperationError(`"${tab.title}" has ${tab.rowCount} rows; ${frozenRows} of them can't be frozen.`);
  }
  if (
    frozenColumns !== undefined &&
    !(Number.isInteger(frozenColumns) && frozenColumns >= 0 && frozenColumns <= tab.columnCount)
  ) {
    throw new OperationError(
      `"${tab.title}" has ${tab.columnCount} columns; ${frozenColumns} of them can't be frozen.`,
    );
  }
  const inverse: Operation = {
    type: 'setTab',
    tabId: tab.id,
    ...(title === undefined ? {} : { title: tab.title }),
    ...(hidden === undefined ? {} : { hidden: tab.hidden }),
    ...(frozenRows === undefined ? {} : { frozenRows: tab.frozenRows }),
    ...(frozenColumns === undefined ? {} : { frozenColumns: tab.frozenColumns }),
  };
  tab.title = title ?? tab.title;
  tab.hidden = hidden ?? tab.hidden;
  tab.frozenRows = frozenRows ?? tab.frozenRows;
  tab.frozenColumns = frozenColumns ?? tab.frozenColumns;
  return inverse;
}

function setColumns(tab: Tab, at: number, columns: readonly (Column | null)[]): Operation {
  checkRange(tab, { startRow: 0, endRow: 0, startColumn: at, endColumn: at + columns.length });
  const before = columns.map((_, i) => tab.columns[at + i] ?? null);
  columns.forEach((column, i) => {
    if (!column && at + i >= tab.columns.length) return;
    while (tab.columns.length <= at + i) tab.columns.push(null);
    tab.columns[at + i] = column;
  });
  return { type: 'setColumns', tabId: tab.id, at, columns: before };
}
