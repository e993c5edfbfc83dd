import { extensionFor } from '../images/extensions.ts';
import type { BatchRecord, LedgerEntry, OutputRecord, RowId, RowRecord } from '../ports.ts';
import { seedOf } from './fingerprint-row.ts';
import type { Standing } from './match-ledger.ts';
import { nameOutputs } from './name-rows.ts';
import type { CountedRow } from './read-rows.ts';
import { withNeed } from './row-need.ts';

export interface BuiltRows {
  readonly rows: readonly RowRecord[];
  /** Entries that now belong to rows of this batch. */
  readonly entries: readonly (LedgerEntry & { readonly from?: RowId })[];
}

/** Rows from one place to another (exclusive) in the order of the batch. */
export type RowBuilder = (from: number, to: number) => BuiltRows;

/**
 * Makes a batch's rows, a part at a time so that a large batch is never held twice: what ran before joins with its
 * outputs, what cannot run has failed, the rest waits.
 */
export function createRowBuilder(
  batch: BatchRecord,
  counted: readonly CountedRow[],
  standings: readonly Standing[],
): RowBuilder {
  const seeds = counted.map((row) => plannedSeed(row) ?? seedOf(batch.seedBase, row.rowId));
  const names = nameOutputs(batch, batch.header, counted, seeds);
  return (from, to) => {
    const entries: (LedgerEntry & { from?: RowId })[] = [];
    const rows = counted.slice(from, to).map((row, offset) => {
      const index = from + offset;
      const standing = standings[index] ?? { kind: 'new', entry: null, from: null };
      const fresh = freshRow(batch, row, seeds[index] ?? 0, names[index] ?? []);
      const built = joinLedger(fresh, standing, batch);
      const entry = joinedEntry(batch, built, standing);
      if (entry !== null) entries.push(entry);
      return built;
    });
    return { rows, entries };
  };
}

/** The ledger's entry of a row that joined with what ran before; null where it starts anew. */
function joinedEntry(
  batch: BatchRecord,
  row: RowRecord,
  { entry, from }: Standing,
): (LedgerEntry & { from?: RowId }) | null {
  if (entry === null || row.plan === null || (batch.scope.kind === 'all' && entry.outcome !== 'in_doubt')) return null;
  const joined = { ...entry, rowId: row.rowId, batchId: batch.id, outputs: row.outputs };
  return from === null ? joined : { ...joined, from };
}

/** A row as if nothing had ever run. */
export function freshRow(batch: BatchRecord, row: CountedRow, seed: number, names: readonly string[]): RowRecord {
  const { reading } = row;
  const plan = reading.kind === 'ready' ? reading.plan : null;
  const errors = reading.issues.filter((issue) => issue.severity === 'error').map((issue) => issue.message);
  const failure = plan === null ? ({ code: 'bad_input', message: errors.join(' ') } as const) : null;
  return withNeed({
    batchId: batch.id,
    rowId: row.rowId,
    number: row.number,
    key: reading.key,
    cells: row.cells,
    inputs: reading.inputs,
    plan,
    fingerprint: row.fingerprint,
    state: failure ? { kind: 'failed', failure } : { kind: 'waiting', reason: 'new', notBefore: 0, message: '' },
    run: 0,
    tries: 0,
    claims: 0,
    calling: null,
    version: 1,
    seed: plan === null ? null : seed,
    names,
    outputs: [],
    failure,
    warnings: reading.issues.filter((issue) => issue.severity === 'warning').map((issue) => issue.message),
    costUsd: 0,
    reservedUsd: 0,
    settledUsd: 0,
    inDoubtUsd: 0,
    settledInDoubtUsd: 0,
    payer: '',
    month: '',
    provider: '',
    needUsd: 0,
    inputFiles: null,
    reused: false,
    rev: 0,
    dirty: true,
  });
}

function plannedSeed(row: CountedRow): number | null {
  return row.reading.kind === 'ready' ? row.reading.plan.seed : null;
}

function joinLedger(row: RowRecord, { kind, entry }: Standing, batch: BatchRecord): RowRecord {
  if (row.plan === null || entry === null) return row;
  // What may have been charged is never run by a start; only a retry that says so runs it.
  if (kind === 'in_doubt') {
    const failure = entry.failure ?? { code: 'in_doubt', message: 'An earlier call may have been charged.' };
    return { ...withOutputs(row, entry), state: { kind: 'failed', failure }, failure };
  }
  if (batch.scope.kind === 'all') return row;
  if (kind === 'unchanged') return { ...withOutputs(row, entry), state: { kind: 'completed' }, reused: true };
  return kind === 'failed' ? withOutputs(row, entry) : row;
}

/** The outputs of an earlier batch as this row's first version: nothing is paid for them here, names are this batch's. */
function withOutputs(row: RowRecord, entry: LedgerEntry): RowRecord {
  const outputs = entry.outputs.map((one): OutputRecord => {
    const base = row.names[one.n - 1] ?? one.name;
    return {
      ...one,
      version: 1,
      costUsd: 0,
      name: one.file === null ? base : `${base}.${extensionFor(one.mediaType)}`,
    };
  });
  return withNeed({ ...row, outputs, seed: entry.seed ?? row.seed });
}
