import type { Cell } from '../../shared/cell.ts';

type Range = GoogleAppsScript.Spreadsheet.Range;

/** What Sheets shows where a formula failed. Typed text that looks the same is damaged just as well. */
const ERROR_TEXT = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|ERROR!|SPILL!|CALC!)$/;

function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

/** One cell from what Sheets holds and what it shows. */
export function cellOf(value: unknown, shown: string): Cell {
  if (isDate(value)) return { kind: isTime(value, shown) ? 'time' : 'date', shown };
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = value === null || value === undefined ? '' : String(value);
  return ERROR_TEXT.test(text) ? { kind: 'error', shown: text } : text;
}

/** Sheets keeps a time of day as a moment of 30 December 1899; a duration such as 26:30 lies a few days later. */
function isTime(value: Date, shown: string): boolean {
  return value.getFullYear() < 1900 || (value.getFullYear() === 1900 && /^\d+:\d\d/.test(shown));
}

/** A cell's text: what the person sees. */
export function textOf(cell: Cell): string {
  return typeof cell === 'object' ? cell.shown : String(cell);
}

/**
 * Marks the cells that a merge swallowed. A merge has one value, in its first cell; the rows below would silently be
 * read as blank.
 */
export function markMerged(rows: Cell[][], merges: readonly Range[]): void {
  for (const merge of merges) {
    const top = merge.getRow() - 1;
    const left = merge.getColumn() - 1;
    const kept = rows[top]?.[left];
    const shown = kept === undefined ? '' : textOf(kept);
    for (let row = top; row < top + merge.getNumRows(); row++) {
      for (let column = left; column < left + merge.getNumColumns(); column++) {
        const line = rows[row];
        if (line && column < line.length && (row !== top || column !== left)) line[column] = { kind: 'merged', shown };
      }
    }
  }
}
