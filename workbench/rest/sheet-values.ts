import { parseA1, quoteTabTitle, rangeAddress, resolveA1 } from '../workbook/a1.ts';
import { displayText } from '../workbook/display.ts';
import {
  type Cell,
  type CellPatch,
  cellAt,
  contentSize,
  type GridRange,
  isCellError,
  type Tab,
  type Workbook,
} from '../workbook/model.ts';
import type { Operation } from '../workbook/operation.ts';
import { parseEntry } from '../workbook/parse-entry.ts';
import { GoogleError } from './google-error.ts';

export type ValueRange = {
  readonly range: string;
  readonly majorDimension: 'ROWS' | 'COLUMNS';
  readonly values?: readonly (readonly unknown[])[];
};
export type Render = 'FORMATTED_VALUE' | 'UNFORMATTED_VALUE' | 'FORMULA';
export type Scalar = string | number | boolean | null;
export type Place = { readonly tab: Tab; readonly range: GridRange };

/** The tab and range of an A1 text; without a tab it is the first one's. @throws GoogleError 400 */
export function placeOf(workbook: Workbook, address: string): Place {
  const named = workbook.tabs.find((one) => one.title === address || `'${one.title.replace(/'/g, "''")}'` === address);
  const parsed = named ? null : parseA1(address);
  const tab =
    named ?? (parsed?.tabTitle == null ? workbook.tabs[0] : workbook.tabs.find((one) => one.title === parsed.tabTitle));
  if (!tab || (!parsed && !named)) throw new GoogleError('INVALID_ARGUMENT', `Unable to parse range: ${address}`);
  const all = { startRow: 0, endRow: tab.rowCount, startColumn: 0, endColumn: tab.columnCount };
  const range = parsed ? resolveA1(parsed, tab.rowCount, tab.columnCount) : all;
  if (!range) {
    throw new GoogleError(
      'INVALID_ARGUMENT',
      `Range (${address}) exceeds grid limits. Max rows: ${tab.rowCount}, max columns: ${tab.columnCount}`,
    );
  }
  return { tab, range };
}

export function addressOf({ tab, range }: Place): string {
  return `${quoteTabTitle(tab.title)}!${rangeAddress(range)}`;
}

function rendered(cell: Cell | null, render: Render): Scalar {
  if (!cell) return '';
  if (render === 'FORMATTED_VALUE') return displayText(cell);
  if (render === 'FORMULA' && cell.formula !== undefined) return cell.formula;
  const value = cell.value ?? '';
  return isCellError(value) ? value.error : value;
}

/** `values.get`: what a range holds, without the empty cells and rows at its end. */
export function readRange(place: Place, render: Render, majorDimension: 'ROWS' | 'COLUMNS'): ValueRange {
  const { tab, range } = place;
  const size = contentSize(tab);
  const rows: Scalar[][] = [];
  for (let row = range.startRow; row < Math.min(range.endRow, size.rows); row++) {
    const line: Scalar[] = [];
    for (let column = range.startColumn; column < Math.min(range.endColumn, size.columns); column++) {
      line.push(rendered(cellAt(tab, row, column), render));
    }
    rows.push(line);
  }
  const values = withoutEmptyEnd(majorDimension === 'ROWS' ? rows : transposed(rows));
  return { range: addressOf(place), majorDimension, ...(values.length > 0 ? { values } : {}) };
}

function withoutEmptyEnd(lines: readonly (readonly Scalar[])[]): Scalar[][] {
  const cut = lines.map((line) => {
    let end = line.length;
    while (end > 0 && line[end - 1] === '') end--;
    return line.slice(0, end);
  });
  while (cut.length > 0 && cut.at(-1)?.length === 0) cut.pop();
  return cut;
}

export function transposed<T>(lines: readonly (readonly T[])[]): T[][] {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  return Array.from({ length: width }, (_, column) =>
    lines.flatMap((line) => (column < line.length ? line.slice(column, column + 1) : [])),
  );
}

/** The operation that writes values: null skips a cell, `""` clears it; RAW keeps texts, USER_ENTERED reads them. */
export function writeRange(
  { tab, range }: Place,
  values: readonly (readonly Scalar[])[],
  input: 'RAW' | 'USER_ENTERED',
): Extract<Operation, { type: 'setCells' }> {
  const height = range.endRow - range.startRow;
  const width = range.endColumn - range.startColumn;
  const single = height === 1 && width === 1;
  if (!single && (values.length > height || values.some((line) => line.length > width))) {
    throw new GoogleError(
      'INVALID_ARGUMENT',
      `Requested writing within range [${addressOf({ tab, range })}], but tried writing outside it.`,
    );
  }
  const year = new Date().getFullYear();
  const patches = values.map((line, i) =>
    line.map((value, j): CellPatch | null => {
      if (value === null) return null;
      const format = cellAt(tab, range.startRow + i, range.startColumn + j)?.numberFormat;
      if (input === 'USER_ENTERED' && typeof value === 'string') return parseEntry(value, format, year);
      return { value, formula: null, link: null, runs: null, image: null };
    }),
  );
  return { type: 'setCells', tabId: tab.id, row: range.startRow, column: range.startColumn, patches };
}

/** Where `values.append` writes: below the last row with content in the range's columns. */
export function appendPlace(
  { tab, range }: Place,
  rows: number,
  columns: number,
): { readonly place: Place; readonly missingRows: number } {
  let last = range.startRow;
  for (let row = range.startRow; row < tab.rows.length; row++) {
    for (let column = range.startColumn; column < range.endColumn; column++) {
      if (rendered(cellAt(tab, row, column), 'FORMULA') !== '') last = row + 1;
    }
  }
  const startColumn = range.startColumn;
  return {
    place: { tab, range: { startRow: last, endRow: last + rows, startColumn, endColumn: startColumn + columns } },
    missingRows: Math.max(0, last + rows - tab.rowCount),
  };
}
