import type { BatchStore } from '../../ports.ts';
import type { BatchTable } from './batch-actions.ts';
import { type Database, numberOf, textOf } from './database.ts';

export type DraftActions = Pick<BatchStore, 'putDraft' | 'putChunk' | 'readDraft' | 'takeTab' | 'releaseTab'>;

export function draftActions({ db, write }: Database, batches: BatchTable): DraftActions {
  const putChunk = db.prepare('INSERT OR REPLACE INTO chunks (batch_id, chunk, digest, rows) VALUES (?, ?, ?, ?)');
  const chunks = db.prepare('SELECT chunk, digest, rows FROM chunks WHERE batch_id = ? ORDER BY chunk');
  const clear = db.prepare('DELETE FROM chunks WHERE batch_id = ?');
  const holder = db.prepare('SELECT batch_id FROM tabs WHERE space = ? AND tab = ?');
  const take = db.prepare('INSERT OR REPLACE INTO tabs (space, tab, batch_id) VALUES (?, ?, ?)');
  const release = db.prepare('DELETE FROM tabs WHERE space = ? AND tab = ? AND batch_id = ?');

  return {
    putDraft(draft) {
      return write(() => {
        const before = batches.get(draft.id);
        if (before !== null && (before.state.kind !== 'draft' || before.space !== draft.space)) return false;
        clear.run(draft.id);
        batches.put(draft);
        return true;
      });
    },
    putChunk(batchId, chunk) {
      return write(() => {
        putChunk.run(batchId, chunk.chunk, chunk.digest, chunk.rows);
      });
    },
    async readDraft(batchId) {
      return chunks.all(batchId).map((row) => ({
        chunk: numberOf(row, 'chunk'),
        digest: textOf(row, 'digest'),
        rows: textOf(row, 'rows'),
      }));
    },
    takeTab(key, batchId, draftsSince) {
      return write(() => {
        const held = textOf(holder.get(key.space, key.tab), 'batch_id');
        if (held !== '' && held !== batchId) {
          const batch = batches.get(held);
          const kind = batch?.state.kind;
          const stale = batch?.state.kind === 'draft' && batch.createdAt < draftsSince;
          if (batch !== null && kind !== 'completed' && kind !== 'cancelled' && !stale) return batch;
        }
        take.run(key.space, key.tab, batchId);
        return null;
      });
    },
    releaseTab(key, batchId) {
      return write(() => {
        release.run(key.space, key.tab, batchId);
      });
    },
  };
}
