import type { DraftRow, StartRequest } from '../../shared/api.ts';
import type { BatchId, BatchRecord, Caller } from '../ports.ts';
import { createRowBuilder } from './build-rows.ts';
import type { BatchDeps } from './deps.ts';
import { ConflictError, InputError } from './errors.ts';
import { DRAFT_LIFE_MS, findBatch, tabOf, takeTab } from './find-batch.ts';
import { sha256 } from './fingerprint-row.ts';
import { matchLedger, type Standing } from './match-ledger.ts';
import { CHUNK_ROWS } from './put-rows.ts';
import { type CountedRow, readRows } from './read-rows.ts';
import { recount } from './recount.ts';
import { showSheet } from './show-sheet.ts';

/**
 * Turns a draft into a running batch. Idempotent: a started batch is answered as it is. Throws ConflictError while
 * another batch has the tab, InputError where what was sent is not what is being started.
 */
export async function startBatch(
  deps: BatchDeps,
  caller: Caller,
  batchId: BatchId,
  request: StartRequest,
): Promise<BatchRecord> {
  const draft = await findBatch(deps, caller, batchId);
  if (draft.state.kind !== 'draft') return draft;
  if (draft.createdAt < deps.clock.now() - DRAFT_LIFE_MS) {
    throw new ConflictError('This draft is more than a day old; check the sheet again and start from there.');
  }
  const sent = await sentRows(deps, draft, request);
  await takeTab(deps, draft);

  const counted = scopeOf(draft, readRows(deps, draft, { ...draft, rows: sent }));
  if (counted.length === 0) throw await releasing(deps, draft, new InputError('There is no row to run.'));
  const standings: readonly Standing[] = draft.preview ? [] : await matchLedger(deps.store, tabOf(draft), counted);
  const build = createRowBuilder(draft, counted, standings);
  for (let from = 0; from < counted.length; from += CHUNK_ROWS) {
    const { rows, entries } = build(from, from + CHUNK_ROWS);
    await deps.store.insertRows(rows, draft.preview ? null : { key: tabOf(draft), entries });
  }

  const now = deps.clock.now();
  const providers = [...new Set(counted.flatMap(providersOf))];
  // A new start gives a provider that was given up a new chance.
  for (const provider of providers) await wakeProvider(deps, provider);
  const started = await deps.store.changeBatch(batchId, ['draft'], {
    state: { kind: 'running' },
    payer: caller.sub,
    startedBy: caller.email,
    startedAt: now,
    providers,
    open: true,
  });
  if (started !== null) {
    deps.log('batch started', { batch: batchId, rows: counted.length, payer: caller.sub });
    await deps.store.appendAudit({
      at: now,
      sub: caller.sub,
      space: caller.space,
      action: 'start',
      subject: batchId,
      detail: JSON.stringify({ rows: counted.length, budgetUsd: draft.budgetUsd }),
    });
  }
  const batch = await recount(deps, await findBatch(deps, caller, batchId));
  await deps.queue.add({ kind: 'tick', batchId });
  await showSheet(deps, batch);
  return batch;
}

/** A provider's rows run again: whoever presses Start, Resume or Retry has seen to it. */
export async function wakeProvider(deps: BatchDeps, provider: string): Promise<void> {
  const state = await deps.store.providerState(provider);
  if (state.halted !== null) await deps.store.clearPause(provider);
}

async function sentRows(deps: BatchDeps, draft: BatchRecord, request: StartRequest): Promise<DraftRow[]> {
  const chunks = await deps.store.readDraft(draft.id);
  const rows = chunks.flatMap((chunk) => JSON.parse(chunk.rows) as DraftRow[]);
  if (rows.length !== request.rows || sha256(chunks.map((chunk) => chunk.digest).join('\n')) !== request.digest) {
    throw new InputError(
      `What arrived (${rows.length} rows) is not what is being started (${request.rows} rows); send the rows again, then start.`,
    );
  }
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(row.rowId)) throw new InputError(`Row ${row.number} has the row_id of another row.`);
    seen.add(row.rowId);
  }
  return rows;
}

function scopeOf(draft: BatchRecord, counted: readonly CountedRow[]): readonly CountedRow[] {
  const { scope } = draft;
  if (scope.kind === 'first') return counted.slice(0, scope.count);
  if (scope.kind !== 'selected') return counted;
  const wanted = new Set(scope.rowIds);
  return counted.filter((row) => wanted.has(row.rowId));
}

function providersOf({ reading }: CountedRow): string[] {
  return reading.kind === 'ready' ? reading.plan.outputs.map((one) => one.provider) : [];
}

async function releasing(deps: BatchDeps, draft: BatchRecord, error: Error): Promise<Error> {
  await deps.store.releaseTab(tabOf(draft), draft.id);
  return error;
}
