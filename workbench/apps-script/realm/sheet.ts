import { parseA1, resolveA1 } from '../../workbook/a1.ts';
import type { GridRange } from '../../workbook/model.ts';
import type { TabSummary } from '../host-protocol.ts';
import { Exception, host } from './bridge.ts';
import { wireValue } from './dates.ts';
import { makeFilter } from './filter.ts';
import { guard } from './guard.ts';
import { sheetMetadata } from './metadata.ts';
import { makeRange, type RangeObject } from './range.ts';
import { internalsOf } from './range-internals.ts';
import { sheetDimensions } from './sheet-dimensions.ts';

const sheets = new WeakMap<object, number>();

/** The tab's id behind a Sheet object. @throws Exception where the value is none */
export function tabIdOf(sheet: unknown, method: string): number {
  const found = typeof sheet === 'object' && sheet !== null ? sheets.get(sheet) : undefined;
  if (found === undefined) throw new Exception(`The parameters don't match the method signature for ${method}.`);
  return found;
}

/** A tab as it is now. @throws Exception where it was deleted */
export function tabOf(tabId: number): TabSummary {
  const tab = host('workbook', {}).tabs.find((one) => one.id === tabId);
  if (!tab) throw new Exception(`Sheet ${tabId} not found`);
  return tab;
}

/** A Sheet object of the script. */
export function makeSheet(tabId: number, parent: () => object): object {
  const sheetOf = (id: number): object => makeSheet(id, parent);
  const rangeAt = (range: GridRange) => makeRange(tabId, range, sheetOf);
  const select = (range: GridRange) => {
    const activeCell = { row: range.startRow, column: range.startColumn };
    host('select', { selection: { tabId, ranges: [range], activeCell } });
  };
  const selected = () => {
    const selection = host('selection', {});
    return selection.tabId === tabId ? selection : null;
  };
  const topLeft = { startRow: 0, endRow: 1, startColumn: 0, endColumn: 1 };
  const change = (part: { title?: string; hidden?: boolean; frozenRows?: number; frozenColumns?: number }): object => {
    host('apply', { operations: [{ type: 'setTab', tabId, ...part }] });
    return self;
  };
  const append = (values: readonly unknown[]): object => {
    const tab = tabOf(tabId);
    const { rows } = host('contentSize', { tabId });
    if (rows >= tab.rowCount)
      host('apply', { operations: [{ type: 'insertRows', tabId, at: tab.rowCount, count: 1 }] });
    host('writeEntries', { tabId, row: rows, column: 0, values: [values.map(wireValue)] });
    return self;
  };
  const self: object = guard('Sheet', {
    ...sheetDimensions(tabId, () => self),
    ...sheetMetadata(tabId),
    getName: () => tabOf(tabId).title,
    setName: (title: string) => change({ title }),
    getSheetName: () => tabOf(tabId).title,
    getSheetId: () => tabId,
    getParent: parent,
    getType: () => 'GRID',
    getIndex: () => host('workbook', {}).tabs.findIndex((tab) => tab.id === tabId) + 1,
    isSheetHidden: () => tabOf(tabId).hidden,
    hideSheet: () => change({ hidden: true }),
    showSheet: () => change({ hidden: false }),
    getLastRow: () => host('contentSize', { tabId }).rows,
    getLastColumn: () => host('contentSize', { tabId }).columns,
    getMaxRows: () => tabOf(tabId).rowCount,
    getMaxColumns: () => tabOf(tabId).columnCount,
    getFrozenRows: () => tabOf(tabId).frozenRows,
    getFrozenColumns: () => tabOf(tabId).frozenColumns,
    setFrozenRows: (frozenRows: number) => void change({ frozenRows }),
    setFrozenColumns: (frozenColumns: number) => void change({ frozenColumns }),
    getRange: (...args: readonly unknown[]): RangeObject => rangeAt(rangeFrom(tabOf(tabId), args)),
    getRangeList: (addresses: readonly string[]) => {
      const ranges = addresses.map((address) => rangeFrom(tabOf(tabId), [address]));
      return guard('RangeList', {
        getRanges: () => ranges.map(rangeAt),
        activate: () => {
          const [first] = ranges;
          if (!first) return;
          const activeCell = { row: first.startRow, column: first.startColumn };
          host('select', { selection: { tabId, ranges, activeCell } });
        },
      });
    },
    getDataRange: () => {
      const size = host('contentSize', { tabId });
      return rangeAt({
        startRow: 0,
        endRow: Math.max(1, size.rows),
        startColumn: 0,
        endColumn: Math.max(1, size.columns),
      });
    },
    getSheetValues: (row: number, column: number, rows: number, columns: number) =>
      rangeAt(rangeFrom(tabOf(tabId), [row, column, rows, columns])).getValues(),
    appendRow: append,
    getFilter: () => (tabOf(tabId).filter ? makeFilter(tabId, rangeAt) : null),
    activate: () => {
      select(selected()?.ranges[0] ?? topLeft);
      return self;
    },
    setActiveRange: (range: unknown) => {
      select(internalsOf(range, 'Sheet.setActiveRange').range);
      return range;
    },
    setActiveSelection: (range: unknown) => {
      const place =
        typeof range === 'string'
          ? rangeFrom(tabOf(tabId), [range])
          : internalsOf(range, 'Sheet.setActiveSelection').range;
      select(place);
      return rangeAt(place);
    },
    setCurrentCell: (range: unknown) => {
      select(internalsOf(range, 'Sheet.setCurrentCell').range);
      return range;
    },
    getActiveRange: () => rangeAt(selected()?.ranges[0] ?? topLeft),
    getActiveCell: () => rangeAt(cellOf(selected()?.activeCell ?? { row: 0, column: 0 })),
    getCurrentCell: () => rangeAt(cellOf(selected()?.activeCell ?? { row: 0, column: 0 })),
    getActiveRangeList: () => {
      const ranges = (selected()?.ranges ?? [topLeft]).map(rangeAt);
      return guard('RangeList', { getRanges: () => ranges });
    },
    getSelection: () =>
      guard('Selection', {
        getActiveSheet: () => self,
        getActiveRange: () => rangeAt(selected()?.ranges[0] ?? topLeft),
        getActiveRangeList: () =>
          guard('RangeList', { getRanges: () => (selected()?.ranges ?? [topLeft]).map(rangeAt) }),
        getCurrentCell: () => rangeAt(cellOf(selected()?.activeCell ?? { row: 0, column: 0 })),
      }),
    clear: () => {
      const { rowCount, columnCount } = tabOf(tabId);
      rangeAt({ startRow: 0, endRow: rowCount, startColumn: 0, endColumn: columnCount }).clear();
      return self;
    },
    clearContents: () => {
      const { rowCount, columnCount } = tabOf(tabId);
      rangeAt({ startRow: 0, endRow: rowCount, startColumn: 0, endColumn: columnCount }).clearContent();
      return self;
    },
    copyTo: () => {
      throw new Exception('Sheet.copyTo is not implemented in the workbench');
    },
    toString: () => 'Sheet',
  });
  sheets.set(self, tabId);
  return self;
}

