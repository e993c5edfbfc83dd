import type { BatchStore, LedgerEntry, LedgerKey } from '../../ports.ts';
import { type Database, marks, textOf } from './database.ts';

export type LedgerActions = Pick<BatchStore, 'ledgerByRow' | 'ledgerByFingerprint'>;

/** Writes ledger entries inside other statements. */
export interface LedgerTable {
  put(key: LedgerKey, entry: LedgerEntry): void;
  /** Only where nothing is known of the row, or this very batch left it unfinished before. */
  putHalfway(key: LedgerKey, entry: LedgerEntry): void;
  remove(key: LedgerKey, rowId: string): void;
}

export function ledgerTable({ db }: Database): LedgerTable {
  const put = db.prepare(`INSERT OR REPLACE INTO ledger (space, tab, row_id, fingerprint, batch_id, body)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const remove = db.prepare('DELETE FROM ledger WHERE space = ? AND tab = ? AND row_id = ?');
  const get = db.prepare('SELECT body FROM ledger WHERE space = ? AND tab = ? AND row_id = ?');
  const read = (key: LedgerKey, rowId: string): LedgerEntry | null => {
    const row = get.get(key.space, key.tab, rowId);
    return row === undefined ? null : (JSON.parse(textOf(row, 'body')) as LedgerEntry);
  };
  const putEntry = (key: LedgerKey, entry: LedgerEntry) => {
    const kept = entry.outcome === 'completed' ? entry : keepCompletion(entry, read(key, entry.rowId));
    put.run(key.space, key.tab, entry.rowId, entry.fingerprint, entry.batchId, JSON.stringify(kept));
  };
  return {
    put: putEntry,
    putHalfway(key, entry) {
      const known = read(key, entry.rowId);
      if (known === null || (known.batchId === entry.batchId && known.outcome !== 'completed')) putEntry(key, entry);
    },
    remove(key, rowId) {
      remove.run(key.space, key.tab, rowId);
    },
  };
}

/** A failure with other inputs does not forget what was completed before: those inputs may come back. */
function keepCompletion(entry: LedgerEntry, known: LedgerEntry | null): LedgerEntry {
  if (known === null || known.fingerprint === entry.fingerprint) {
    return known?.before === undefined ? entry : { ...entry, before: known.before };
  }
  if (known.outcome !== 'completed') return known.before === undefined ? entry : { ...entry, before: known.before };
  const { fingerprint, batchId, outputs, seed } = known;
  return { ...entry, before: { fingerprint, batchId, outputs, seed } };
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
