import type { BatchDeps } from './deps.ts';
import { DRAFT_LIFE_MS } from './find-batch.ts';

/** Asks for a turn of every batch that has something to do: at start-up, and each minute in case a tick was lost. */
export async function continueBatches(deps: BatchDeps): Promise<void> {
  for (const batch of await deps.store.openBatches()) await deps.queue.add({ kind: 'tick', batchId: batch.id });
}

/** Forgets drafts that nobody started. */
export async function deleteOldDrafts(deps: BatchDeps): Promise<void> {
  for (const id of await deps.store.oldDrafts(deps.clock.now() - DRAFT_LIFE_MS)) await deps.store.deleteBatch(id);
}
