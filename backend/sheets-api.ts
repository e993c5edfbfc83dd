/** What was entered into a cell; blank is `''`. Text is always literal: only `formula` is ever evaluated. */
export type SheetValue = string | number | boolean | { readonly formula: string };

export interface SheetCell {
  readonly value: SheetValue;
  /** As people see it. */
  readonly shown: string;
  /** What a formula came to; absent for everything else. */
  readonly result?: string | number | boolean;
  /** Set where a number is shown as a date or a time. */
  readonly temporal?: 'date' | 'time';
  /** Link on the whole cell; null: none. */
  readonly link: string | null;
  readonly note: string;
}

/** Rows are 1-based, columns 0-based, all inclusive; what lies outside the grid reads as blank. */
export interface SheetRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** `cells[0][0]` is the range's first cell; rows and columns past the last filled cell may be missing. */
export interface SheetBlock {
  readonly range: SheetRange;
  readonly cells: readonly (readonly SheetCell[])[];
}

export interface SheetReading {
  readonly title: string;
  readonly rowCount: number;
  readonly columnCount: number;
  /** In the order of the ranges asked for. */
  readonly blocks: readonly SheetBlock[];
}

export type SheetWrite =
  | {
      readonly kind: 'cell';
      readonly row: number;
      readonly column: number;
      readonly value: SheetValue;
      /** null removes a link. */
      readonly link: string | null;
      /** Absent: the note stays. */
      readonly note?: string;
    }
  | { readonly kind: 'append_columns'; readonly count: number }
  | { readonly kind: 'hide_column'; readonly column: number };

/**
 * `gone`: no such spreadsheet or tab; `forbidden`: our account may not read or write it; `rate`: too many requests
 * (already retried); `bad_range`: a part of the write is refused (protected, outside the grid); `refused`: the request
 * as a whole; `unavailable`: Google has trouble.
 */
export type SheetsErrorKind = 'gone' | 'forbidden' | 'rate' | 'bad_range' | 'refused' | 'unavailable';

/** Thrown by every SheetsApi; never carries a cell's content. */
export class SheetsError extends Error {
  readonly kind: SheetsErrorKind;
  constructor(kind: SheetsErrorKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'SheetsError';
    this.kind = kind;
  }
}

/** One spreadsheet service, with our own account. All methods throw SheetsError. */
export interface SheetsApi {
  /** Values of the document's developer metadata of that key, for the proof of edit access. */
  findMetadata(spreadsheetId: string, key: string): Promise<readonly string[]>;
  read(spreadsheetId: string, tab: string, ranges: readonly SheetRange[]): Promise<SheetReading>;
  /**
   * All writes at once, atomically, or none. `answer` are ranges to be read in the same instant, right after the write.
   */
  write(
    spreadsheetId: string,
    tab: string,
    writes: readonly SheetWrite[],
    answer: readonly SheetRange[],
  ): Promise<SheetReading>;
}
