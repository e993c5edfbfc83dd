import type { BatchStore, LedgerEntry, LedgerKey } from '../../ports.ts';
import { type Database, marks, textOf } from './database.ts';

export type LedgerActions = Pick<BatchStore, 'ledgerByRow' | 'ledgerByFingerprint'>;

/** Writes ledger entries inside other statements. */
export interface LedgerTable {
  put(key: LedgerKey, entry: LedgerEntry): void;
  remove(key: LedgerKey, rowId: string): void;
}

export function ledgerTable({ db }: Database): LedgerTable {
  const put = db.prepare(`INSERT OR REPLACE INTO ledger (space, tab, row_id, fingerprint, batch_id, body)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const remove = db.prepare('DELETE FROM ledger WHERE space = ? AND tab = ? AND row_id = ?');
  return {
    put(key, entry) {
      put.run(key.space, key.tab, entry.rowId, entry.fingerprint, entry.batchId, JSON.stringify(entry));
    },
    remove(key, rowId) {
      remove.run(key.space, key.tab, rowId);
    },
  };
}

/** SQLite's limit on placeholders is far above this; it keeps one statement's time short. */
const AT_ONCE = 500;

export function ledgerActions({ db }: Database): LedgerActions {
  const find = (column: 'row_id' | 'fingerprint', key: LedgerKey, wanted: readonly string[]) => {
    const found: LedgerEntry[] = [];
    for (let i = 0; i < wanted.length; i += AT_ONCE) {
      const part = wanted.slice(i, i + AT_ONCE);
      const rows = db
        .prepare(`SELECT body FROM ledger WHERE space = ? AND tab = ? AND ${column} IN (${marks(part.length)})`)
        .all(key.space, key.tab, ...part);
      for (const row of rows) found.push(JSON.parse(textOf(row, 'body')) as LedgerEntry);
    }
    return found;
  };
  return {
    async ledgerByRow(key, rowIds) {
      return find('row_id', key, rowIds);
    },
    async ledgerByFingerprint(key, fingerprints) {
      return find('fingerprint', key, fingerprints);
    },
  };
}
