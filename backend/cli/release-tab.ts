import { cancelBatch } from '../batches/cancel-batch.ts';
import type { BatchDeps } from '../batches/deps.ts';
import { tickBatch } from '../batches/tick-batch.ts';
import type { BatchRecord } from '../ports.ts';
import { LOCAL_CALLER, LOCAL_SPACE } from './open-local.ts';

const LOOK_BACK = 1000;
const LOOK_MS = 20;
const ENDED = new Set<BatchRecord['state']['kind']>(['completed', 'cancelled', 'draft']);

/**
 * Ends what an earlier run of the same tab left unfinished. That run's process is gone, or the data folder could not
 * have been opened; what it finished is known to the ledger and is not made again.
 */
export async function releaseTab(deps: BatchDeps, tab: string): Promise<void> {
  const batches = await deps.store.listBatches(LOCAL_SPACE, LOOK_BACK);
  for (const batch of batches) {
    if (batch.tab !== tab || batch.preview || ENDED.has(batch.state.kind)) continue;
    await cancelBatch(deps, LOCAL_CALLER, batch.id);
    // Rows that were being worked on when the process died are taken back, with what they had stored.
    while ((await deps.store.getBatch(batch.id))?.open) {
      await tickBatch(deps, batch.id);
      await deps.clock.sleep(LOOK_MS);
    }
  }
}
