import type { BatchRecord } from '../ports.ts';
import { countRows } from './count-rows.ts';
import type { BatchDeps } from './deps.ts';

/** Progress is remembered for this long, to tell the rate (ms). */
const RATE_WINDOW_MS = 60_000;
/** About one a second, so that the record stays small. */
const MOST_SAMPLES = 61;

/** Takes the counts anew and writes them to the batch; answers it as it is now. */
export async function recount(deps: BatchDeps, batch: BatchRecord): Promise<BatchRecord> {
  const tallies = await deps.store.tallyRows(batch.id);
  const now = deps.clock.now();
  const counts = countRows(tallies, batch.state);
  const ended = counts.completed + counts.failed - counts.reused;
  const samples = [...batch.samples.filter((one) => one.at > now - RATE_WINDOW_MS), { at: now, ended }];
  const change = {
    counts,
    images: tallies.reduce((sum, one) => sum + one.images, 0),
    countedAt: now,
    samples: samples.slice(-MOST_SAMPLES),
  };
  return (await deps.store.changeBatch(batch.id, [batch.state.kind], change)) ?? { ...batch, ...change };
}
