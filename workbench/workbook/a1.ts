import type { GridRange } from './model.ts';

/** `0` → `A`, `26` → `AA`. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** `A` → `0`; case does not matter. */
export function columnIndex(name: string): number {
  let index = 0;
  for (const letter of name.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** A zero-based cell's address, such as `C4`. */
export function cellAddress(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** A range's address without its tab: `B2`, `B2:D9`. */
export function rangeAddress(range: GridRange): string {
  const first = cellAddress(range.startRow, range.startColumn);
  const last = cellAddress(
    Math.max(range.startRow, range.endRow - 1),
    Math.max(range.startColumn, range.endColumn - 1),
  );
  return first === last ? first : `${first}:${last}`;
}

/** The tab's name as A1 text needs it: quoted unless it is a plain word. */
export function quoteTabTitle(title: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(title) && !/^[A-Za-z]{1,3}\d+$/.test(title)
    ? title
    : `'${title.replace(/'/g, "''")}'`;
}

/** An A1 text taken apart. Null edges are open (`A:C`, `2:5`, a tab alone). */
export type ParsedA1 = {
  readonly tabTitle: string | null;
  readonly startRow: number | null;
  readonly endRow: number | null;
  readonly startColumn: number | null;
  readonly endColumn: number | null;
};

const CORNERS = /^\$?([A-Za-z]{1,3})?\$?(\d+)?(?::\$?([A-Za-z]{1,3})?\$?(\d+)?)?$/;

/** Takes an A1 text apart: `B2`, `B2:D9`, `B:B`, `3:4`, `Tab!B2`, `'A tab'!B2:C`, `Tab!`. Null when it is none. */
export function parseA1(text: string): ParsedA1 | null {
  const withTab = /^(?:'((?:[^']|'')*)'|([^'!]+))!(.*)$/s.exec(text);
  const tabTitle = withTab ? (withTab[1]?.replace(/''/g, "'") ?? withTab[2] ?? '') : null;
  const rest = (withTab ? (withTab[3] ?? '') : text).trim();
  if (rest === '')
    return tabTitle === null ? null : { tabTitle, startRow: null, endRow: null, startColumn: null, endColumn: null };
  const match = CORNERS.exec(rest);
  if (!match) return null;
  const [, column1, row1, column2, row2] = match;
  const hasSecond = rest.includes(':');
  if (column1 === undefined && row1 === undefined) return null;
  if (hasSecond && column2 === undefined && row2 === undefined) return null;
  if (!hasSecond && (column1 === undefined || row1 === undefined)) return null;
  const rows = [row1, hasSecond ? row2 : row1].map((row) => (row === undefined ? null : Number(row) - 1));
  const columns = [column1, hasSecond ? column2 : column1].map((name) =>
    name === undefined ? null : columnIndex(name),
  );
  const [startRow, endRow] = span(rows[0] ?? null, rows[1] ?? null);
  const [startColumn, endColumn] = span(columns[0] ?? null, columns[1] ?? null);
  if (startRow !== null && startRow < 0) return null;
  return { tabTitle, startRow, endRow, startColumn, endColumn };
}

function span(first: number | null, last: number | null): [number | null, number | null] {
  if (first !== null && last !== null) return [Math.min(first, last), Math.max(first, last) + 1];
  return [first, last === null ? null : last + 1];
}

/** The parsed range in a grid of that size, cut off at its edges; null where it lies outside. */
export function resolveA1(parsed: ParsedA1, rowCount: number, columnCount: number): GridRange | null {
  const startRow = parsed.startRow ?? 0;
  const startColumn = parsed.startColumn ?? 0;
  if (startRow >= rowCount || startColumn >= columnCount) return null;
  return {
    startRow,
    startColumn,
    endRow: Math.min(parsed.endRow ?? rowCount, rowCount),
    endColumn: Math.min(parsed.endColumn ?? columnCount, columnCount),
  };
}
