import type { BatchState, RowState } from '../shared/states.ts';
import type { TemplateId } from '../shared/template.ts';
import type { BatchId, BatchRecord, LedgerEntry, OutputRecord, RowId, RowRecord, SpaceId } from './records.ts';
import type { SideStore } from './side-store.ts';

/** One row, by name. */
export interface RowRef {
  readonly batchId: BatchId;
  readonly rowId: RowId;
}

/** One chunk of a draft as it was sent. */
export interface DraftChunk {
  readonly chunk: number;
  readonly digest: string;
  /** JSON of DraftRow[]. */
  readonly rows: string;
}

/** Where the ledger of a tab is kept. */
export interface LedgerKey {
  readonly space: SpaceId;
  readonly tab: string;
}

/** Rows of a batch that are alike, counted together. */
export interface RowTally {
  readonly kind: RowState['kind'];
  /** Why they wait; `''` for rows that do not. */
  readonly reason: string;
  readonly provider: string;
  readonly reused: boolean;
  readonly inDoubt: boolean;
  readonly rows: number;
  readonly images: number;
  /** Earliest `notBefore` of waiting rows. */
  readonly nextAt: number;
}

export interface Admission {
  readonly provider: string;
  /** ≤ 100. */
  readonly limit: number;
  readonly now: number;
  readonly payer: string;
  /** UTC month, `2026-11`. */
  readonly month: string;
  readonly monthCapUsd: number | null;
}

export interface AdmissionResult {
  readonly admitted: readonly { readonly rowId: RowId; readonly run: number }[];
  /** Ready rows that the budgets did not allow; they now wait with reason budget. */
  readonly blocked: number;
  readonly blockedBy: 'batch' | 'month' | null;
}

export interface Budget {
  readonly spentUsd: number;
  readonly reservedUsd: number;
  readonly inDoubtUsd: number;
}

/** How a provider fares, shared by all batches. */
export interface ProviderState {
  /** Epoch ms; 0: not paused. */
  readonly pausedUntil: number;
  /** Since when nothing has succeeded; null: all is well. */
  readonly troubleSince: number | null;
  /** The longest delay that it asked for in this trouble, ms. */
  readonly announcedMs: number;
  /** Its rows do not run until somebody resumes. */
  readonly halted: 'provider' | 'credit' | null;
  /** The last trouble, for people. */
  readonly message: string;
}

/** `before` is an opaque place in the list; newest first. */
export interface OutputFilter {
  readonly batchId?: BatchId;
  readonly template?: TemplateId;
  readonly status?: 'completed' | 'failed';
}

export interface ListedOutput {
  readonly batch: BatchRecord;
  readonly row: RowRecord;
  readonly output: OutputRecord;
}

export interface OutputPage {
  readonly outputs: readonly ListedOutput[];
  /** Pass as `before` to go on; null: that was all. */
  readonly next: string | null;
}

/**
 * The truth about batches and rows. Every operation is one atomic step, and is safe on disk when its promise resolves.
 * Admission, claims, leases and completed work may become safe a moment later, but never before what came before them:
 * a killed process then does them again, and nothing was paid in between. Hot are the operations on a row alone; budgets
 * and counts are touched by ticks only.
 */
export interface BatchStore extends SideStore {
  /** Writes a new draft, or replaces a draft of the same id and space. False: the id is taken by something else. */
  putDraft(draft: BatchRecord): Promise<boolean>;
  putChunk(batchId: BatchId, chunk: DraftChunk): Promise<void>;
  /** All chunks in order. */
  readDraft(batchId: BatchId): Promise<readonly DraftChunk[]>;
  /**
   * Holds the tab for this batch; null: it is ours now. Otherwise the unfinished batch that has it. A batch that has
   * ended, is gone, or is a draft older than `draftsSince` holds nothing.
   */
  takeTab(key: LedgerKey, batchId: BatchId, draftsSince: number): Promise<BatchRecord | null>;
  /** Gives the tab back if this batch has it. */
  releaseTab(key: LedgerKey, batchId: BatchId): Promise<void>;

  getBatch(batchId: BatchId): Promise<BatchRecord | null>;
  /** Newest first, without drafts. */
  listBatches(space: SpaceId, limit: number): Promise<readonly BatchRecord[]>;
  /** Batches for which a tick has something to do, in every space. */
  openBatches(): Promise<readonly BatchRecord[]>;
  /** Changes a batch only if it is in one of the states; answers it as it is now, or null if it was not. */
  changeBatch(
    batchId: BatchId,
    from: readonly BatchState['kind'][],
    change: Partial<BatchRecord>,
  ): Promise<BatchRecord | null>;
  /** Removes batch, rows, draft and its ledger entries; files are the caller's. */
  deleteBatch(batchId: BatchId): Promise<void>;
  /** Ids of drafts created before that moment. */
  oldDrafts(createdBefore: number): Promise<readonly BatchId[]>;

