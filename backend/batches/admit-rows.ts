import type { BatchRecord, Task } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { monthOf } from './money.ts';

/** Rows of one admission, one transaction. */
const CHUNK = 100;
/** Seconds of a provider's work that its window holds. */
const WINDOW_SECONDS = 5;
/** Even for a slow provider a few rows wait in its queue. */
const LEAST_WINDOW = 32;
const MOST_WINDOW = 4000;
/** A provider without any success for this long, beyond the delay that it announced, is given up (ms). */
export const PATIENCE_MS = 5 * 60_000;

export interface Admitted {
  readonly rows: number;
  /** The budget that kept rows waiting. */
  readonly blockedBy: 'batch' | 'month' | null;
}

/**
 * Fills each provider's window of queued rows, shared evenly among the batches that want it, so that a stop takes effect
 * at once and one person's many rows don't bury another's few.
 */
export async function admitRows(deps: BatchDeps, batch: BatchRecord): Promise<Admitted> {
  let rows = 0;
  let blockedBy: Admitted['blockedBy'] = null;
  const now = deps.clock.now();
  const [depths, open] = await Promise.all([deps.store.queueDepths(), deps.store.openBatches()]);
  for (const provider of batch.providers) {
    const health = await deps.store.providerState(provider);
    if (health.halted !== null || health.pausedUntil > now) continue;
    if (health.troubleSince !== null && now > health.troubleSince + PATIENCE_MS + health.announcedMs) {
      await deps.store.notePause(provider, {
        now,
        until: 0,
        announcedMs: 0,
        halt: 'provider',
        message: health.message,
      });
      continue;
    }
    const rivals = open.filter((one) => one.state.kind === 'running' && one.providers.includes(provider)).length;
    const queued = depths.find((one) => one.provider === provider && one.batchId === batch.id)?.rows ?? 0;
    const share = Math.ceil(windowOf(deps, provider, batch) / Math.max(1, rivals));
    let free = share - queued;
    while (free > 0) {
      const result = await deps.store.admitRows(batch.id, {
        provider,
        limit: Math.min(CHUNK, free),
        now,
        payer: batch.payer,
        month: monthOf(now),
        monthCapUsd: deps.monthCapUsd,
      });
      blockedBy ??= result.blockedBy;
      const wanted = Math.min(CHUNK, free);
      const all = result.admitted.length + result.blocked < wanted;
      await enqueue(deps, batch, provider, result.admitted, all);
      rows += result.admitted.length;
      free -= result.admitted.length;
      if (all) break;
    }
  }
  return { rows, blockedBy };
}

function windowOf(deps: BatchDeps, provider: string, batch: BatchRecord): number {
  const known = deps.catalogue.providers.find((one) => one.id === provider);
  const perSecond = known?.callsPerMinute ? known.callsPerMinute / 60 : rowsPerSecond(batch);
  const wanted = Math.max(4 * (known?.concurrency ?? 4), LEAST_WINDOW, WINDOW_SECONDS * perSecond);
  return Math.min(MOST_WINDOW, Math.ceil(wanted));
}

/** Rows that ended a second, of late; 0 while unknown. */
export function rowsPerSecond(batch: BatchRecord): number {
  const first = batch.samples[0];
  const last = batch.samples.at(-1);
  if (first === undefined || last === undefined || last.at <= first.at) return 0;
  return Math.max(0, ((last.ended - first.ended) * 1000) / (last.at - first.at));
}

async function enqueue(
  deps: BatchDeps,
  batch: BatchRecord,
  provider: string,
  rows: readonly { readonly rowId: string; readonly run: number }[],
  all: boolean,
): Promise<void> {
  const half = Math.floor(rows.length / 2);
  await Promise.all(
    rows.map(({ rowId, run }, index) => {
      const task: Task = {
        kind: 'row',
        provider,
        batchId: batch.id,
        rowId,
        run,
        ...(index === half && !all ? { refill: true as const } : {}),
        ...(index === rows.length - 1 && all ? { ends: true as const } : {}),
      };
      return deps.queue.add(task, { name: `${batch.id}-${rowId}-${run}` });
    }),
  );
}
