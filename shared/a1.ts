/** `A`, `B` … `Z`, `AA` … for a 0-based column index. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** 0-based index of a column named by letters (any case); null where that is no column name. */
export function columnIndex(letters: string): number | null {
  if (!/^[A-Za-z]{1,6}$/.test(letters)) return null;
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** `B4` for row 4 (1-based) and column 1 (0-based). */
export function cellAddress(row: number, column: number): string {
  return columnLetters(column) + row;
}

export interface CellPlace {
  /** 1-based. */
  readonly row: number;
  /** 0-based. */
  readonly column: number;
}

/** Where `B4` or `$B$4` is; null where that is no cell address. */
export function parseCell(address: string): CellPlace | null {
  const match = /^\$?([A-Za-z]{1,6})\$?([1-9]\d{0,8})$/.exec(address);
  const column = match?.[1] === undefined ? null : columnIndex(match[1]);
  return match && column !== null ? { row: Number(match[2]), column } : null;
}

export interface RangePlace {
  readonly from: CellPlace;
  readonly to: CellPlace;
}

/** `A2:C10`, or `A2` where both corners are one cell. */
export function rangeAddress({ from, to }: RangePlace): string {
  const first = cellAddress(from.row, from.column);
  const last = cellAddress(to.row, to.column);
  return first === last ? first : `${first}:${last}`;
}

/** Where `A2:C10` is, its corners put in order; null where that is no range address. */
export function parseRange(address: string): RangePlace | null {
  const [first = '', last = first, ...rest] = address.split(':');
  const a = parseCell(first);
  const b = parseCell(last);
  if (!a || !b || rest.length > 0) return null;
  return {
    from: { row: Math.min(a.row, b.row), column: Math.min(a.column, b.column) },
    to: { row: Math.max(a.row, b.row), column: Math.max(a.column, b.column) },
  };
}

/** `2–5, 9, 11–12`: row numbers (any order) as people read them, at most `limit` ranges. */
export function rowRanges(numbers: readonly number[], limit = 20): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const number of sorted) {
    const last = ranges[ranges.length - 1];
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  const shown = ranges.slice(0, limit).map(([a, b]) => (a === b ? String(a) : `${a}–${b}`));
  return shown.join(', ') + (ranges.length > limit ? ` and ${ranges.length - limit} more` : '');
}