  /** Adds rows that are not there yet, with their ledger entries (`from`: the entry's former id, removed). ≤ 500. */
  insertRows(
    rows: readonly RowRecord[],
    ledger: { readonly key: LedgerKey; readonly entries: readonly (LedgerEntry & { readonly from?: RowId })[] } | null,
  ): Promise<void>;
  getRow(ref: RowRef): Promise<RowRecord | null>;
  /** In row order. `after`: row number of the last one seen; `kinds`: only rows in these states. */
  listRows(
    batchId: BatchId,
    page: { readonly after: number; readonly limit: number; readonly kinds?: readonly RowState['kind'][] },
  ): Promise<readonly RowRecord[]>;
  /** By rev, lowest first. */
  rowsChangedSince(batchId: BatchId, rev: number, limit: number): Promise<readonly RowRecord[]>;
  /** Writes rows whose rev is still the one given; answers how many were. Marks them dirty. ≤ 100. */
  replaceRows(
    rows: readonly RowRecord[],
    /** Entries of rows that were left half-way; one never takes the place of what another batch knows of its row. */
    halfway?: { readonly key: LedgerKey; readonly entries: readonly LedgerEntry[] },
  ): Promise<number>;

  /** queued with this `run` → running; null: this delivery is stale. */
  claimRow(
    ref: RowRef,
    run: number,
    claim: { readonly claimId: string; readonly leaseUntil: number },
  ): Promise<RowRecord | null>;
  /** running with a lease that ran out before `now` → running under the new claim. */
  takeOverRow(
    ref: RowRef,
    now: number,
    claim: { readonly claimId: string; readonly leaseUntil: number },
  ): Promise<RowRecord | null>;
  renewLease(ref: RowRef, claimId: string, leaseUntil: number): Promise<boolean>;
  /** Writes the row if the claim still holds, and its ledger entry with it. False: the lease was lost. */
  saveClaimed(
    row: RowRecord,
    claimId: string,
    ledger?: { readonly key: LedgerKey; readonly entry: LedgerEntry },
  ): Promise<boolean>;

  /** Reserves and queues rows that are ready, in row order. */
  admitRows(batchId: BatchId, admission: Admission): Promise<AdmissionResult>;
  /** Brings budgets up to date for ≤ 100 rows that are not running; answers how many it settled. */
  settleRows(batchId: BatchId): Promise<number>;
  /** queued → waiting (nothing else changes); ≤ 100; answers how many. */
  unqueueRows(batchId: BatchId, queuedBefore: number): Promise<number>;
  /** Rows of the batch that are running with a lease that ran out. */
  expiredRows(batchId: BatchId, now: number, limit: number): Promise<readonly RowRecord[]>;
  /** Lets waiting rows with one of the reasons be admitted at once. */
  wakeRows(batchId: BatchId, reasons: readonly string[]): Promise<void>;
  /** Ends every lease: only where it is certain that no other process lives. */
  expireLeases(): Promise<void>;
  tallyRows(batchId: BatchId): Promise<readonly RowTally[]>;
  /** Rows queued at each provider, by batch. */
  queueDepths(): Promise<readonly { readonly provider: string; readonly batchId: BatchId; readonly rows: number }[]>;

  monthBudget(payer: string, month: string): Promise<Budget>;
  providerState(provider: string): Promise<ProviderState>;
  /** Notes trouble: pausedUntil and announcedMs only grow, the first trouble's moment stays. */
  notePause(
    provider: string,
    pause: {
      readonly now: number;
      readonly until: number;
      readonly announcedMs: number;
      readonly halt: 'provider' | 'credit' | null;
      readonly message: string;
    },
  ): Promise<void>;
  clearPause(provider: string): Promise<void>;

  /** Entries of these row ids. */
  ledgerByRow(key: LedgerKey, rowIds: readonly RowId[]): Promise<readonly LedgerEntry[]>;
  /** Entries with these fingerprints, whatever their ids. */
  ledgerByFingerprint(key: LedgerKey, fingerprints: readonly string[]): Promise<readonly LedgerEntry[]>;

  /** Rows that the sheet has not been told of, with the batch and tab they belong to. */
  dirtyRows(
    spreadsheetId: string,
    limit: number,
  ): Promise<readonly { readonly batch: BatchRecord; readonly row: RowRecord }[]>;
  /** Clears `dirty` only where the rev is unchanged. */
  clearDirty(
    rows: readonly { readonly batchId: BatchId; readonly rowId: RowId; readonly rev: number }[],
  ): Promise<void>;

  /** Newest first; `before` as answered. */
  listOutputs(
    space: SpaceId,
    filter: OutputFilter,
    page: { readonly before: string | null; readonly limit: number },
  ): Promise<OutputPage>;
  /** The newest row that holds this file. */
  rowByLink(fileKey: string): Promise<ListedOutput | null>;
  /** Of these files those that some row still holds. */
  filesInUse(fileKeys: readonly string[]): Promise<readonly string[]>;
}
