import type { BatchId, BatchRecord, Caller } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { ConflictError } from './errors.ts';
import { findBatch } from './find-batch.ts';
import { recount } from './recount.ts';
import { showSheet } from './show-sheet.ts';
import { wakeProvider } from './start-batch.ts';
import { audit } from './stop-batch.ts';

/** Goes on with a stopped or paused batch with its stored rows; whoever resumes pays from now on. */
export async function resumeBatch(
  deps: BatchDeps,
  caller: Caller,
  batchId: BatchId,
  options: { readonly budgetUsd?: number | null } = {},
): Promise<BatchRecord> {
  const batch = await findBatch(deps, caller, batchId);
  const { kind } = batch.state;
  if (kind === 'draft') throw new ConflictError('This batch has not been started.');
  if (kind === 'cancelled') throw new ConflictError('This batch was cancelled; start the rows anew instead.');
  if (kind === 'completed') throw new ConflictError('This batch is completed; nothing is left to resume.');
  for (const provider of batch.providers) await wakeProvider(deps, provider);
  await deps.store.wakeRows(batchId, ['budget', 'provider', 'credit', 'stopped']);
  const resumed = await deps.store.changeBatch(batchId, ['stopped', 'stopping', 'paused', 'running'], {
    state: { kind: 'running' },
    payer: caller.sub,
    open: true,
    samples: [],
    ...(options.budgetUsd === undefined ? {} : { budgetUsd: options.budgetUsd }),
  });
  if (resumed === null) return findBatch(deps, caller, batchId);
  await audit(deps, caller, 'resume', batchId, { budgetUsd: resumed.budgetUsd });
  const counted = await recount(deps, resumed);
  await deps.queue.add({ kind: 'tick', batchId });
  await showSheet(deps, counted);
  return counted;
}
