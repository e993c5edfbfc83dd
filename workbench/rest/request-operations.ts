import { emptyTab, type GridRange, type Tab, type Workbook } from '../workbook/model.ts';
import { type Operation, OperationError } from '../workbook/operation.ts';
import { overlap } from '../workbook/protection.ts';
import type { ApiRange, RequestKind, RequestOf } from './batch-requests.ts';
import { cellPatcher, dropdownOf } from './cell-data-patch.ts';
import { writeMask } from './field-mask.ts';
import { matchesLookup } from './metadata-lookup.ts';
import { metadataView, sheetProperties } from './spreadsheet-view.ts';

/** What one request does, and its reply (made after it was applied). */
export type Planned = { readonly operations: readonly Operation[]; readonly reply?: (workbook: Workbook) => object };

type Planners = { readonly [K in RequestKind]: (request: RequestOf<K>, workbook: Workbook) => Planned };

/** @throws OperationError where there is no such tab */
export function apiTab(workbook: Workbook, sheetId = 0): Tab {
  const tab = workbook.tabs.find((one) => one.id === sheetId);
  if (!tab) throw new OperationError(`No grid with id: ${sheetId}`);
  return tab;
}

/** An API range with its open ends closed at the grid's edge. @throws OperationError outside the grid */
export function closedRange(workbook: Workbook, range: ApiRange): { tabId: number; range: GridRange } {
  const tab = apiTab(workbook, range.sheetId);
  const closed = {
    startRow: range.startRowIndex ?? 0,
    endRow: range.endRowIndex ?? tab.rowCount,
    startColumn: range.startColumnIndex ?? 0,
    endColumn: range.endColumnIndex ?? tab.columnCount,
  };
  if (closed.endRow > tab.rowCount || closed.endColumn > tab.columnCount) {
    throw new OperationError(
      `Range (${tab.title}!R${closed.startRow + 1}C${closed.startColumn + 1}:R${closed.endRow}C${closed.endColumn}) exceeds grid limits. Max rows: ${tab.rowCount}, max columns: ${tab.columnCount}`,
    );
  }
  return { tabId: tab.id, range: closed };
}

const newId = () => Math.floor(Math.random() * 2 ** 31);

type DimensionRange = RequestOf<'deleteDimension'>['range'];

function span(workbook: Workbook, range: DimensionRange): { tab: Tab; rows: boolean; at: number; count: number } {
  const tab = apiTab(workbook, range.sheetId);
  const rows = range.dimension === 'ROWS';
  const at = range.startIndex ?? 0;
  return { tab, rows, at, count: (range.endIndex ?? (rows ? tab.rowCount : tab.columnCount)) - at };
}

