import type { Permissions } from '../workbook/document.ts';
import { hiddenByFilter } from '../workbook/filtered-rows.ts';
import { contentSize, type DeveloperMetadata, type GridRange, type Tab, type Workbook } from '../workbook/model.ts';
import { cellView } from './cell-view.ts';
import { applyFieldMask, below, type FieldMask } from './field-mask.ts';

export type ViewOptions = {
  /** Ranges to show cells of; empty: all. A tab without any is left out when ranges are given. */
  readonly ranges: readonly { readonly tabId: number; readonly range: GridRange }[];
  readonly includeGridData: boolean;
  readonly mask: FieldMask | null;
  readonly url: string;
};

/** The Sheets API's Spreadsheet. With a mask, cells are there when it names them, whatever `includeGridData` says. */
export function spreadsheetView(workbook: Workbook, permissions: Permissions, options: ViewOptions): unknown {
  const { mask, ranges } = options;
  const sheetsMask = below(mask, 'sheets');
  const dataMask = below(sheetsMask, 'data');
  const withData = mask === null ? options.includeGridData : dataMask !== undefined;
  const tabs =
    ranges.length === 0 ? workbook.tabs : workbook.tabs.filter((tab) => ranges.some((one) => one.tabId === tab.id));
  const sheets = tabs.map((tab) => {
    const head = applyFieldMask(sheetView(workbook, tab, permissions), sheetsMask ?? null);
    if (!withData || typeof head !== 'object') return head;
    const own = ranges.filter((one) => one.tabId === tab.id).map((one) => one.range);
    const all = { startRow: 0, endRow: tab.rowCount, startColumn: 0, endColumn: tab.columnCount };
    return { ...head, data: (own.length === 0 ? [all] : own).map((range) => gridData(tab, range, dataMask ?? null)) };
  });
  const whole = {
    spreadsheetId: workbook.id,
    properties: spreadsheetProperties(workbook),
    spreadsheetUrl: options.url,
    ...(workbook.metadata.some((entry) => entry.tabId === null)
      ? { developerMetadata: workbook.metadata.filter((entry) => entry.tabId === null).map(metadataView) }
      : {}),
  };
  const rest = applyFieldMask(whole, mask);
  return sheetsMask === undefined || typeof rest !== 'object' ? rest : { ...rest, sheets };
}

export function spreadsheetProperties({ title, locale, timeZone }: Workbook): object {
  return { title, locale, autoRecalc: 'ON_CHANGE', timeZone };
}

export function metadataView(entry: DeveloperMetadata): object {
  return {
    metadataId: entry.id,
    metadataKey: entry.key,
    metadataValue: entry.value,
    location:
      entry.tabId === null
        ? { locationType: 'SPREADSHEET', spreadsheet: true }
        : { locationType: 'SHEET', sheetId: entry.tabId },
    visibility: entry.visibility,
  };
}

export function sheetProperties(workbook: Workbook, tab: Tab): object {
  return {
    sheetId: tab.id,
    title: tab.title,
    index: workbook.tabs.indexOf(tab),
    sheetType: 'GRID',
    gridProperties: {
      rowCount: tab.rowCount,
      columnCount: tab.columnCount,
      ...(tab.frozenRows > 0 ? { frozenRowCount: tab.frozenRows } : {}),
      ...(tab.frozenColumns > 0 ? { frozenColumnCount: tab.frozenColumns } : {}),
    },
    ...(tab.hidden ? { hidden: true } : {}),
  };
}

export function gridRangeView(tabId: number, range: GridRange): object {
  return {
    sheetId: tabId,
    startRowIndex: range.startRow,
    endRowIndex: range.endRow,
    startColumnIndex: range.startColumn,
    endColumnIndex: range.endColumn,
  };
}

function sheetView(workbook: Workbook, tab: Tab, permissions: Permissions): object {
  const metadata = workbook.metadata.filter((entry) => entry.tabId === tab.id);
  return {
    properties: sheetProperties(workbook, tab),
    ...(tab.merges.length > 0 ? { merges: tab.merges.map((merge) => gridRangeView(tab.id, merge)) } : {}),
    ...(tab.filter
      ? {
          basicFilter: {
            range: gridRangeView(tab.id, tab.filter.range),
            criteria: Object.fromEntries(
              Object.entries(tab.filter.hiddenValues).map(([column, hiddenValues]) => [column, { hiddenValues }]),
            ),
          },
        }
      : {}),
    ...(tab.protectedRanges.length > 0
      ? {
          protectedRanges: tab.protectedRanges.map((entry) => ({
            protectedRangeId: entry.id,
            range: entry.range ? gridRangeView(tab.id, entry.range) : { sheetId: tab.id },
            description: entry.description,
            warningOnly: entry.warningOnly,
            editors: { users: [permissions.owner, ...entry.editors] },
          })),
        }
      : {}),
    ...(metadata.length > 0 ? { developerMetadata: metadata.map(metadataView) } : {}),
  };
}

/** Cells of a range. Empty rows at the end and empty cells at a row's end are left out, as Google does. */
function gridData(tab: Tab, range: GridRange, mask: FieldMask | null): object {
  const valuesMask = below(below(mask, 'rowData'), 'values');
  const wants = (name: string) => below(mask, name) !== undefined;
  const data: { [name: string]: unknown } = {};
  if (range.startRow > 0 && wants('startRow')) data.startRow = range.startRow;
  if (range.startColumn > 0 && wants('startColumn')) data.startColumn = range.startColumn;
  if (valuesMask !== undefined) {
    const rows: object[] = [];
    let filled = 0;
    const size = contentSize(tab);
    const end = Math.min(range.endRow, Math.max(tab.rows.length, size.rows));
    for (let row = range.startRow; row < end; row++) {
      const cells = tab.rows[row]?.cells ?? [];
      const last = Math.min(range.endColumn, cells.length);
      const values: unknown[] = [];
      let used = 0;
      for (let column = range.startColumn; column < last; column++) {
        const view = applyFieldMask(cellView(cells[column] ?? null, valuesMask), valuesMask);
        values.push(view);
        if (typeof view === 'object' && view !== null && Object.keys(view).length > 0) used = values.length;
      }
      rows.push(used > 0 ? { values: values.slice(0, used) } : {});
      if (used > 0) filled = rows.length;
    }
    if (filled > 0) data.rowData = rows.slice(0, filled);
  }
  if (mask !== null && wants('rowMetadata'))
    data.rowMetadata = rowMetadata(tab, range, below(mask, 'rowMetadata') ?? null);
  if (mask !== null && wants('columnMetadata'))
    data.columnMetadata = columnMetadata(tab, range, below(mask, 'columnMetadata') ?? null);
  return data;
}

function rowMetadata(tab: Tab, range: GridRange, mask: FieldMask | null): unknown[] {
  return Array.from({ length: range.endRow - range.startRow }, (_, i) => {
    const row = tab.rows[range.startRow + i];
    const byFilter = hiddenByFilter(tab, range.startRow + i);
    const look = {
      pixelSize: row?.height ?? 21,
      ...(row?.hidden ? { hiddenByUser: true } : {}),
      ...(byFilter ? { hiddenByFilter: true } : {}),
    };
    return applyFieldMask(look, mask);
  });
}

function columnMetadata(tab: Tab, range: GridRange, mask: FieldMask | null): unknown[] {
  return Array.from({ length: range.endColumn - range.startColumn }, (_, i) => {
    const column = tab.columns[range.startColumn + i];
    return applyFieldMask({ pixelSize: column?.width ?? 100, ...(column?.hidden ? { hiddenByUser: true } : {}) }, mask);
  });
}
