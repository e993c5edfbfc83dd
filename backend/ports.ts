import type { Readable } from 'node:stream';
import type { Cell } from '../shared/cell.ts';
import type { RowFailure } from '../shared/errors.ts';
import type { RowPlan } from '../shared/row-plan.ts';
import type { BatchSettings } from '../shared/settings.ts';
import type { BatchState, RowCounts, RowState, Scope } from '../shared/states.ts';
import type { TemplateId } from '../shared/template.ts';

/** Whose batches these are: a proved spreadsheet (`sheet:ID`), one person's (`private:SUB:ID`) or the command line's (`local`). */
export type SpaceId = string & { readonly __space?: never };
export type BatchId = string & { readonly __batch?: never };
export type RowId = string & { readonly __row?: never };

/** Who is asking, after the token was verified. */
export interface Caller {
  readonly sub: string;
  readonly email: string;
  readonly space: SpaceId;
  /** null on the command line. */
  readonly spreadsheetId: string | null;
  /** Edit access was proved, so the backend may read and write the sheet. */
  readonly proved: boolean;
}

export interface BatchRecord {
  readonly id: BatchId;
  readonly space: SpaceId;
  readonly spreadsheetId: string | null;
  readonly tab: string;
  readonly tabTitle: string;
  readonly name: string;
  readonly preview: boolean;
  readonly template: TemplateId;
  readonly settings: BatchSettings;
  readonly scope: Scope;
  readonly header: readonly Cell[];
  readonly headerRow: number;
  readonly ownColumns: readonly number[];
  readonly budgetUsd: number | null;
  readonly state: BatchState;
  /** Who pays: whoever last pressed Start, Resume or Retry. */
  readonly payer: string;
  readonly startedBy: string;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly counts: RowCounts;
  readonly images: number;
  readonly spentUsd: number;
  readonly reservedUsd: number;
  readonly inDoubtUsd: number;
  /** Raised to revoke result links. */
  readonly linkVersion: number;
  readonly rev: number;
}

/** One stored output; its file never changes once it is there. */
export interface OutputRecord {
  readonly n: number;
  readonly version: number;
  readonly kind: 'image' | 'text';
  /** Key in the file store; null for a text. */
  readonly file: string | null;
  readonly text: string;
  /** Fixed at Start (`_v2` … for later versions). */
  readonly name: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly costUsd: number;
  readonly seed: number | null;
  readonly model: string;
  readonly promptSent: string;
  readonly warnings: readonly string[];
  readonly storedAt: number;
}

/** Recorded before a paid call leaves, removed with its outcome: what is found here after a crash is in doubt. */
export interface Calling {
  readonly outputs: readonly number[];
  readonly claimId: string;
  readonly jobId: string | null;
}

export interface RowRecord {
  readonly batchId: BatchId;
  readonly rowId: RowId;
  /** Its number when the batch started, for names and the manifest. */
  readonly number: number;
  readonly key: string | null;
  readonly cells: readonly Cell[];
  readonly inputs: Readonly<Record<string, string>>;
  /** null: the row has errors; its state is failed, bad_input. */
  readonly plan: RowPlan | null;
  readonly fingerprint: string;
  readonly state: RowState;
  /** Raised whenever the row becomes queued, so that a stale delivery is recognised. */
  readonly run: number;
  /** Engine outcomes so far (≤ 5) and claims without an outcome (≤ 10). */
  readonly tries: number;
  readonly claims: number;
  readonly calling: Calling | null;
  readonly version: number;
  readonly seed: number | null;
  /** Base names of the outputs, without extension, in the order of the plan; fixed at Start. */
  readonly names: readonly string[];
  readonly outputs: readonly OutputRecord[];
  readonly failure: RowFailure | null;
  readonly warnings: readonly string[];
  readonly costUsd: number;
  readonly reservedUsd: number;
  /** Joined unchanged: outputs are those of an earlier batch. */
  readonly reused: boolean;
  readonly rev: number;
  /** The sheet has not been told of this rev yet. */
  readonly dirty: boolean;
}

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
    }
  | { readonly kind: 'tick'; readonly batchId: BatchId }
  | { readonly kind: 'pump'; readonly spreadsheetId: string }
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
