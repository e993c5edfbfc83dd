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
  /** At least as high as the rev of any of its rows. */
  readonly rev: number;
  /** Drawn with the draft; rows without a seed of their own get theirs from it, the same at every start of this draft. */
  readonly seedBase: number;
  /** Providers that its rows need, fixed at Start and extended by retries. */
  readonly providers: readonly string[];
  /** A tick still has something to do: rows to run or to take back, money to settle, an end to write. */
  readonly open: boolean;
  /** A retry is about to bring rows: until then (epoch ms) the batch does not end for want of them. */
  readonly keepOpenUntil: number;
  /** When the counts were last taken (epoch ms), and how many rows had ended at recent moments, oldest first. */
  readonly countedAt: number;
  readonly samples: readonly ProgressSample[];
}

export interface ProgressSample {
  readonly at: number;
  readonly ended: number;
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
  /** What its outputs cost in this batch, all versions. */
  readonly costUsd: number;
  /** Held for it in the budgets of `payer` and the batch; set at admission, given back by the tick. */
  readonly reservedUsd: number;
  /** Of `costUsd`: already in the budgets. */
  readonly settledUsd: number;
  /** Calls that may have been charged; they count against the budgets. */
  readonly inDoubtUsd: number;
  /** Of `inDoubtUsd`: already in the budgets. */
  readonly settledInDoubtUsd: number;
  /** Who pays for the reservation, and its UTC month (`2026-11`); `''` before the first admission. */
  readonly payer: string;
  readonly month: string;
  /** Provider of the next missing output, else of the last one; `''` where there is no plan. */
  readonly provider: string;
  /** Upper bound for all that is missing, USD. */
  readonly needUsd: number;
  /** The row's pictures as they were fetched, kept with the batch, in the order of the plan's sources; null: not yet. */
  readonly inputFiles: readonly InputFile[] | null;
  /** Joined unchanged: outputs are those of an earlier batch. */
  readonly reused: boolean;
  readonly rev: number;
  /** The sheet has not been told of this rev yet. */
  readonly dirty: boolean;
}

/** A source picture kept with its batch. */
export interface InputFile {
  /** Key in the file store, by content. */
  readonly key: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly name: string;
}

/** What is known of a row of a tab from the last batch that ran it. */
export interface LedgerEntry {
  readonly rowId: RowId;
  readonly fingerprint: string;
  readonly outcome: 'completed' | 'failed' | 'in_doubt';
  readonly batchId: BatchId;
  /** The current version's outputs; of a failed row those that were finished. */
  readonly outputs: readonly OutputRecord[];
  readonly seed: number | null;
  readonly failure: RowFailure | null;
  /** The last completion, where other inputs have failed since; kept by the store. */
  readonly before?: Pick<LedgerEntry, 'fingerprint' | 'batchId' | 'outputs' | 'seed'>;
}
