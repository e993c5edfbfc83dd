import type { SQLInputValue } from 'node:sqlite';
import type { RowState, WaitReason } from '../../../shared/states.ts';
import type { BatchRecord, RowRecord } from '../../ports.ts';
import { type Database, numberOf, textOf } from './database.ts';

type SqlRow = Parameters<typeof textOf>[0];

/** Reads and writes rows inside other statements. */
export interface RowTable {
  get(batchId: string, rowId: string): RowRecord | null;
  /** Adds the row unless it is there; true if it was added. */
  add(row: RowRecord, batch: BatchRecord): boolean;
  /** Writes state and results, never money that ticks own; raises rev, marks dirty. */
  put(row: RowRecord, batch: { readonly space: string; readonly template: string } | null): RowRecord;
  decode(row: SqlRow): RowRecord;
}

/** Columns that {@link RowTable.decode} needs, from `rows r JOIN row_facts f`. */
export const ROW_COLUMNS = 'r.*, f.facts';
export const ROW_TABLES = 'rows r JOIN row_facts f ON f.batch_id = r.batch_id AND f.row_id = r.row_id';

const FACTS = ['number', 'key', 'cells', 'inputs', 'plan', 'fingerprint', 'names'] as const;

export function rowTable({ db, nextRev }: Database): RowTable {
  const get = db.prepare(`SELECT ${ROW_COLUMNS} FROM ${ROW_TABLES} WHERE r.batch_id = ? AND r.row_id = ?`);
  const facts = db.prepare('INSERT INTO row_facts (batch_id, row_id, facts) VALUES (?, ?, ?)');
  const sameFacts = db.prepare('UPDATE row_facts SET facts = ? WHERE batch_id = ? AND row_id = ? AND facts <> ?');
  const insert =
    db.prepare(`INSERT OR IGNORE INTO rows (batch_id, row_id, number, spreadsheet_id, kind, reason, provider,
      not_before, lease_until, run, images, reused, in_doubt, cost, doubt, need, rev, dirty, live)
    VALUES ($batch, $row, $number, $sheet, $kind, $reason, $provider, $notBefore, $lease, $run, $images, $reused, $inDoubt,
      $cost, $doubt, $need, $rev, $dirty, $live)`);
  const update = db.prepare(`UPDATE rows SET number = $number, kind = $kind, reason = $reason, provider = $provider,
      not_before = $notBefore, lease_until = $lease, run = $run, images = $images, reused = $reused, in_doubt = $inDoubt,
      cost = $cost, doubt = $doubt, need = $need, rev = $rev, dirty = spreadsheet_id IS NOT NULL, live = $live
    WHERE batch_id = $batch AND row_id = $row`);
  const output =
    db.prepare(`INSERT OR IGNORE INTO outputs (batch_id, row_id, version, n, space, template, file, stored_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const known = db.prepare('SELECT COUNT(*) AS n FROM outputs WHERE batch_id = ? AND row_id = ?');

  const batchSpace = db.prepare("SELECT space, json_extract(body, '$.template') AS template FROM batches WHERE id = ?");

  const listOutputs = (row: RowRecord, batch: { readonly space: string; readonly template: string }) => {
    if (row.outputs.length === numberOf(known.get(row.batchId, row.rowId), 'n')) return;
    for (const one of row.outputs) {
      output.run(row.batchId, row.rowId, one.version, one.n, batch.space, batch.template, one.file, one.storedAt);
    }
  };

  return {
    get(batchId, rowId) {
      const row = get.get(batchId, rowId);
      return row === undefined ? null : decodeRow(row);
    },
    add(row, batch) {
      const sheet = batch.preview ? null : batch.spreadsheetId;
      const added = insert.run({
        ...columnsOf(row, nextRev()),
        $sheet: sheet,
        $dirty: sheet === null ? 0 : 1,
      });
      if (Number(added.changes) === 0) return false;
      facts.run(row.batchId, row.rowId, factsOf(row));
      listOutputs(row, batch);
      return true;
    },
    put(row, batch) {
      const rev = nextRev();
      update.run(columnsOf(row, rev));
      if (batch !== null) {
        const text = factsOf(row);
        sameFacts.run(text, row.batchId, row.rowId, text);
      }
      if (row.outputs.length > 0) listOutputs(row, batch ?? spaceOf(row.batchId));
      return { ...row, rev };
    },
    decode: decodeRow,
  };

  function spaceOf(batchId: string): { readonly space: string; readonly template: string } {
    const body = batchSpace.get(batchId);
    return { space: textOf(body, 'space'), template: textOf(body, 'template') };
  }
}

function factsOf(row: RowRecord): string {
  return JSON.stringify(Object.fromEntries(FACTS.map((name) => [name, row[name]])));
}

function columnsOf(row: RowRecord, rev: number): Record<string, SQLInputValue> {
  const { state } = row;
  return {
    $batch: row.batchId,
    $row: row.rowId,
    $number: row.number,
    $kind: state.kind,
    $reason: state.kind === 'waiting' ? state.reason : '',
    $provider: row.provider,
    $notBefore: state.kind === 'waiting' ? state.notBefore : 0,
    $lease: state.kind === 'running' ? state.leaseUntil : 0,
    $run: row.run,
    $images: row.outputs.filter((one) => one.kind === 'image' && one.version === row.version).length,
    $reused: row.reused ? 1 : 0,
    $inDoubt: row.failure?.code === 'in_doubt' ? 1 : 0,
    $cost: row.costUsd,
    $doubt: row.inDoubtUsd,
    $need: row.needUsd,
    $rev: rev,
    $live: JSON.stringify({
      state,
      tries: row.tries,
      claims: row.claims,
      calling: row.calling,
      version: row.version,
      seed: row.seed,
      outputs: row.outputs,
      failure: row.failure,
      warnings: row.warnings,
      inputFiles: row.inputFiles,
    }),
  };
}

type Facts = Pick<RowRecord, (typeof FACTS)[number]>;
type Live = Pick<
  RowRecord,
  'state' | 'tries' | 'claims' | 'calling' | 'version' | 'seed' | 'outputs' | 'failure' | 'warnings' | 'inputFiles'
>;

function decodeRow(row: SqlRow): RowRecord {
  const facts = JSON.parse(textOf(row, 'facts')) as Facts;
  const live = JSON.parse(textOf(row, 'live')) as Live;
  return {
    batchId: textOf(row, 'batch_id'),
    rowId: textOf(row, 'row_id'),
    ...facts,
    ...live,
    state: stateOf(row, live.state),
    run: numberOf(row, 'run'),
    costUsd: numberOf(row, 'cost'),
    reservedUsd: numberOf(row, 'reserved'),
    settledUsd: numberOf(row, 'settled'),
    inDoubtUsd: numberOf(row, 'doubt'),
    settledInDoubtUsd: numberOf(row, 'settled_doubt'),
    payer: textOf(row, 'payer'),
    month: textOf(row, 'month'),
    provider: textOf(row, 'provider'),
    needUsd: numberOf(row, 'need'),
    reused: numberOf(row, 'reused') === 1,
    rev: numberOf(row, 'rev'),
    dirty: numberOf(row, 'dirty') === 1,
  };
}

/** Admission, leases and waking change columns only, so the columns decide. */
function stateOf(row: SqlRow, saved: RowState): RowState {
  const kind = textOf(row, 'kind') as RowState['kind'];
  if (kind === 'queued') return { kind };
  if (kind === 'waiting') {
    return {
      kind,
      reason: textOf(row, 'reason') as WaitReason,
      notBefore: numberOf(row, 'not_before'),
      message: saved.kind === 'waiting' ? saved.message : '',
    };
  }
  if (saved.kind === 'running') return { ...saved, leaseUntil: numberOf(row, 'lease_until') };
  return saved;
}