function cellOf({ row, column }: { row: number; column: number }): GridRange {
  return { startRow: row, endRow: row + 1, startColumn: column, endColumn: column + 1 };
}

const OUTSIDE = 'The coordinates of the range are outside the dimensions of the sheet.';

/** The zero-based range of `getRange`'s four forms and of A1 text. */
export function rangeFrom(tab: TabSummary, args: readonly unknown[]): GridRange {
  const [first, column, rows = 1, columns = 1] = args;
  if (typeof first === 'string' && args.length === 1) {
    const parsed = parseA1(first);
    const otherTab = parsed !== null && parsed.tabTitle !== null && parsed.tabTitle !== tab.title;
    const range = parsed && !otherTab ? resolveA1(parsed, tab.rowCount, tab.columnCount) : null;
    const cut = parsed && ((parsed.endRow ?? 0) > tab.rowCount || (parsed.endColumn ?? 0) > tab.columnCount);
    if (!range || cut) throw new Exception(parsed ? OUTSIDE : 'Range not found');
    return range;
  }
  const numbers = [first, column, rows, columns].map(Number);
  const [row1 = Number.NaN, column1 = Number.NaN, height = 1, width = 1] = numbers;
  if (numbers.some(Number.isNaN) || args.length < 2) {
    throw new Exception(
      `The parameters (${args.map((arg) => typeof arg).join(',')}) don't match the method signature for SpreadsheetApp.Sheet.getRange.`,
    );
  }
  if (row1 < 1) throw new Exception('The starting row of the range is too small.');
  if (column1 < 1) throw new Exception('The starting column of the range is too small.');
  if (height < 1) throw new Exception('The number of rows in the range must be at least 1.');
  if (width < 1) throw new Exception('The number of columns in the range must be at least 1.');
  const range = {
    startRow: row1 - 1,
    endRow: row1 - 1 + height,
    startColumn: column1 - 1,
    endColumn: column1 - 1 + width,
  };
  if (range.endRow > tab.rowCount || range.endColumn > tab.columnCount) throw new Exception(OUTSIDE);
  return range;
}
