import type { CellPatch, GridRange } from '../../workbook/model.ts';
import { Exception, host } from './bridge.ts';
import { makeFilter } from './filter.ts';
import { guard } from './guard.ts';
import { heightOf, internalsOf, rememberRange, widthOf } from './range-internals.ts';
import { mergesIn, rangeReading } from './range-reading.ts';
import { rangeWriting } from './range-writing.ts';

/** Makes the Sheet object of a tab; given from outside because a sheet makes ranges. */
export type SheetMaker = (tabId: number) => object;

type SortKey = number | { readonly column: number; readonly ascending?: boolean };

/** A Range object of the script. */
export function makeRange(tabId: number, range: GridRange, sheetOf: SheetMaker): RangeObject {
  const place = { tabId, range };
  const self: RangeObject = guard('Range', {
    ...rangeReading(place),
    ...rangeWriting(place, (): object => self),
    ...rangeActions(tabId, range, sheetOf, () => self),
  });
  rememberRange(self, place);
  return self;
}

export type RangeObject = ReturnType<typeof rangeReading> &
  ReturnType<typeof rangeWriting<object>> &
  ReturnType<typeof rangeActions>;

function rangeActions(tabId: number, range: GridRange, sheetOf: SheetMaker, self: () => object) {
  const at = (part: GridRange): object => makeRange(tabId, part, sheetOf);
  const within = (part: GridRange): object => {
    const tab = host('workbook', {}).tabs.find((one) => one.id === tabId);
    const fits =
      tab &&
      part.startRow >= 0 &&
      part.startColumn >= 0 &&
      part.endRow <= tab.rowCount &&
      part.endColumn <= tab.columnCount;
    if (!fits) throw new Exception('The coordinates of the range are outside the dimensions of the sheet.');
    return at(part);
  };
  const select = () => {
    const activeCell = { row: range.startRow, column: range.startColumn };
    host('select', { selection: { tabId, ranges: [range], activeCell } });
    return self();
  };
  return {
    getSheet: () => sheetOf(tabId),
    activate: () => select(),
    activateAsCurrentCell: () => select(),
    getCell: (row: number, column: number) => {
      const startRow = range.startRow + row - 1;
      const startColumn = range.startColumn + column - 1;
      return within({ startRow, endRow: startRow + 1, startColumn, endColumn: startColumn + 1 });
    },
    offset: (rows: number, columns: number, height?: number, width?: number) => {
      const startRow = range.startRow + rows;
      const startColumn = range.startColumn + columns;
      const endRow = startRow + (height ?? heightOf(range));
      return within({ startRow, startColumn, endRow, endColumn: startColumn + (width ?? widthOf(range)) });
    },
    getMergedRanges: () => mergesIn(tabId, range).map(at),
    merge: () => {
      const merges = [...mergesElsewhere(tabId, range), range];
      host('apply', { operations: [{ type: 'setMerges', tabId, merges }] });
      return self();
    },
    breakApart: () => {
      host('apply', { operations: [{ type: 'setMerges', tabId, merges: mergesElsewhere(tabId, range) }] });
      return self();
    },
    createFilter: () => {
      const tab = host('workbook', {}).tabs.find((one) => one.id === tabId);
      if (tab?.filter) throw new Exception("You can't create a filter in a sheet that already has a filter.");
      host('apply', { operations: [{ type: 'setFilter', tabId, filter: { range, hiddenValues: {} } }] });
      return makeFilter(tabId, at);
    },
    getFilter: () => {
      const filter = host('workbook', {}).tabs.find((one) => one.id === tabId)?.filter;
      return filter ? makeFilter(tabId, at) : null;
    },
    sort: (given: SortKey | readonly SortKey[]) => {
      const list = Array.isArray(given) ? given : [given];
      const keys = list.map((key: SortKey) =>
        typeof key === 'number'
          ? { column: key - 1, ascending: true }
          : { column: key.column - 1, ascending: key.ascending ?? true },
      );
      host('apply', { operations: [{ type: 'sortRange', tabId, range, keys }] });
      return self();
    },
    copyTo: (destination: unknown, _options?: object) => {
      const target = internalsOf(destination, 'Range.copyTo');
      const { startRow: row, startColumn: column } = target.range;
      const patches: CellPatch[][] = host('readCells', { tabId, range }).map((line) =>
        line.map((cell) => ({ ...EMPTY, ...cell })),
      );
      host('apply', { operations: [{ type: 'setCells', tabId: target.tabId, row, column, patches }] });
    },
  };
}

function mergesElsewhere(tabId: number, range: GridRange): GridRange[] {
  const inside = mergesIn(tabId, range).map((merge) => JSON.stringify(merge));
  const tab = host('workbook', {}).tabs.find((one) => one.id === tabId);
  return (tab?.merges ?? []).filter((merge) => !inside.includes(JSON.stringify(merge)));
}

const EMPTY: CellPatch = {
  value: null,
  formula: null,
  note: null,
  link: null,
  runs: null,
  image: null,
  numberFormat: null,
  bold: null,
  italic: null,
  background: null,
  foreground: null,
  wrap: null,
  horizontalAlign: null,
  verticalAlign: null,
  dropdown: null,
};
