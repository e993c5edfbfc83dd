import type { Readable } from 'node:stream';
import type { BatchId, RowId } from './records.ts';

export type * from './batch-store.ts';
export type * from './records.ts';

/** The clock that all domain code reads; milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Bytes by key. A key is written once: `create` answers false where it exists already. */
export interface FileStore {
  create(key: string, bytes: Uint8Array, meta: FileMeta): Promise<boolean>;
  /** Streams into a new key; nothing is visible under it before the last byte is safe. */
  createFrom(key: string, source: Readable, meta: FileMeta): Promise<{ readonly bytes: number }>;
  /** null where there is none. */
  stat(key: string): Promise<(FileMeta & { readonly bytes: number }) | null>;
  read(key: string): Promise<Uint8Array>;
  open(key: string, range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  list(prefix: string): AsyncIterable<string>;
  deleteAll(prefix: string): Promise<number>;
}

export interface FileMeta {
  readonly mediaType: string;
  /** Small facts kept with the bytes (cost, seed, provider id), so that a re-run can adopt them. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A hint that something is to be done; the store decides what. */
export type Task =
  | {
      readonly kind: 'row';
      readonly provider: string;
      readonly batchId: BatchId;
      readonly rowId: RowId;
      readonly run: number;
      /** The window of queued rows is half used up when this one runs: ask for a tick. */
      readonly refill?: true;
    }
  | { readonly kind: 'tick'; readonly batchId: BatchId }
  | {
      readonly kind: 'pump';
      readonly spreadsheetId: string /** Reconcile every row, not only the dirty ones. */;
      readonly full?: true;
    }
  | { readonly kind: 'export'; readonly exportId: string };

export interface TaskQueue {
  /** At most once per `name`; a repeated name is silently the same task. `at`: not before (epoch ms). */
  add(task: Task, options?: { readonly name?: string; readonly at?: number }): Promise<void>;
}

// ---- The sheet ----------------------------------------------------------------------------------------------------

/** What was entered into a cell; blank is `''`. Text is always literal: only `formula` is ever evaluated. */
export type SheetValue = string | number | boolean | { readonly formula: string };

export interface SheetCell {
  readonly value: SheetValue;
  /** As people see it. */
  readonly shown: string;
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
