import type { RowFailure } from '../../shared/errors.ts';
import type { LedgerEntry, RowRecord } from '../ports.ts';

const CANCELLED: RowFailure = { code: 'internal', message: 'The batch was cancelled before this row was finished.' };

/**
 * What the tab's ledger keeps of a row that has ended; null where it says nothing that counts. A row that was cancelled
 * half-way keeps what it has: the next batch makes only what is missing.
 */
export function ledgerEntryOf(row: RowRecord): LedgerEntry | null {
  const { state } = row;
  const halfway = state.kind === 'cancelled' && row.outputs.some((one) => one.version === row.version);
  if (row.plan === null || (state.kind !== 'completed' && state.kind !== 'failed' && !halfway)) return null;
  const failure = state.kind === 'failed' ? state.failure : halfway ? CANCELLED : null;
  return {
    rowId: row.rowId,
    fingerprint: row.fingerprint,
    outcome: failure === null ? 'completed' : failure.code === 'in_doubt' ? 'in_doubt' : 'failed',
    batchId: row.batchId,
    outputs: row.outputs.filter((one) => one.version === row.version),
    seed: row.seed,
    failure,
  };
}
