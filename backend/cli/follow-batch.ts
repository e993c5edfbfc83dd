import type { BatchDeps } from '../batches/deps.ts';
import { stopBatch } from '../batches/stop-batch.ts';
import { viewBatch } from '../batches/view-batch.ts';
import type { BatchRecord } from '../ports.ts';
import { LOCAL_CALLER } from './open-local.ts';
import type { ProgressLine } from './progress-line.ts';

const LOOK_MS = 200;

export interface Followed {
  readonly batch: BatchRecord;
  readonly interrupted: boolean;
}

/**
 * Shows progress until the batch has ended, stopped or paused. The first interrupt stops it: what is in flight
 * finishes and is kept; a second one leaves at once, and `resume` continues in both cases.
 */
export async function followBatch(deps: BatchDeps, started: BatchRecord, progress: ProgressLine): Promise<Followed> {
  let interrupts = 0;
  const interrupt = () => {
    interrupts += 1;
    if (interrupts > 1) process.exit(130);
    process.stderr.write('\nStopping: what is being made is finished and kept. Press Ctrl+C again to leave at once.\n');
    stopBatch(deps, LOCAL_CALLER, started.id).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    });
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    for (;;) {
      const batch = (await deps.store.getBatch(started.id)) ?? started;
      const view = viewBatch(batch);
      if (hasSettled(batch)) {
        progress.end(view);
        return { batch, interrupted: interrupts > 0 };
      }
      progress.show(view);
      await deps.clock.sleep(LOOK_MS);
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Nothing more will happen by itself. A paused batch may still have rows in flight. */
function hasSettled({ state, counts }: BatchRecord): boolean {
  switch (state.kind) {
    case 'completed':
    case 'cancelled':
    case 'stopped':
      return true;
    case 'paused':
      return counts.running === 0;
    default:
      return false;
  }
}
