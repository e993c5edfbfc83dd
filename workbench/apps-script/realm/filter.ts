import type { BasicFilter, GridRange } from '../../workbook/model.ts';
import { Exception, host } from './bridge.ts';
import { guard } from './guard.ts';

const criteria = new WeakMap<object, readonly string[]>();

/** SpreadsheetApp.newFilterCriteria(): hidden values are what the workbench's filter knows. */
export function filterCriteriaBuilder(start: readonly string[] = []): object {
  let hidden = start;
  const self: object = guard('FilterCriteriaBuilder', {
    setHiddenValues: (values: readonly unknown[]): object => {
      hidden = values.map(String);
      return self;
    },
    build: () => makeCriteria(hidden),
  });
  return self;
}

function makeCriteria(hidden: readonly string[]): object {
  const self = guard('FilterCriteria', {
    getHiddenValues: () => [...hidden],
    copy: () => filterCriteriaBuilder(hidden),
  });
  criteria.set(self, hidden);
  return self;
}

/** The Filter object of a tab that has one. */
export function makeFilter(tabId: number, rangeOf: (range: GridRange) => object): object {
  const current = (): BasicFilter => {
    const filter = host('workbook', {}).tabs.find((tab) => tab.id === tabId)?.filter;
    if (!filter) throw new Exception('The filter was removed.');
    return filter;
  };
  const replace = (filter: BasicFilter | null) => host('apply', { operations: [{ type: 'setFilter', tabId, filter }] });
  const self = guard('Filter', {
    getRange: () => rangeOf(current().range),
    remove: () => {
      current();
      replace(null);
    },
    getColumnFilterCriteria: (column: number) => {
      const hidden = current().hiddenValues[String(column - 1)];
      return hidden ? makeCriteria(hidden) : null;
    },
    setColumnFilterCriteria: (column: number, given: unknown): object => {
      const hidden = typeof given === 'object' && given !== null ? criteria.get(given) : undefined;
      const { range, hiddenValues } = current();
      const { [String(column - 1)]: _old, ...others } = hiddenValues;
      replace({ range, hiddenValues: hidden ? { ...others, [String(column - 1)]: hidden } : others });
      return self;
    },
    removeColumnFilterCriteria: (column: number): object => {
      const { range, hiddenValues } = current();
      const { [String(column - 1)]: _old, ...others } = hiddenValues;
      replace({ range, hiddenValues: others });
      return self;
    },
    sort: (column: number, ascending: boolean): object => {
      const { range } = current();
      const below = { ...range, startRow: Math.min(range.startRow + 1, range.endRow) };
      host('apply', {
        operations: [{ type: 'sortRange', tabId, range: below, keys: [{ column: column - 1, ascending }] }],
      });
      return self;
    },
  });
  return self;
}
