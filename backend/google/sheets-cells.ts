import type { sheets_v4 } from '@googleapis/sheets';
import type { SheetBlock, SheetCell, SheetRange, SheetReading, SheetValue, SheetWrite } from '../ports.ts';

/** Fields of a cell that a reading needs. */
export const CELL_FIELDS =
  'userEnteredValue,effectiveValue,formattedValue,hyperlink,note,effectiveFormat.numberFormat.type';

/** One grid cell as our port says it. */
export function readCell(data: sheets_v4.Schema$CellData): SheetCell {
  const entered = data.userEnteredValue ?? {};
  const value: SheetValue =
    typeof entered.formulaValue === 'string'
      ? { formula: entered.formulaValue }
      : // An error without a formula, as imported files have it, is known by what it shows.
        (plain(entered) ?? (entered.errorValue ? data.formattedValue : null) ?? '');
  const result = typeof value === 'object' ? plain(data.effectiveValue ?? {}) : undefined;
  const format = data.effectiveFormat?.numberFormat?.type;
  const isNumber = typeof (typeof value === 'object' ? result : value) === 'number';
  return {
    value,
    shown: data.formattedValue ?? (typeof value === 'object' ? '' : String(value)),
    link: data.hyperlink ?? null,
    note: data.note ?? '',
    ...(result === undefined ? {} : { result }),
    ...(isNumber && (format === 'DATE' || format === 'DATE_TIME') ? { temporal: 'date' as const } : {}),
    ...(isNumber && format === 'TIME' ? { temporal: 'time' as const } : {}),
  };
}

function plain(value: sheets_v4.Schema$ExtendedValue): string | number | boolean | undefined {
  return value.stringValue ?? value.numberValue ?? value.boolValue ?? undefined;
}

/** The blocks of one sheet of an answer, in the order of the ranges asked for. */
export function readSheet(sheet: sheets_v4.Schema$Sheet, ranges: readonly SheetRange[]): SheetReading {
  const { title, gridProperties } = sheet.properties ?? {};
  const blocks = ranges.map((range, index): SheetBlock => {
    const data = sheet.data?.[index];
    const cells = (data?.rowData ?? []).map((row) => (row.values ?? []).map(readCell));
    return { range, cells };
  });
  return {
    title: title ?? '',
    rowCount: gridProperties?.rowCount ?? 0,
    columnCount: gridProperties?.columnCount ?? 0,
    blocks,
  };
}

/** `'Tab''s name'!A1:C5`. Rows 1-based, columns 0-based, inclusive. */
export function rangeName(title: string, range: SheetRange): string {
  const from = `${columnName(range.firstColumn)}${range.firstRow}`;
  return `'${title.replace(/'/g, "''")}'!${from}:${columnName(range.lastColumn)}${range.lastRow}`;
}

function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
}

/** The part of a range that lies inside a grid; ranges outside of it shrink to the grid's last cell. */
export function clampRange(range: SheetRange, rowCount: number, columnCount: number): SheetRange {
  const row = (n: number) => Math.max(1, Math.min(n, rowCount));
  const column = (n: number) => Math.max(0, Math.min(n, columnCount - 1));
  return {
    firstRow: row(range.firstRow),
    lastRow: row(range.lastRow),
    firstColumn: column(range.firstColumn),
    lastColumn: column(range.lastColumn),
  };
}

/** Our writes as Google's requests; neighbouring cells of a row travel together. */
export function writeRequests(sheetId: number, writes: readonly SheetWrite[]): sheets_v4.Schema$Request[] {
  const requests: sheets_v4.Schema$Request[] = [];
  let open: { row: number; next: number; note: boolean; values: sheets_v4.Schema$CellData[] } | null = null;
  for (const write of writes) {
    if (write.kind === 'append_columns') {
      open = null;
      requests.push({ appendDimension: { sheetId, dimension: 'COLUMNS', length: write.count } });
    } else if (write.kind === 'hide_column') {
      open = null;
      requests.push({
        updateDimensionProperties: {
          range: { sheetId, dimension: 'COLUMNS', startIndex: write.column, endIndex: write.column + 1 },
          properties: { hiddenByUser: true },
          fields: 'hiddenByUser',
        },
      });
    } else {
      const note = write.note !== undefined;
      if (open && open.row === write.row && open.next === write.column && open.note === note) {
        open.values.push(cellData(write));
        open.next += 1;
        continue;
      }
      const values = [cellData(write)];
      open = { row: write.row, next: write.column + 1, note, values };
      requests.push({
        updateCells: {
          start: { sheetId, rowIndex: write.row - 1, columnIndex: write.column },
          rows: [{ values }],
          fields: `userEnteredValue,userEnteredFormat.textFormat.link${note ? ',note' : ''}`,
        },
      });
    }
  }
  return requests;
}

function cellData(write: Extract<SheetWrite, { kind: 'cell' }>): sheets_v4.Schema$CellData {
  return {
    ...(write.value === '' ? {} : { userEnteredValue: enteredValue(write.value) }),
    ...(write.link === null ? {} : { userEnteredFormat: { textFormat: { link: { uri: write.link } } } }),
    ...(write.note === undefined ? {} : { note: write.note }),
  };
}

function enteredValue(value: SheetValue): sheets_v4.Schema$ExtendedValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'number':
      return { numberValue: value };
    case 'boolean':
      return { boolValue: value };
    default:
      return { formulaValue: value.formula };
  }
}
