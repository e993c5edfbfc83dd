import type { Readable } from 'node:stream';
import type { BatchId, RowId } from './records.ts';

export type * from './batch-store.ts';
export type * from './records.ts';
export * from './sheets-api.ts';

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
      /** Nothing waited behind it when it was queued: ask for a tick once it is done, so that the end is seen at once. */
      readonly ends?: true;
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
