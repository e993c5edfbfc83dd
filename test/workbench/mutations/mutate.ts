import {
  type Cell,
  type CellPatch,
  cellAt,
  emptyTab,
  type GridRange,
  type Row,
  type Tab,
  type Workbook,
} from '../../../workbench/workbook/model.ts';
import type { Operation } from '../../../workbench/workbook/operation.ts';
import type { Seeded } from './seeded.ts';
import { headerNamed, headerRowOf, ownColumnsOf, place, setCells } from './tab-facts.ts';

/** What one person does next: operations, or to take their last step back. */
export type Mutation = { readonly name: string; readonly operations: readonly Operation[] | 'undo' };

type Make = (random: Seeded, tab: Tab, workbook: Workbook) => readonly Operation[] | 'undo';

const block = (random: Seeded, tab: Tab, most: number): { from: number; count: number } => {
  const { first, count } = place(tab);
  const size = 1 + random.below(Math.min(most, count));
  return { from: first + random.below(count - size + 1), count: size };
};

const patchOf = (cell: Cell | null): CellPatch => ({
  value: cell?.value ?? null,
  link: cell?.link ?? null,
  formula: cell?.formula ?? null,
  numberFormat: cell?.numberFormat ?? null,
});

const permute =
  (whole: boolean, columnsOf: (random: Seeded, tab: Tab) => readonly [number, number]): Make =>
  (random, tab) => {
    const { first, count } = place(tab);
    const rows = whole ? { from: first, count } : block(random, tab, 30);
    const [startColumn, endColumn] = columnsOf(random, tab);
    const range: GridRange = { startRow: rows.from, endRow: rows.from + rows.count, startColumn, endColumn };
    return [{ type: 'permuteRows', tabId: tab.id, range, order: random.order(rows.count) }];
  };

const allColumns = (_: Seeded, tab: Tab) => [0, tab.columnCount] as const;
const someColumns = (random: Seeded, tab: Tab) => {
  const { columns } = place(tab);
  const start = random.below(columns);
  return [start, start + 1 + random.below(columns - start)] as const;
};
/** All that is left of our first column: the person forgot ours. */
const theirColumns = (_: Seeded, tab: Tab) =>
  [0, Math.max(1, Math.min(...ownColumnsOf(tab), tab.columnCount))] as const;

