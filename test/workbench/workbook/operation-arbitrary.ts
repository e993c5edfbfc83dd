import fc from 'fast-check';
import { type Cell, emptyTab, type GridRange, type Tab, type Workbook } from '../../../workbench/workbook/model.ts';
import type { Operation } from '../../../workbench/workbook/operation.ts';

/** A small workbook whose every cell says where it began, so that a lost or torn row shows. */
export function labelledWorkbook(rows = 8, columns = 5): Workbook {
  const tab = emptyTab(7, 'Data', rows, columns);
  for (let row = 0; row < rows; row++) {
    const cells: Cell[] = [];
    for (let column = 0; column < columns; column++) cells.push({ value: `r${row}c${column}` });
    tab.rows.push({ cells });
  }
  tab.filter = {
    range: { startRow: 0, endRow: rows - 1, startColumn: 0, endColumn: columns - 1 },
    hiddenValues: { 1: ['r1c1'] },
  };
  tab.merges = [{ startRow: 2, endRow: 4, startColumn: 1, endColumn: 3 }];
  tab.frozenRows = 1;
  tab.protectedRanges = [
    {
      id: 5,
      range: { startRow: 5, endRow: 7, startColumn: 0, endColumn: 2 },
      description: '',
      editors: [],
      warningOnly: false,
    },
  ];
  tab.columns = [{ width: 50 }, null, { hidden: true }];
  return {
    id: 'w',
    title: 'W',
    locale: 'en_US',
    timeZone: 'Etc/UTC',
    tabs: [tab, emptyTab(9, 'Other', 3, 3)],
    metadata: [],
  };
}

/** The workbook without the empty tails that say nothing, for comparing. */
export function normalised(workbook: Workbook): unknown {
  return JSON.parse(
    JSON.stringify({
      ...workbook,
      tabs: workbook.tabs.map((tab) => ({
        ...tab,
        columns: trimmed(tab.columns),
        rows: trimmed(
          tab.rows.map((row) => {
            const cells = trimmed([...(row?.cells ?? [])]);
            return row && (cells.length > 0 || row.hidden || row.height) ? { ...row, cells } : null;
          }),
        ),
      })),
    }),
  );
}

function trimmed<T>(list: readonly (T | null)[]): (T | null)[] {
  const copy = list.slice();
  while (copy.length > 0 && copy.at(-1) === null) copy.pop();
  return copy;
}

function rangeIn(tab: Tab): fc.Arbitrary<GridRange> {
  return fc
    .tuple(fc.nat(tab.rowCount), fc.nat(tab.rowCount), fc.nat(tab.columnCount), fc.nat(tab.columnCount))
    .map(([a, b, c, d]) => ({
      startRow: Math.min(a, b),
      endRow: Math.max(a, b),
      startColumn: Math.min(c, d),
      endColumn: Math.max(c, d),
    }));
}

const patch = fc.record(
  {
    value: fc.oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.boolean(), fc.constant(null)),
    note: fc.option(fc.string({ maxLength: 4 })),
    bold: fc.option(fc.boolean()),
    link: fc.option(fc.constant('https://a.example')),
  },
  { requiredKeys: [] },
);

/** Any operation on the tab; most of them fit, some do not. */
export function operationOn(tab: Tab): fc.Arbitrary<Operation> {
  const tabId = fc.constant(tab.id);
  const row = fc.nat(tab.rowCount);
  const column = fc.nat(tab.columnCount);
  const count = fc.integer({ min: 1, max: 3 });
  return fc.oneof(
    fc.record({
      type: fc.constant('setCells' as const),
      tabId,
      row,
      column,
      patches: fc.array(fc.array(fc.option(patch), { maxLength: 3 }), { maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('repeatCell' as const), tabId, range: rangeIn(tab), patch }),
    fc.record({
      type: fc.constantFrom('insertRows' as const, 'deleteRows' as const),
      tabId,
      at: row,
      count,
    }),
    fc.record({
      type: fc.constantFrom('insertRows' as const, 'insertColumns' as const),
      tabId,
      at: fc.nat(tab.columnCount),
      count,
      inherit: fc.constantFrom('before' as const, 'after' as const),
    }),
    fc.record({
      type: fc.constantFrom('insertColumns' as const, 'deleteColumns' as const),
      tabId,
      at: column,
      count,
    }),
    fc.record({ type: fc.constant('moveRows' as const), tabId, from: row, count, to: row }),
    fc.record({ type: fc.constant('moveColumns' as const), tabId, from: column, count, to: column }),
    fc.record({
      type: fc.constant('sortRange' as const),
      tabId,
      range: rangeIn(tab),
      keys: fc.array(fc.record({ column, ascending: fc.boolean() }), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ type: fc.constant('setTab' as const), tabId, frozenRows: fc.nat(3), hidden: fc.boolean() }),
    fc.record({ type: fc.constant('moveTab' as const), tabId, index: fc.nat(1) }),
    fc.record({ type: fc.constant('deleteTab' as const), tabId }),
    fc.record({
      type: fc.constant('setColumns' as const),
      tabId,
      at: column,
      columns: fc.array(fc.option(fc.record({ width: fc.nat(200) })), { maxLength: 2 }),
    }),
    fc.record({
      type: fc.constant('setRows' as const),
      tabId,
      at: row,
      rows: fc.array(fc.record({ hidden: fc.boolean() }), { maxLength: 3 }),
    }),
  );
}
