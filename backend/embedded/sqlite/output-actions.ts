import type { BatchStore, ListedOutput } from '../../ports.ts';
import type { BatchTable } from './batch-actions.ts';
import { type Database, numberOf, textOf } from './database.ts';
import type { RowTable } from './row-table.ts';

export type OutputActions = Pick<BatchStore, 'listOutputs' | 'rowByLink' | 'filesInUse'>;

export function outputActions({ db }: Database, batches: BatchTable, rows: RowTable): OutputActions {
  const byFile = db.prepare('SELECT * FROM outputs WHERE file = ? ORDER BY stored_at DESC LIMIT 1');
  const inUse = db.prepare('SELECT 1 AS used FROM outputs WHERE file = ? LIMIT 1');

  const load = (found: Parameters<typeof textOf>[0]): ListedOutput | null => {
    const batch = batches.get(textOf(found, 'batch_id'));
    const row = rows.get(textOf(found, 'batch_id'), textOf(found, 'row_id'));
    const output = row?.outputs.find(
      (one) => one.n === numberOf(found, 'n') && one.version === numberOf(found, 'version'),
    );
    return batch && row && output ? { batch, row, output } : null;
  };

  return {
    async listOutputs(space, filter, { before, limit }) {
      const [at, place] = (before ?? '').split('|', 2);
      const where = ['o.space = ?'];
      const values: (string | number)[] = [space];
      const tie = "o.batch_id || '/' || o.row_id || '/' || o.version || '/' || o.n";
      if (at && place !== undefined) {
        where.push(`(o.stored_at < ? OR (o.stored_at = ? AND ${tie} < ?))`);
        values.push(Number(at), Number(at), place);
      }
      if (filter.batchId !== undefined) {
        where.push('o.batch_id = ?');
        values.push(filter.batchId);
      }
      if (filter.template !== undefined) {
        where.push('o.template = ?');
        values.push(filter.template);
      }
      if (filter.status !== undefined) {
        where.push('(SELECT kind FROM rows r WHERE r.batch_id = o.batch_id AND r.row_id = o.row_id) = ?');
        values.push(filter.status);
      }
      const found = db
        .prepare(`SELECT o.*, ${tie} AS place FROM outputs o WHERE ${where.join(' AND ')}
          ORDER BY o.stored_at DESC, place DESC LIMIT ?`)
        .all(...values, limit);
      const last = found.at(-1);
      return {
        outputs: found.map(load).filter((one) => one !== null),
        next: found.length < limit || !last ? null : `${numberOf(last, 'stored_at')}|${textOf(last, 'place')}`,
      };
    },
    async rowByLink(fileKey) {
      const found = byFile.get(fileKey);
      return found === undefined ? null : load(found);
    },
    async filesInUse(fileKeys) {
      return fileKeys.filter((key) => inUse.get(key) !== undefined);
    },
  };
}
