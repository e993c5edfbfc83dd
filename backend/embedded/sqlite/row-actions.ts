import type { BatchStore } from '../../ports.ts';
import type { BatchTable } from './batch-actions.ts';
import { type Database, marks, numberOf } from './database.ts';
import type { LedgerTable } from './ledger-actions.ts';
import { ROW_COLUMNS, ROW_TABLES, type RowTable } from './row-table.ts';

export type RowActions = Pick<
  BatchStore,
  'insertRows' | 'getRow' | 'listRows' | 'rowsChangedSince' | 'replaceRows' | 'dirtyRows' | 'clearDirty'
>;

export function rowActions(
  { db, write }: Database,
  tables: { readonly batches: BatchTable; readonly rows: RowTable; readonly ledger: LedgerTable },
): RowActions {
  const { batches, rows, ledger } = tables;
  const select = `SELECT ${ROW_COLUMNS} FROM ${ROW_TABLES}`;
  const page = db.prepare(`${select} WHERE r.batch_id = ? AND r.number > ? ORDER BY r.number LIMIT ?`);
  const changed = db.prepare(`${select} WHERE r.batch_id = ? AND r.rev > ? ORDER BY r.rev LIMIT ?`);
  const dirty = db.prepare(`${select} WHERE r.spreadsheet_id = ? AND r.dirty = 1 ORDER BY r.rev LIMIT ?`);
  const same = db.prepare('SELECT rev, run FROM rows WHERE batch_id = ? AND row_id = ?');
  const clean = db.prepare('UPDATE rows SET dirty = 0 WHERE batch_id = ? AND row_id = ? AND rev = ?');

  return {
    insertRows(list, ledgerRows) {
      return write(() => {
        const seen = new Map<string, ReturnType<typeof batches.get>>();
        const added = new Set<string>();
        for (const row of list) {
          if (!seen.has(row.batchId)) seen.set(row.batchId, batches.get(row.batchId));
          const batch = seen.get(row.batchId);
          if (batch && rows.add(row, batch)) added.add(row.rowId);
        }
        if (ledgerRows === null) return;
        for (const { from, ...entry } of ledgerRows.entries) {
          if (!added.has(entry.rowId)) continue;
          if (from !== undefined) ledger.remove(ledgerRows.key, from);
          ledger.put(ledgerRows.key, entry);
        }
      });
    },
    async getRow(ref) {
      return rows.get(ref.batchId, ref.rowId);
    },
    async listRows(batchId, { after, limit, kinds }) {
      if (kinds === undefined) return page.all(batchId, after, limit).map(rows.decode);
      return db
        .prepare(`${select} WHERE r.batch_id = ? AND r.number > ? AND r.kind IN (${marks(kinds.length)})
          ORDER BY r.number LIMIT ?`)
        .all(batchId, after, ...kinds, limit)
        .map(rows.decode);
    },
    async rowsChangedSince(batchId, rev, limit) {
      return changed.all(batchId, rev, limit).map(rows.decode);
    },
    replaceRows(list, halfway) {
      return write(() => {
        const entries = new Map(halfway?.entries.map((entry) => [entry.rowId, entry]));
        let replaced = 0;
        for (const row of list) {
          const now = same.get(row.batchId, row.rowId);
          // Admission raises `run` without a rev: a row queued meanwhile is not overwritten either.
          if (numberOf(now, 'rev') !== row.rev || numberOf(now, 'run') !== row.run) continue;
          rows.put(row, batches.get(row.batchId));
          const entry = entries.get(row.rowId);
          if (halfway !== undefined && entry !== undefined) ledger.putHalfway(halfway.key, entry);
          replaced++;
        }
        return replaced;
      });
    },
    async dirtyRows(spreadsheetId, limit) {
      const seen = new Map<string, ReturnType<typeof batches.get>>();
      return dirty.all(spreadsheetId, limit).flatMap((found) => {
        const row = rows.decode(found);
        if (!seen.has(row.batchId)) seen.set(row.batchId, batches.get(row.batchId));
        const batch = seen.get(row.batchId);
        return batch ? [{ batch, row }] : [];
      });
    },
    clearDirty(list) {
      return write(() => {
        for (const one of list) clean.run(one.batchId, one.rowId, one.rev);
      });
    },
  };
}
