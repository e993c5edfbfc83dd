import type { BatchRecord } from '../ports.ts';
import { failed, MAX_CLAIMS } from './decide-outcome.ts';
import type { BatchDeps } from './deps.ts';
import { ClaimLostError, holdClaim, newClaim } from './hold-claim.ts';
import { ledgerEntryOf } from './note-ledger.ts';
import { withNeed } from './row-need.ts';
import { recoverOutputs } from './run-row.ts';

const AT_ONCE = 100;
/** A queued row whose task has not come for this long is queued anew (ms). */
const LOST_TASK_MS = 15 * 60_000;

/** Takes back rows whose process died (their lease ran out) and rows whose task was lost. */
export async function takeBackRows(deps: BatchDeps, batch: BatchRecord): Promise<void> {
  const now = deps.clock.now();
  for (const row of await deps.store.expiredRows(batch.id, now, AT_ONCE)) {
    const granted = newClaim(deps);
    const taken = await deps.store.takeOverRow(row, now, granted);
    if (taken === null) continue;
    const claim = holdClaim(deps, taken, granted.claimId, batch.preview ? null : batch);
    try {
      const recovered = await recoverOutputs(deps, taken, claim);
      if (recovered === null) continue;
      const next =
        recovered.claims > MAX_CLAIMS
          ? failed(recovered, {
              code: 'internal',
              message: 'Rowshot stopped in the middle of this row again and again.',
            })
          : ({ ...recovered, state: { kind: 'waiting', reason: 'retry', notBefore: 0, message: '' } } as const);
      await claim.save(withNeed(next), ledgerEntryOf(next));
    } catch (error) {
      if (!(error instanceof ClaimLostError)) throw error;
    } finally {
      claim.release();
    }
  }
  if (batch.state.kind === 'running') await deps.store.unqueueRows(batch.id, now - LOST_TASK_MS);
}
