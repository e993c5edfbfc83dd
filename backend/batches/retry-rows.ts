import type { RetryRequest } from '../../shared/api.ts';
import type { BatchId, BatchRecord, Caller, RowId, RowRecord } from '../ports.ts';
import { freshRow } from './build-rows.ts';
import { cellsAsSent } from './cells-as-sent.ts';
import type { BatchDeps } from './deps.ts';
import { findBatch } from './find-batch.ts';
import { type CountedRow, type ReadRows, readRows } from './read-rows.ts';
import { chosenRows, reopenBatch } from './reopen-batch.ts';
import { withNeed } from './row-need.ts';

/**
 * Runs failed rows again: all, or those named. Rows that may have been charged only with `inDoubt`. `fresh`: the rows
 * as the sheet has them now; one whose inputs changed gets a new version with all outputs, another only what is missing.
 */
export async function retryRows(
  deps: BatchDeps,
  caller: Caller,
  batchId: BatchId,
  request: RetryRequest,
  fresh?: ReadRows,
): Promise<BatchRecord> {
  const batch = await findBatch(deps, caller, batchId);
  // Of a cancelled batch only what is named runs: “all failed” was never meant for what somebody gave up.
  const kinds = request.rowIds === null ? (['failed'] as const) : (['failed', 'cancelled'] as const);
  const chosen = await chosenRows(deps, batch, request.rowIds, kinds);
  const rows = chosen.filter((row) => request.inDoubt || row.failure?.code !== 'in_doubt');
  const now = new Map<RowId, CountedRow>();
  if (fresh !== undefined) {
    const asSent = cellsAsSent(batch, fresh);
    for (const row of readRows(deps, batch, fresh)) now.set(row.rowId, { ...row, cells: asSent(row.cells) });
  }
  return reopenBatch(
    deps,
    caller,
    batch,
    rows.flatMap((row) => again(batch, row, now.get(row.rowId))),
    'retry',
  );
}

function again(batch: BatchRecord, row: RowRecord, now: CountedRow | undefined): RowRecord[] {
  if (now === undefined || now.fingerprint === row.fingerprint) {
    // Without a plan the row's cells are wrong still, unless the reading has become another (a key was configured).
    if (row.plan === null && now?.reading.kind !== 'ready') return [];
    if (row.plan !== null) return [waitingAgain(row)];
  }
  if (now === undefined) return [];
  const names = row.names.length > 0 ? row.names : namesFor(now);
  const changed = freshRow(
    batch,
    now,
    now.reading.kind === 'ready' ? (now.reading.plan.seed ?? row.seed ?? 0) : 0,
    names,
  );
  const version = row.outputs.length === 0 ? row.version : Math.max(...row.outputs.map((one) => one.version)) + 1;
  return [withNeed({ ...keptOf(row), ...changed, ...ownOf(row), version })];
}

/** Waits again, with what is there of its outputs; the next claim looks for files that were stored and not noted. */
export function waitingAgain(row: RowRecord): RowRecord {
  const state = { kind: 'waiting', reason: 'retry', notBefore: 0, message: 'waiting to be tried again' } as const;
  return withNeed({ ...row, state, failure: null, calling: null, tries: 0, claims: 1, reused: false });
}

/** What a row keeps when its cells are read anew. */
function ownOf(row: RowRecord) {
  const { outputs, costUsd, inDoubtUsd, run, rev, number } = row;
  return { outputs, costUsd, inDoubtUsd, run, rev, number, inputFiles: null, claims: 1 };
}

function keptOf(row: RowRecord) {
  const { reservedUsd, settledUsd, settledInDoubtUsd, payer, month } = row;
  return { reservedUsd, settledUsd, settledInDoubtUsd, payer, month };
}

/** A row that had errors at Start has no names of its own yet. */
function namesFor(row: CountedRow): readonly string[] {
  const count = row.reading.kind === 'ready' ? row.reading.plan.outputs.length : 0;
  return Array.from({ length: count }, (_, index) => `${String(row.number).padStart(4, '0')}_${index + 1}`);
}
