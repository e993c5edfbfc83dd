import type { BatchId, BatchRecord, Caller, LedgerKey } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { ConflictError, NotFoundError } from './errors.ts';

/** The caller's batch. Throws NotFoundError where there is none in the caller's space. */
export async function findBatch(deps: BatchDeps, caller: Caller, batchId: BatchId): Promise<BatchRecord> {
  const batch = await deps.store.getBatch(batchId);
  if (batch === null || batch.space !== caller.space) {
    throw new NotFoundError('There is no such batch in this spreadsheet; it may have been deleted.');
  }
  return batch;
}

export function tabOf(batch: Pick<BatchRecord, 'space' | 'tab'>): LedgerKey {
  return { space: batch.space, tab: batch.tab };
}

/** A draft is forgotten after this long (ms). */
export const DRAFT_LIFE_MS = 24 * 60 * 60 * 1000;

/** Makes this batch the tab's unfinished one. Throws ConflictError naming the batch that is in the way. */
export async function takeTab(deps: BatchDeps, batch: BatchRecord): Promise<void> {
  if (batch.preview) return;
  const other = await deps.store.takeTab(tabOf(batch), batch.id, deps.clock.now() - DRAFT_LIFE_MS);
  if (other === null) return;
  const since = new Date(other.startedAt ?? other.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  const what = other.state.kind === 'draft' ? 'is being started' : wordOf(other);
  throw new ConflictError(
    `“${other.name}” on this tab ${what} since ${since} UTC, started by ${other.startedBy || 'somebody else'}. Wait for it to end, or cancel it.`,
  );
}

function wordOf(batch: BatchRecord): string {
  if (batch.state.kind === 'stopped') return 'is stopped; it was running';
  return batch.state.kind === 'paused' ? 'is paused; it was running' : 'is running';
}
