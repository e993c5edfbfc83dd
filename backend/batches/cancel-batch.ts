import type { BatchId, BatchRecord, Caller } from '../ports.ts';
import { cancelRows } from './cancel-rows.ts';
import type { BatchDeps } from './deps.ts';
import { ConflictError } from './errors.ts';
import { findBatch, tabOf } from './find-batch.ts';
import { recount } from './recount.ts';
import { showSheet } from './show-sheet.ts';
import { audit } from './stop-batch.ts';

/** Ends a batch: what waits is cancelled, what is in flight finishes, its budget and its tab are free. */
export async function cancelBatch(deps: BatchDeps, caller: Caller, batchId: BatchId): Promise<BatchRecord> {
  const batch = await findBatch(deps, caller, batchId);
  if (batch.state.kind === 'draft') throw new ConflictError('This batch has not been started.');
  const cancelled = await deps.store.changeBatch(batchId, ['running', 'stopping', 'stopped', 'paused'], {
    state: { kind: 'cancelled' },
    finishedAt: deps.clock.now(),
    open: true,
  });
  if (cancelled === null) return findBatch(deps, caller, batchId);
  while ((await deps.store.unqueueRows(batchId, Number.MAX_SAFE_INTEGER)) >= 100);
  await cancelRows(deps, cancelled);
  if (!cancelled.preview) await deps.store.releaseTab(tabOf(cancelled), batchId);
  await audit(deps, caller, 'cancel', batchId);
  const counted = await recount(deps, cancelled);
  await deps.queue.add({ kind: 'tick', batchId });
  await showSheet(deps, counted);
  return counted;
}
