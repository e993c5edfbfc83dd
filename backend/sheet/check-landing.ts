import type { SheetValue } from '../ports.ts';
import { type Alignment, alignTab } from './align-tab.ts';
import type { PlannedWrite } from './plan-sheet-writes.ts';
import { ROW_ID, type TabView } from './tab-view.ts';

/** A cell by its place right after the write, with what the write put there. */
export interface Hit {
  readonly row: number;
  readonly column: number;
  readonly value: SheetValue;
}

export interface Landing {
  /** Ids whose writes all landed where they were meant to. */
  readonly landed: ReadonlySet<string>;
  /** Cells that were hit by mistake. */
  readonly hits: readonly Hit[];
  readonly alignment: Alignment;
}

/**
 * Compares where writes were meant to land with where they did, from the header and ids that came back in the same
 * instant as the write. Somebody may have sorted, inserted, deleted or moved between our reading and our writing.
 */
export function checkLanding(before: TabView, writes: readonly PlannedWrite[], after: TabView): Landing {
  const ids = new Map<number, string | null>();
  for (const write of writes) {
    if (write.column === after.own.get(ROW_ID)) ids.set(write.row, write.own === ROW_ID ? write.idBefore : null);
  }
  const alignment = alignTab(before, after, ids, new Set(writes.map((write) => write.column)));
  const landed = new Set<string>();
  const strayed = new Set<string>();
  const hits: Hit[] = [];
  for (const write of writes) {
    if (alignment.rowBefore(write.row) === write.row && after.own.get(write.own) === write.column) {
      landed.add(write.idAfter);
    } else {
      strayed.add(write.idAfter);
      hits.push({ row: write.row, column: write.column, value: write.value });
    }
  }
  for (const id of strayed) landed.delete(id);
  return { landed, hits, alignment };
}
