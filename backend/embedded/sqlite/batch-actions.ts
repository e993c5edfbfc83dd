import type { BatchRecord, BatchStore } from '../../ports.ts';
import { type Database, textOf } from './database.ts';

export type BatchActions = Pick<
  BatchStore,
  'getBatch' | 'listBatches' | 'openBatches' | 'changeBatch' | 'deleteBatch' | 'oldDrafts'
>;

/** Reads and writes batch records inside other statements. */
export interface BatchTable {
  get(batchId: string): BatchRecord | null;
  put(batch: BatchRecord): void;
}

export function batchTable({ db, currentRev }: Database): BatchTable {
  const get = db.prepare('SELECT body FROM batches WHERE id = ?');
  const put = db.prepare(`INSERT INTO batches (id, space, state, open, created_at, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, open = excluded.open, body = excluded.body,
      created_at = excluded.created_at`);
  return {
    get(batchId) {
      const row = get.get(batchId);
      return row === undefined ? null : { ...parseBatch(textOf(row, 'body')), rev: currentRev() };
    },
    put(batch) {
      put.run(batch.id, batch.space, batch.state.kind, batch.open ? 1 : 0, batch.createdAt, JSON.stringify(batch));
    },
  };
}

export function parseBatch(body: string): BatchRecord {
  return JSON.parse(body) as BatchRecord;
}

export function batchActions(database: Database, table: BatchTable): BatchActions {
  const { db, write, currentRev } = database;
  const list = db.prepare(
    "SELECT body FROM batches WHERE space = ? AND state <> 'draft' ORDER BY created_at DESC LIMIT ?",
  );
  const open = db.prepare('SELECT body FROM batches WHERE open = 1');
  const drafts = db.prepare("SELECT id FROM batches WHERE state = 'draft' AND created_at < ?");
  const removals = [
    'DELETE FROM batches WHERE id = ?',
    'DELETE FROM chunks WHERE batch_id = ?',
    'DELETE FROM tabs WHERE batch_id = ?',
    'DELETE FROM rows WHERE batch_id = ?',
    'DELETE FROM row_facts WHERE batch_id = ?',
    'DELETE FROM outputs WHERE batch_id = ?',
    'DELETE FROM ledger WHERE batch_id = ?',
  ].map((sql) => db.prepare(sql));
  const all = (rows: readonly Parameters<typeof textOf>[0][]) =>
    rows.map((row) => ({ ...parseBatch(textOf(row, 'body')), rev: currentRev() }));

  return {
    async getBatch(batchId) {
      return table.get(batchId);
    },
    async listBatches(space, limit) {
      return all(list.all(space, limit));
    },
    async openBatches() {
      return all(open.all());
    },
    changeBatch(batchId, from, change) {
      return write(() => {
        const batch = table.get(batchId);
        if (batch === null || !from.includes(batch.state.kind)) return null;
        const next = { ...batch, ...change, rev: database.nextRev() };
        table.put(next);
        return next;
      });
    },
    deleteBatch(batchId) {
      return write(() => {
        for (const removal of removals) removal.run(batchId);
      });
    },
    async oldDrafts(createdBefore) {
      return drafts.all(createdBefore).map((row) => textOf(row, 'id'));
    },
  };
}
