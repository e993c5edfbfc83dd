import type { GridRange } from '../../workbook/model.ts';
import { Exception } from './bridge.ts';

/** What is behind a Range object of the script. Indexes are zero-based. */
export type RangeInternals = { readonly tabId: number; readonly range: GridRange };

const internals = new WeakMap<object, RangeInternals>();

export function rememberRange(range: object, what: RangeInternals): void {
  internals.set(range, what);
}

/** @throws Exception where the value is no Range */
export function internalsOf(value: unknown, method: string): RangeInternals {
  const found = typeof value === 'object' && value !== null ? internals.get(value) : undefined;
  if (!found) throw new Exception(`The parameters don't match the method signature for ${method}.`);
  return found;
}

export function heightOf(range: GridRange): number {
  return range.endRow - range.startRow;
}

export function widthOf(range: GridRange): number {
  return range.endColumn - range.startColumn;
}

/** Checks that a two-dimensional array has the range's size, in Google's words. */
export function checkSize(data: unknown, range: GridRange): readonly (readonly unknown[])[] {
  if (!Array.isArray(data) || !data.every(Array.isArray)) {
    throw new Exception('The parameters must be a two-dimensional array of values.');
  }
  const height = heightOf(range);
  const width = widthOf(range);
  if (data.length !== height) {
    throw new Exception(
      `The number of rows in the data does not match the number of rows in the range. The data has ${data.length} but the range has ${height}.`,
    );
  }
  for (const line of data) {
    if (line.length === width) continue;
    throw new Exception(
      `The number of columns in the data does not match the number of columns in the range. The data has ${line.length} but the range has ${width}.`,
    );
  }
  return data;
}

/** An array of the range's size, filled by a function of the place in it. */
export function filled<T>(range: GridRange, make: (row: number, column: number) => T): T[][] {
  const height = heightOf(range);
  const width = widthOf(range);
  return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_, column) => make(row, column)));
}
