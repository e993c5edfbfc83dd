import type { BatchId, BatchRecord } from '../ports.ts';
import { admitRows } from './admit-rows.ts';
import { concludeBatch } from './conclude-batch.ts';
import type { BatchDeps } from './deps.ts';
import { recount } from './recount.ts';
import { showChanges } from './show-sheet.ts';
import { takeBackRows } from './take-back-rows.ts';

const TICK_MS = 2000;
/** Near the end the turns come closer, so that nobody waits for it (ms and rows). */
const LAST_TICK_MS = 500;
const LAST_ROWS = 10;
const TICK_LEASE_MS = 30_000;
/** Counts are taken at most this often (ms). */
const COUNT_MS = 1000;

/**
 * One turn of a batch, under a lease on it: takes back lost rows, settles money, queues rows, takes the counts, sees the
 * end. Asks for the next turn itself; safe to repeat at any time.
 */
export async function tickBatch(deps: BatchDeps, batchId: BatchId): Promise<void> {
  const { store, clock, queue } = deps;
  const holder = deps.random.id();
  const lease = `tick:${batchId}`;
  const now = clock.now();
  if (!(await store.takeLease(lease, holder, now, now + TICK_LEASE_MS))) {
    await queue.add({ kind: 'tick', batchId }, { at: now + TICK_MS });
    return;
  }
  try {
    const batch = await store.getBatch(batchId);
    if (batch === null || !batch.open) return;
    const goesOn = await turn(deps, batch);
    if (!goesOn) return;
    const { queued, running } = batch.counts;
    const pause = queued + running <= LAST_ROWS ? LAST_TICK_MS : TICK_MS;
    await queue.add({ kind: 'tick', batchId }, { at: clock.now() + pause });
  } finally {
    await store.releaseLease(lease, holder);
  }
}

/** Answers whether the batch needs another turn. */
async function turn(deps: BatchDeps, given: BatchRecord): Promise<boolean> {
  const { store } = deps;
  await takeBackRows(deps, given);
  while ((await store.settleRows(given.id)) >= 100);
  if (given.state.kind === 'stopping' || given.state.kind === 'cancelled') {
    while ((await store.unqueueRows(given.id, Number.MAX_SAFE_INTEGER)) >= 100);
  }
  const admitted = given.state.kind === 'running' ? await admitRows(deps, given) : { rows: 0, blockedBy: null };
  const due = deps.clock.now() - given.countedAt >= COUNT_MS;
  // While rows are being queued the end is not near: the counts can wait for their time.
  if (!due && admitted.rows > 0) return true;
  const batch = await recount(deps, (await store.getBatch(given.id)) ?? given);
  await showChanges(deps, batch);
  return concludeBatch(deps, batch, admitted.blockedBy);
}
