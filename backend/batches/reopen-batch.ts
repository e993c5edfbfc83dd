import type { BatchRecord, Caller, RowRecord } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { ConflictError } from './errors.ts';
import { findBatch, takeTab } from './find-batch.ts';
import { recount } from './recount.ts';
import { showSheet } from './show-sheet.ts';
import { wakeProvider } from './start-batch.ts';
import { audit } from './stop-batch.ts';

const AT_ONCE = 100;
/** Changing the rows of the largest batch takes less (ms). */
const HELD_OPEN_MS = 60_000;
const STARTED = ['running', 'stopping', 'stopped', 'paused', 'finishing', 'completed', 'cancelled'] as const;

/**
 * Lets a batch run again with these rows changed. Throws ConflictError while another batch has the tab. Rows that
 * somebody else changed meanwhile are left as they are.
 */
export async function reopenBatch(
  deps: BatchDeps,
  caller: Caller,
  batch: BatchRecord,
  rows: readonly RowRecord[],
  action: 'retry' | 'regenerate',
): Promise<BatchRecord> {
  if (batch.state.kind === 'draft') throw new ConflictError('This batch has not been started.');
  if (rows.length === 0) return batch;
  await takeTab(deps, batch);
  const providers = new Set(batch.providers);
  for (const row of rows) for (const output of row.plan?.outputs ?? []) providers.add(output.provider);
  for (const provider of providers) await wakeProvider(deps, provider);
  await deps.store.wakeRows(batch.id, ['budget', 'provider', 'credit']);
  // The batch first, held open: were it rows first, a crash in between would leave them waiting in an ended batch.
  await deps.store.changeBatch(batch.id, STARTED, {
    state: { kind: 'running' },
    payer: caller.sub,
    providers: [...providers],
    finishedAt: null,
    open: true,
    samples: [],
    keepOpenUntil: deps.clock.now() + HELD_OPEN_MS,
  });
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await deps.store.replaceRows(rows.slice(from, from + AT_ONCE));
  }
  const opened = await deps.store.changeBatch(batch.id, STARTED, { keepOpenUntil: 0 });
  await audit(deps, caller, action, batch.id, { rows: rows.length });
  const counted = await recount(deps, opened ?? (await findBatch(deps, caller, batch.id)));
  await deps.queue.add({ kind: 'tick', batchId: batch.id });
  await showSheet(deps, counted);
  return counted;
}

/** Rows of a batch in these states, in row order, chosen by id where ids are given. */
export async function chosenRows(
  deps: BatchDeps,
  batch: BatchRecord,
  rowIds: readonly string[] | null,
  kinds: readonly RowRecord['state']['kind'][],
): Promise<RowRecord[]> {
  if (rowIds !== null) {
    const found = await Promise.all(rowIds.map((rowId) => deps.store.getRow({ batchId: batch.id, rowId })));
    return found.filter((row) => row !== null).filter((row) => kinds.includes(row.state.kind));
  }
  const rows: RowRecord[] = [];
  for (let after = -1; ; ) {
    const page = await deps.store.listRows(batch.id, { after, limit: 500, kinds });
    rows.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < 500) return rows;
    after = last.number;
  }
}
