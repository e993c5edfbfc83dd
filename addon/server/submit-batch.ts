import type { BatchView, DraftRequest, DraftRow } from '../../shared/api.ts';
import type { Scope } from '../../shared/states.ts';
import { chosenRows } from '../choose-rows.ts';
import type { CheckedRow, SubmitRequest } from '../protocol.ts';
import { ScriptError } from './answer.ts';
import { assignRowIds } from './assign-row-ids.ts';
import { callBackendOk, callBackendRaw } from './backend-call.ts';
import { sha256Hex } from './digest.ts';
import { findTab, withDocumentLock } from './find-tab.ts';
import { ensureOwnColumns, type NeededColumns, writeRowIds } from './own-columns.ts';
import { parseBatch, parseChunk } from './parse-answers.ts';
import { type CountedRow, type RowsRead, readRows } from './read-rows.ts';
import { readTab, type TabRead } from './read-tab.ts';

/** Rows of one chunk; the contract allows no more. */
const CHUNK = 500;

/**
 * Sends the checked rows and starts them. Everything is one read under the document's lock; a sheet that is not the one
 * that was checked is refused (`changed`). Repeating it with the same batch id starts nothing twice.
 */
export function submitBatch(request: SubmitRequest): BatchView {
  const begun = alreadyStarted(request);
  if (begun) return begun;
  return withDocumentLock(() => {
    const before = readTab(findTab(request.tab));
    const checked = readRows(before, request);
    if (checked.digest !== request.digest) {
      throw new ScriptError(
        'changed',
        'The sheet has changed since it was checked. It was checked again: look it over and press Start.',
      );
    }
    const chosen = rowsOfChoice(checked, request);
    if (chosen.length === 0) throw new ScriptError('bad_request', 'There is no row to run in this choice.');
    const ids = assignRowIds(checked.rows, request);
    // A preview leaves no trace in the sheet.
    const tab = request.preview ? before : ensureOwnColumns(before, neededColumns(checked.rows));
    if (!request.preview)
      writeRowIds(tab, new Map(chosen.map((row) => [row.reading.number, ids.get(row.reading.number) ?? ''])));
    return send(request, tab, draftRows(tab, chosen, ids));
  });
}

function alreadyStarted(request: SubmitRequest): BatchView | null {
  const reply = callBackendRaw({ method: 'get', path: batchPath(request), token: request.token });
  if (reply.status !== 200) return null;
  const view = parseBatch(reply.body);
  return view.status === 'draft' ? null : view;
}

function rowsOfChoice(checked: RowsRead, request: SubmitRequest): readonly CountedRow[] {
  const byNumber = new Map(checked.rows.map((row) => [row.reading.number, row]));
  const listed = checked.rows.map(
    ({ reading, rowId, fingerprint }): CheckedRow => ({
      number: reading.number,
      rowId,
      fingerprint,
      ready: reading.kind === 'ready',
      shape: -1,
    }),
  );
  const rows: CountedRow[] = [];
  for (const { number } of chosenRows(listed, request.chosen)) {
    const row = byNumber.get(number);
    if (row) rows.push(row);
  }
  return rows;
}

function neededColumns(rows: readonly CountedRow[]): NeededColumns {
  let maxImages = 1;
  let hasText = false;
  for (const { reading } of rows) {
    if (reading.kind !== 'ready') continue;
    for (const output of reading.plan.outputs) {
      if (output.result === 'text') hasText = true;
      else maxImages = Math.max(maxImages, output.n);
    }
  }
  return { maxImages, hasText };
}

function draftRows(tab: TabRead, chosen: readonly CountedRow[], ids: ReadonlyMap<number, string>): readonly DraftRow[] {
  const byNumber = new Map(tab.table.rows.map((row) => [row.number, row]));
  return chosen.map(({ reading }) => ({
    rowId: ids.get(reading.number) ?? '',
    number: reading.number,
    cells: byNumber.get(reading.number)?.cells ?? [],
  }));
}

function send(request: SubmitRequest, tab: TabRead, rows: readonly DraftRow[]): BatchView {
  const { token } = request;
  const draft: DraftRequest = {
    tab: request.tab,
    tabTitle: tab.sheet.getName(),
    name: request.name,
    template: request.template.id,
    settings: request.settings,
    scope: scopeOf(request, rows),
    preview: request.preview,
    budgetUsd: request.budgetUsd,
    header: tab.table.header,
    headerRow: tab.table.headerRow,
    ownColumns: tab.ownColumns,
  };
  callBackendOk({ method: 'put', path: batchPath(request), token, body: draft });
  const digests: string[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    digests.push(sendChunk(request, digests.length, JSON.stringify({ rows: rows.slice(from, from + CHUNK) })));
  }
  const start = { rows: rows.length, digest: sha256Hex(digests.join('\n')) };
  return parseBatch(callBackendOk({ method: 'post', path: `${batchPath(request)}/start`, token, body: start }));
}

/** The digest says that the backend holds the very bytes that were read. */
function sendChunk(request: SubmitRequest, chunk: number, body: string): string {
  const digest = sha256Hex(body);
  const path = `${batchPath(request)}/rows/${chunk}`;
  const answer = parseChunk(callBackendOk({ method: 'put', path, token: request.token, body }));
  if (answer.digest === digest) return digest;
  throw new ScriptError('backend', 'Rows arrived damaged at the backend; nothing was started. Press Start again.');
}

function scopeOf(request: SubmitRequest, rows: readonly DraftRow[]): Scope {
  const { chosen } = request;
  if (chosen.kind === 'selected') return { kind: 'selected', rowIds: rows.map((row) => row.rowId) };
  return chosen;
}

function batchPath(request: SubmitRequest): string {
  return `/v1/batches/${encodeURIComponent(request.batchId)}`;
}
