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

/** The blocks of one sheet of an answer, in the order of the ranges asked for (`asked`: the grid as it was then). */
export function readSheet(sheet: sheets_v4.Schema$Sheet, ranges: readonly SheetRange[], asked: GridSize): SheetReading {
  const { title, gridProperties } = sheet.properties ?? {};
  const now = { rowCount: gridProperties?.rowCount ?? 0, columnCount: gridProperties?.columnCount ?? 0 };
  const blocks = ranges.map((wanted, index): SheetBlock => {
    const range = coveredRange(wanted, asked, now);
    const data = sheet.data?.[index];
    const cells = (data?.rowData ?? []).map((row) => (row.values ?? []).map(readCell));
    return { range, cells };
  });
  return {
    title: title ?? '',
    ...now,
    blocks,
  };
}

/** Size of a tab's grid. */
export interface GridSize {
  readonly rowCount: number;
  readonly columnCount: number;
}

/**
 * A range as Google is asked for it, with the grid as it was last seen: `'Tab''s name'!A1:C5`. What reaches the grid's
 * last row or column is asked for without an end (`A1:C`, `1:5`, the tab's name alone), so that rows and columns which
 * were put in meanwhile are in the answer too.
 */
export function rangeName(title: string, range: SheetRange, grid: GridSize): string {
  const tab = `'${title.replace(/'/g, "''")}'`;
  const inside = clampRange(range, grid.rowCount, grid.columnCount);
  const open = openEnds(range, grid);
  if (open.rows && open.columns) return tab;
  if (open.columns) return `${tab}!${inside.firstRow}:${inside.lastRow}`;
  const to = `${columnName(inside.lastColumn)}${open.rows ? '' : inside.lastRow}`;
  return `${tab}!${columnName(inside.firstColumn)}${inside.firstRow}:${to}`;
}

/** What the answer to {@link rangeName} covers, in the grid as the answer has it. */
export function coveredRange(range: SheetRange, asked: GridSize, now: GridSize): SheetRange {
  const inside = clampRange(range, asked.rowCount, asked.columnCount);
  const open = openEnds(range, asked);
  return {
    ...inside,
    lastRow: open.rows ? Math.max(range.lastRow, now.rowCount) : inside.lastRow,
    lastColumn: open.columns ? Math.max(range.lastColumn, now.columnCount - 1) : inside.lastColumn,
  };
}

function openEnds(range: SheetRange, grid: GridSize): { readonly rows: boolean; readonly columns: boolean } {
  const columns = range.firstColumn === 0 && range.lastColumn >= grid.columnCount - 1;
  // There is no name for all columns from some row on.
  return { columns, rows: range.lastRow >= grid.rowCount && (!columns || range.firstRow === 1) };
}

function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
}

/** The part of a range that lies inside a grid; ranges outside of it shrink to the grid's last cell. */
function clampRange(range: SheetRange, rowCount: number, columnCount: number): SheetRange {
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