export const planners: Planners = {
  updateCells: ({ rows = [], fields, range, start }, workbook) => {
    const patch = cellPatcher(fields);
    if (range) {
      const { tabId, range: closed } = closedRange(workbook, range);
      const patches = Array.from({ length: closed.endRow - closed.startRow }, (_, row) =>
        Array.from({ length: closed.endColumn - closed.startColumn }, (_, column) =>
          patch(rows[row]?.values?.[column] ?? {}),
        ),
      );
      return { operations: [{ type: 'setCells', tabId, row: closed.startRow, column: closed.startColumn, patches }] };
    }
    const tab = apiTab(workbook, start?.sheetId);
    const row = start?.rowIndex ?? 0;
    const column = start?.columnIndex ?? 0;
    if (row + rows.length > tab.rowCount) {
      throw new OperationError(
        `Attempting to write row: ${tab.rowCount}, beyond the last requested row of: ${tab.rowCount - 1}`,
      );
    }
    const patches = rows.map((line) => (line.values ?? []).map(patch));
    return { operations: [{ type: 'setCells', tabId: tab.id, row, column, patches }] };
  },
  appendCells: ({ sheetId, rows, fields }, workbook) => {
    const tab = apiTab(workbook, sheetId);
    const patch = cellPatcher(fields);
    const used = tab.rows.reduce((last, row, i) => (row?.cells.some((cell) => cell !== null) ? i + 1 : last), 0);
    const missing = used + rows.length - tab.rowCount;
    const grow: Operation[] =
      missing > 0 ? [{ type: 'insertRows', tabId: tab.id, at: tab.rowCount, count: missing }] : [];
    const patches = rows.map((line) => (line.values ?? []).map(patch));
    return { operations: [...grow, { type: 'setCells', tabId: tab.id, row: used, column: 0, patches }] };
  },
  repeatCell: ({ range, cell, fields }, workbook) => ({
    operations: [{ type: 'repeatCell', ...closedRange(workbook, range), patch: cellPatcher(fields)(cell ?? {}) }],
  }),
  setDataValidation: ({ range, rule }, workbook) => ({
    operations: [
      { type: 'repeatCell', ...closedRange(workbook, range), patch: { dropdown: dropdownOf(rule) ?? null } },
    ],
  }),
  appendDimension: ({ sheetId, dimension, length }, workbook) => {
    const tab = apiTab(workbook, sheetId);
    const operation: Operation =
      dimension === 'ROWS'
        ? { type: 'insertRows', tabId: tab.id, at: tab.rowCount, count: length }
        : { type: 'insertColumns', tabId: tab.id, at: tab.columnCount, count: length };
    return { operations: [operation] };
  },
  insertDimension: ({ range, inheritFromBefore }, workbook) => {
    const { tab, rows, at, count } = span(workbook, range);
    const inherit = inheritFromBefore ? 'before' : 'after';
    return { operations: [{ type: rows ? 'insertRows' : 'insertColumns', tabId: tab.id, at, count, inherit }] };
  },
  deleteDimension: ({ range }, workbook) => {
    const { tab, rows, at, count } = span(workbook, range);
    return { operations: [{ type: rows ? 'deleteRows' : 'deleteColumns', tabId: tab.id, at, count }] };
  },
  moveDimension: ({ source, destinationIndex: to }, workbook) => {
    const { tab, rows, at: from, count } = span(workbook, source);
    return { operations: [{ type: rows ? 'moveRows' : 'moveColumns', tabId: tab.id, from, count, to }] };
  },
  updateDimensionProperties: ({ range, properties, fields }, workbook) => {
    const { tab, rows, at, count } = span(workbook, range);
    const covers = writeMask(fields);
    const { pixelSize, hiddenByUser } = properties;
    const look = (old: { size?: number | undefined; hidden?: boolean | undefined }) => {
      const size = covers('pixelSize') ? pixelSize : old.size;
      const hidden = covers('hiddenByUser') ? hiddenByUser : old.hidden;
      return { size, hidden };
    };
    const indexes = Array.from({ length: count }, (_, i) => at + i);
    if (rows) {
      const looks = indexes.map((i) => {
        const { size, hidden } = look({ size: tab.rows[i]?.height, hidden: tab.rows[i]?.hidden });
        return { ...(size === undefined ? {} : { height: size }), ...(hidden ? { hidden } : {}) };
      });
      return { operations: [{ type: 'setRows', tabId: tab.id, at, rows: looks }] };
    }
    const columns = indexes.map((i) => {
      const { size, hidden } = look({ size: tab.columns[i]?.width, hidden: tab.columns[i]?.hidden });
      return { ...(size === undefined ? {} : { width: size }), ...(hidden ? { hidden } : {}) };
    });
    return { operations: [{ type: 'setColumns', tabId: tab.id, at, columns }] };
  },
  /** The workbench does not measure text: sizes stay. */
  autoResizeDimensions: () => ({ operations: [] }),
  addSheet: ({ properties = {} }, workbook) => {
    const { gridProperties: grid = {}, index, hidden } = properties;
    const titles = workbook.tabs.map((tab) => tab.title);
    let n = workbook.tabs.length + 1;
    while (titles.includes(`Sheet${n}`)) n++;
    const tab = emptyTab(
      properties.sheetId ?? newId(),
      properties.title ?? `Sheet${n}`,
      grid.rowCount ?? 1000,
      grid.columnCount ?? 26,
    );
    tab.frozenRows = grid.frozenRowCount ?? 0;
    tab.frozenColumns = grid.frozenColumnCount ?? 0;
    tab.hidden = hidden ?? false;
    return {
      operations: [{ type: 'addTab', index: Math.min(index ?? workbook.tabs.length, workbook.tabs.length), tab }],
      reply: (after) => ({ addSheet: { properties: sheetProperties(after, apiTab(after, tab.id)) } }),
    };
  },
  deleteSheet: ({ sheetId }, workbook) => ({
    operations: [{ type: 'deleteTab', tabId: apiTab(workbook, sheetId).id }],
  }),
  updateSheetProperties: ({ properties, fields }, workbook) => {
    const tab = apiTab(workbook, properties.sheetId);
    const covers = writeMask(fields);
    const { title, index, hidden, gridProperties: grid = {} } = properties;
    const tabId = tab.id;
    const operations: Operation[] = [];
    const set = {
      ...(covers('title') && title !== undefined ? { title } : {}),
      ...(covers('hidden') ? { hidden: hidden ?? false } : {}),
      ...(covers('gridProperties.frozenRowCount') ? { frozenRows: grid.frozenRowCount ?? 0 } : {}),
      ...(covers('gridProperties.frozenColumnCount') ? { frozenColumns: grid.frozenColumnCount ?? 0 } : {}),
    };
    if (covers('gridProperties.rowCount')) operations.push(...resize('Rows', tabId, tab.rowCount, grid.rowCount));
    if (covers('gridProperties.columnCount'))
      operations.push(...resize('Columns', tabId, tab.columnCount, grid.columnCount));
    if (Object.keys(set).length > 0) operations.push({ type: 'setTab', tabId, ...set });
    if (covers('index') && index !== undefined) {
      operations.push({ type: 'moveTab', tabId, index: Math.min(index, workbook.tabs.length - 1) });
    }
    return { operations };
  },
  updateSpreadsheetProperties: ({ properties }) => ({
    operations: properties.title === undefined ? [] : [{ type: 'renameWorkbook', title: properties.title }],
  }),
  setBasicFilter: ({ filter }, workbook) => {
    const { tabId, range } = closedRange(workbook, filter.range);
    const hiddenValues: { [column: string]: readonly string[] } = {};
    for (const [column, criteria] of Object.entries(filter.criteria ?? {}))
      hiddenValues[column] = criteria.hiddenValues ?? [];
    for (const spec of filter.filterSpecs ?? [])
      hiddenValues[String(spec.columnIndex)] = spec.filterCriteria.hiddenValues;
    return { operations: [{ type: 'setFilter', tabId, filter: { range, hiddenValues } }] };
  },
  clearBasicFilter: ({ sheetId }, workbook) => ({
    operations: [{ type: 'setFilter', tabId: apiTab(workbook, sheetId).id, filter: null }],
  }),
  sortRange: ({ range, sortSpecs }, workbook) => {
    const keys = sortSpecs.map((spec) => ({ column: spec.dimensionIndex, ascending: spec.sortOrder !== 'DESCENDING' }));
    return { operations: [{ type: 'sortRange', ...closedRange(workbook, range), keys }] };
  },
  mergeCells: ({ range }, workbook) => {
    const { tabId, range: closed } = closedRange(workbook, range);
    const others = apiTab(workbook, tabId).merges.filter((merge) => !overlap(merge, closed));
    return { operations: [{ type: 'setMerges', tabId, merges: [...others, closed] }] };
  },
  unmergeCells: ({ range }, workbook) => {
    const { tabId, range: closed } = closedRange(workbook, range);
    const merges = apiTab(workbook, tabId).merges.filter((merge) => !overlap(merge, closed));
    return { operations: [{ type: 'setMerges', tabId, merges }] };
  },
  addProtectedRange: ({ protectedRange: given }, workbook) => {
    const { tabId, range } = closedRange(workbook, given.range ?? {});
    const wholeTab = Object.keys(given.range ?? {}).every((key) => key === 'sheetId');
    const entry = {
      id: given.protectedRangeId ?? newId(),
      range: wholeTab ? null : range,
      description: given.description ?? '',
      editors: (given.editors?.users ?? []).map((email) => email.toLowerCase()),
      warningOnly: given.warningOnly ?? false,
    };
    const protectedRanges = [...apiTab(workbook, tabId).protectedRanges, entry];
    return {
      operations: [{ type: 'setProtectedRanges', tabId, protectedRanges }],
      reply: () => ({ addProtectedRange: { protectedRange: { ...given, protectedRangeId: entry.id } } }),
    };
  },
  deleteProtectedRange: ({ protectedRangeId }, workbook) => {
    const tab = workbook.tabs.find((one) => one.protectedRanges.some((entry) => entry.id === protectedRangeId));
    if (!tab) throw new OperationError(`No protected range with ID: ${protectedRangeId}`);
    const protectedRanges = tab.protectedRanges.filter((entry) => entry.id !== protectedRangeId);
    return { operations: [{ type: 'setProtectedRanges', tabId: tab.id, protectedRanges }] };
  },
  createDeveloperMetadata: ({ developerMetadata: given }, workbook) => {
    const { location, metadataKey: key, metadataValue: value = '', visibility } = given;
    const tabId = location.sheetId === undefined ? null : apiTab(workbook, location.sheetId).id;
    const entry = { id: given.metadataId ?? newId(), key, value, visibility, tabId };
    return {
      operations: [{ type: 'addMetadata', entry }],
      reply: () => ({ createDeveloperMetadata: { developerMetadata: metadataView(entry) } }),
    };
  },
  deleteDeveloperMetadata: ({ dataFilter }, workbook) => {
    const found = workbook.metadata.filter((entry) => matchesLookup(entry, dataFilter.developerMetadataLookup));
    return {
      operations: found.map((entry): Operation => ({ type: 'removeMetadata', id: entry.id })),
      reply: () => ({ deleteDeveloperMetadata: { deletedDeveloperMetadata: found.map(metadataView) } }),
    };
  },
};

function resize(axis: 'Rows' | 'Columns', tabId: number, now: number, wanted = now): Operation[] {
  if (wanted > now) return [{ type: `insert${axis}`, tabId, at: now, count: wanted - now }];
  return wanted < now ? [{ type: `delete${axis}`, tabId, at: wanted, count: now - wanted }] : [];
}
