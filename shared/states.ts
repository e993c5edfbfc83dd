import type { RowFailure } from './errors.ts';

/** A batch as it is stored. `draft` is not shown; `finishing` is shown as running. */
export type BatchState =
  | { readonly kind: 'draft' }
  | { readonly kind: 'running' }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'paused'; readonly reason: PauseReason; readonly message: string }
  | { readonly kind: 'finishing' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'cancelled' };

export type PauseReason = 'budget' | 'credit' | 'provider';

/** Why a row waits; the reason is shown, the state is one. */
export type WaitReason = 'new' | 'stopped' | 'budget' | 'retry' | 'next_step' | 'provider' | 'credit';

export type RowState =
  | { readonly kind: 'waiting'; readonly reason: WaitReason; readonly notBefore: number; readonly message: string }
  | { readonly kind: 'queued' }
  | { readonly kind: 'running'; readonly claimId: string; readonly leaseUntil: number }
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed'; readonly failure: RowFailure }
  | { readonly kind: 'cancelled' };

/** The words people see. */
export type ShownRowStatus =
  | 'queued'
  | 'in progress'
  | 'completed'
  | 'failed'
  | 'stopped'
  | 'waiting for budget'
  | 'cancelled';
export type ShownBatchStatus = 'running' | 'stopping' | 'stopped' | 'paused' | 'completed' | 'cancelled';

/** How a row of the sheet stands to what the store already has for it. */
export type RowClass = 'new' | 'changed' | 'failed' | 'unchanged' | 'in_doubt';

/** Which rows a start takes; `auto` is new, changed and failed rows, with unchanged ones joined as completed. */
export type Scope =
  | { readonly kind: 'auto' }
  | { readonly kind: 'all' }
  | { readonly kind: 'first'; readonly count: number }
  | { readonly kind: 'selected'; readonly rowIds: readonly string[] };

export interface RowCounts {
  readonly total: number;
  readonly queued: number;
  readonly running: number;
  readonly completed: number;
  readonly failed: number;
  readonly stopped: number;
  readonly waitingForBudget: number;
  readonly cancelled: number;
  /** Of the completed: joined unchanged, nothing was run for them. */
  readonly reused: number;
  /** Of the failed: may have been charged. */
  readonly inDoubt: number;
}
