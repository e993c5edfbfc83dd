import type { LedgerEntry, RowRecord } from '../ports.ts';

/** What the tab's ledger keeps of a row that has ended; null where it says nothing that counts. */
export function ledgerEntryOf(row: RowRecord): LedgerEntry | null {
  const { state } = row;
  if (row.plan === null || (state.kind !== 'completed' && state.kind !== 'failed')) return null;
  const failure = state.kind === 'failed' ? state.failure : null;
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
