import type { BatchDeps } from '../batches/deps.ts';
import type { ResultLink } from '../batches/view-row.ts';
import type { BatchRecord, RowRecord, SpaceId } from '../ports.ts';
import type { WantedRow } from './plan-sheet-writes.ts';
import { wantedCells } from './wanted-cells.ts';

const MAX_BATCHES = 200;
const PAGE = 500;

/** Batches that a tab may show, newest first; previews are never shown there. */
export async function tabBatches(deps: BatchDeps, space: SpaceId, tab: string): Promise<readonly BatchRecord[]> {
  const all = await deps.store.listBatches(space, MAX_BATCHES);
  return all.filter((batch) => batch.tab === tab && !batch.preview && batch.state.kind !== 'draft');
}

export interface TabRows {
  readonly wanted: ReadonlyMap<string, WantedRow>;
  readonly rows: readonly RowRecord[];
  /** Batches that have at least one row to show, newest first. */
  readonly batches: readonly BatchRecord[];
}

/** What a tab should show: each row as the newest batch that holds it says. `ids`: only these; null: all. */
export async function tabRows(
  deps: BatchDeps,
  batches: readonly BatchRecord[],
  link: ResultLink,
  ids: readonly string[] | null,
): Promise<TabRows> {
  const wanted = new Map<string, WantedRow>();
  const rows: RowRecord[] = [];
  const shown: BatchRecord[] = [];
  const take = (row: RowRecord, batch: BatchRecord) => {
    if (wanted.has(row.rowId)) return;
    wanted.set(row.rowId, wantedCells(row, batch, link));
    rows.push(row);
    if (shown.at(-1) !== batch) shown.push(batch);
  };
  for (const batch of batches) {
    if (ids !== null) {
      for (const rowId of ids) {
        if (wanted.has(rowId)) continue;
        const row = await deps.store.getRow({ batchId: batch.id, rowId });
        if (row !== null) take(row, batch);
      }
      if (wanted.size === new Set(ids).size) break;
      continue;
    }
    for (let after = -1; ; ) {
      const page = await deps.store.listRows(batch.id, { after, limit: PAGE });
      for (const row of page) take(row, batch);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      after = last.number;
    }
  }
  return { wanted, rows, batches: shown };
}
