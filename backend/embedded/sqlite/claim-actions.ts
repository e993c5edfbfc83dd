import type { BatchStore, RowRecord } from '../../ports.ts';
import { type Database, numberOf } from './database.ts';
import type { LedgerTable } from './ledger-actions.ts';
import { ROW_COLUMNS, ROW_TABLES, type RowTable } from './row-table.ts';

export type ClaimActions = Pick<
  BatchStore,
  'claimRow' | 'takeOverRow' | 'renewLease' | 'saveClaimed' | 'expiredRows' | 'expireLeases'
>;

export function claimActions({ db, write, writeSoon }: Database, rows: RowTable, ledger: LedgerTable): ClaimActions {
  const renew = db.prepare(`UPDATE rows SET lease_until = ? WHERE batch_id = ? AND row_id = ? AND kind = 'running'
    AND json_extract(live, '$.state.claimId') = ?`);
  const expired = db.prepare(`SELECT ${ROW_COLUMNS} FROM ${ROW_TABLES}
    WHERE r.batch_id = ? AND r.kind = 'running' AND r.lease_until < ? LIMIT ?`);
  const expireAll = db.prepare("UPDATE rows SET lease_until = 0 WHERE kind = 'running'");
  const loseQueue = db.prepare("UPDATE rows SET queued_at = 0 WHERE kind = 'queued'");
  const held = db.prepare(`SELECT json_extract(live, '$.state.claimId') = ? AS ours FROM rows
    WHERE batch_id = ? AND row_id = ? AND kind = 'running'`);

  const claimed = (row: RowRecord, claim: { readonly claimId: string; readonly leaseUntil: number }) =>
    rows.put({ ...row, state: { kind: 'running', ...claim }, claims: row.claims + 1 }, null);

  return {
    // A claim that a killed process loses leaves the row queued; nothing was sent for it yet.
    claimRow(ref, run, claim) {
      return writeSoon(() => {
        const row = rows.get(ref.batchId, ref.rowId);
        return row?.state.kind === 'queued' && row.run === run ? claimed(row, claim) : null;
      });
    },
    takeOverRow(ref, now, claim) {
      return write(() => {
        const row = rows.get(ref.batchId, ref.rowId);
        return row?.state.kind === 'running' && row.state.leaseUntil < now ? claimed(row, claim) : null;
      });
    },
    renewLease(ref, claimId, leaseUntil) {
      return writeSoon(() => Number(renew.run(leaseUntil, ref.batchId, ref.rowId, claimId).changes) > 0);
    },
    saveClaimed(row, claimId, entry) {
      // An output is found again by its file, so noting it may be lost; that a call is out, or how it ended, may not.
      const save = row.calling === null && row.state.kind !== 'failed' ? writeSoon : write;
      return save(() => {
        if (numberOf(held.get(claimId, row.batchId, row.rowId), 'ours') !== 1) return false;
        rows.put(row, null);
        if (entry !== undefined) ledger.put(entry.key, entry.entry);
        return true;
      });
    },
    async expiredRows(batchId, now, limit) {
      return expired.all(batchId, now, limit).map(rows.decode);
    },
    expireLeases() {
      return write(() => {
        expireAll.run();
        loseQueue.run();
      });
    },
  };
}
