import type { BatchId, BatchRecord, Caller } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { ConflictError } from './errors.ts';
import { findBatch } from './find-batch.ts';
import { recount } from './recount.ts';
import { showSheet } from './show-sheet.ts';

/** Nothing new is begun from now on; what is in flight finishes. Stopping twice is stopping once. */
export async function stopBatch(deps: BatchDeps, caller: Caller, batchId: BatchId): Promise<BatchRecord> {
  const batch = await findBatch(deps, caller, batchId);
  const stopping = await deps.store.changeBatch(batchId, ['running'], { state: { kind: 'stopping' }, open: true });
  if (stopping === null) {
    if (batch.state.kind === 'draft') throw new ConflictError('This batch has not been started.');
    return findBatch(deps, caller, batchId);
  }
  while ((await deps.store.unqueueRows(batchId, Number.MAX_SAFE_INTEGER)) >= 100);
  await audit(deps, caller, 'stop', batchId);
  const counted = await recount(deps, stopping);
  await deps.queue.add({ kind: 'tick', batchId });
  await showSheet(deps, counted);
  return counted;
}

/** Notes who did what to a batch. */
export async function audit(
  deps: BatchDeps,
  caller: Caller,
  action: string,
  subject: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { sub, space } = caller;
  await deps.store.appendAudit({ at: deps.clock.now(), sub, space, action, subject, detail: JSON.stringify(detail) });
}
