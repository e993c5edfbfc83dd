import type { LedgerEntry, RowRecord, RowRef } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { tabOf } from './find-batch.ts';

/** A claim that is not renewed ends after this long (ms); it is renewed at half of it. */
export const LEASE_MS = 60_000;

/** Somebody else has the row now, or the process stops: nothing more may be written for it. */
export class ClaimLostError extends Error {
  constructor() {
    super('The row was taken over.');
    this.name = 'ClaimLostError';
  }
}

/** The right to work on one row, kept alive while it is held. */
export interface Claim {
  readonly claimId: string;
  /** Aborts when the claim is lost or the process stops. */
  readonly signal: AbortSignal;
  /** Writes the row. Throws ClaimLostError if the claim does not hold any more. */
  save(row: RowRecord, entry?: LedgerEntry | null): Promise<void>;
  release(): void;
}

export function newClaim(deps: BatchDeps): { readonly claimId: string; readonly leaseUntil: number } {
  return { claimId: deps.random.id(), leaseUntil: deps.clock.now() + LEASE_MS };
}

/** Renews the lease of a claimed row until it is released. `tab`: where its ledger is; null for previews. */
export function holdClaim(
  deps: BatchDeps,
  ref: RowRef,
  claimId: string,
  tab: Parameters<typeof tabOf>[0] | null,
  stop?: AbortSignal,
): Claim {
  const lost = new AbortController();
  const done = new AbortController();
  const ended = AbortSignal.any([lost.signal, done.signal, ...(stop === undefined ? [] : [stop])]);
  const renew = async () => {
    while (!ended.aborted) {
      await deps.clock.sleep(LEASE_MS / 2, ended);
      if (!(await deps.store.renewLease(ref, claimId, deps.clock.now() + LEASE_MS))) lost.abort(new ClaimLostError());
    }
  };
  renew().catch((error: unknown) => {
    // Sleeping ends by an abort; anything else means that the lease may run out.
    if (!ended.aborted) lost.abort(error);
  });
  return {
    claimId,
    signal: stop === undefined ? lost.signal : AbortSignal.any([lost.signal, stop]),
    async save(row, entry) {
      const ledger = entry && tab !== null ? { key: tabOf(tab), entry } : undefined;
      if (!(await deps.store.saveClaimed(row, claimId, ledger))) throw new ClaimLostError();
    },
    release() {
      done.abort(new ClaimLostError());
    },
  };
}