/** By name, how often each is done in 100. */
const KINDS: readonly (readonly [string, number, Make])[] = [
  ['sort all rows', 8, permute(true, allColumns)],
  ['sort some rows', 8, permute(false, allColumns)],
  ['sort without our columns', 6, permute(false, theirColumns)],
  ['sort some columns', 5, permute(false, someColumns)],
  [
    'insert rows',
    10,
    (random, tab) => [
      {
        type: 'insertRows',
        tabId: tab.id,
        at: block(random, tab, 1).from,
        count: 1 + random.below(3),
        inherit: 'before',
      },
    ],
  ],
  [
    'delete a row',
    3,
    (random, tab) => [{ type: 'deleteRows', tabId: tab.id, at: block(random, tab, 1).from, count: 1 }],
  ],
  [
    'duplicate rows',
    4,
    (random, tab) => {
      const { from, count } = block(random, tab, 2);
      const rows: (Row | null)[] = tab.rows.slice(from, from + count);
      return [{ type: 'insertRows', tabId: tab.id, at: from + count, count, rows }];
    },
  ],
  [
    'cut and paste a row',
    6,
    (random, tab) => {
      const { columns } = place(tab);
      const from = block(random, tab, 1).from;
      const to = block(random, tab, 1).from;
      const cells = Array.from({ length: columns }, (_, column) => patchOf(cellAt(tab, from, column)));
      const blank = cells.map(() => patchOf(null));
      if (from === to) return [];
      return [setCells(tab, from, 0, [blank]), setCells(tab, to, 0, [cells])];
    },
  ],
  [
    'move rows',
    6,
    (random, tab) => {
      const { first, count } = place(tab);
      const rows = block(random, tab, 5);
      return [
        { type: 'moveRows', tabId: tab.id, from: rows.from, count: rows.count, to: first + random.below(count + 1) },
      ];
    },
  ],
  [
    'move a column',
    7,
    (random, tab) => {
      const { columns } = place(tab);
      return [
        { type: 'moveColumns', tabId: tab.id, from: random.below(columns), count: 1, to: random.below(columns + 1) },
      ];
    },
  ],
  [
    'rename one of our columns',
    2,
    (random, tab) => {
      const own = [...ownColumnsOf(tab)];
      if (own.length === 0) return [];
      return [setCells(tab, headerRowOf(tab), random.pick(own), [[{ value: `Renamed ${random.below(1000)}` }]])];
    },
  ],
  [
    'rename a column of theirs that no row needs',
    2,
    (random, tab) => {
      const column = headerNamed(tab, 'note');
      if (column < 0) return [];
      return [setCells(tab, headerRowOf(tab), column, [[{ value: random.chance(0.5) ? 'remarks' : 'note' }]])];
    },
  ],
  [
    'hide columns',
    3,
    (random, tab) => [
      {
        type: 'setColumns',
        tabId: tab.id,
        at: random.below(tab.columnCount),
        columns: [{ hidden: random.chance(0.5) }],
      },
    ],
  ],
  [
    'wipe some of our cells',
    6,
    (random, tab) => {
      const { from, count } = block(random, tab, 8);
      const own = [...ownColumnsOf(tab)];
      if (own.length === 0) return [];
      const columns = random.chance(0.4) ? own : [random.pick(own)];
      return columns.map((column) => ({
        type: 'repeatCell',
        tabId: tab.id,
        range: { startRow: from, endRow: from + count, startColumn: column, endColumn: column + 1 },
        patch: patchOf(null),
      }));
    },
  ],
  [
    'protect a range, or lift it',
    4,
    (random, tab) => {
      const { from, count } = block(random, tab, 20);
      const [startColumn, endColumn] = someColumns(random, tab);
      const range = { startRow: from, endRow: from + count, startColumn, endColumn };
      const entry = { id: 1, range, description: '', editors: [], warningOnly: false };
      const lift = tab.protectedRanges.length > 0;
      return [{ type: 'setProtectedRanges', tabId: tab.id, protectedRanges: lift ? [] : [entry] }];
    },
  ],
  [
    'filter',
    3,
    (random, tab) => {
      const { first, rows, columns } = place(tab);
      const range = { startRow: first - 1, endRow: rows, startColumn: 0, endColumn: columns };
      const filter = { range, hiddenValues: { '2': ['1:1'] } };
      return [{ type: 'setFilter', tabId: tab.id, filter: random.chance(0.5) ? filter : null }];
    },
  ],
  [
    'a new tab, or one less',
    3,
    (random, _tab, workbook) => {
      const others = workbook.tabs.filter((one) => one.id >= 900);
      if (others.length > 0 && random.chance(0.5)) return [{ type: 'deleteTab', tabId: random.pick(others).id }];
      const id = 900 + Math.max(0, ...others.map((one) => one.id - 899));
      return [{ type: 'addTab', index: random.below(2), tab: emptyTab(id, `Extra ${id}`) }];
    },
  ],
  ['rename the tab', 2, (random, tab) => [{ type: 'setTab', tabId: tab.id, title: `It's ${random.below(1000)}` }]],
  [
    'insert a column',
    3,
    (random, tab) => [{ type: 'insertColumns', tabId: tab.id, at: random.below(place(tab).columns + 1), count: 1 }],
  ],
  [
    'delete one of our columns',
    1,
    (random, tab) => {
      const own = [...ownColumnsOf(tab)];
      return own.length === 0 ? [] : [{ type: 'deleteColumns', tabId: tab.id, at: random.pick(own), count: 1 }];
    },
  ],
  [
    'insert a row above the header',
    1,
    (_, tab) => (headerRowOf(tab) > 1 ? [] : [{ type: 'insertRows', tabId: tab.id, at: 0, count: 1 }]),
  ],
  [
    'write into a note',
    5,
    (random, tab) => {
      const column = Math.max(headerNamed(tab, 'note'), headerNamed(tab, 'remarks'));
      if (column < 0) return [];
      return [setCells(tab, block(random, tab, 1).from, column, [[{ value: `note ${random.below(100_000)}` }]])];
    },
  ],
  [
    'change a prompt',
    2,
    (random, tab) => {
      const column = headerNamed(tab, 'prompt');
      if (column < 0) return [];
      return [setCells(tab, block(random, tab, 1).from, column, [[{ value: `Changed C-${random.below(100_000)}` }]])];
    },
  ],
  ['undo', 10, () => 'undo'],
];

/** A random change, made for the tab as it is now. */
export function mutate(random: Seeded, tab: Tab, workbook: Workbook): Mutation {
  const total = KINDS.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.below(total);
  for (const [name, weight, make] of KINDS) {
    left -= weight;
    if (left < 0) return { name, operations: make(random, tab, workbook) };
  }
  return { name: 'undo', operations: 'undo' };
}
