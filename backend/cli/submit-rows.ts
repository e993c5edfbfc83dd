import { createHash, randomBytes } from 'node:crypto';
import type { DraftRow } from '../../shared/api.ts';
import { newRowId, rowIdFromKey } from '../../shared/row-id.ts';
import type { Scope } from '../../shared/states.ts';
import { createDraft } from '../batches/create-draft.ts';
import type { BatchDeps } from '../batches/deps.ts';
import { sha256 } from '../batches/fingerprint-row.ts';
import { CHUNK_ROWS, putRows } from '../batches/put-rows.ts';
import { startBatch } from '../batches/start-batch.ts';
import type { BatchRecord } from '../ports.ts';
import { LOCAL_CALLER } from './open-local.ts';
import type { FileReading } from './read-file.ts';

export interface Submission {
  readonly name: string;
  readonly scope: Scope;
  readonly preview: boolean;
  readonly budgetUsd: number | null;
}

/** What a tab is known by at the command line: the file's real path, its tab and the template. */
export function tabKey({ input, template }: FileReading): string {
  return JSON.stringify([input.file, input.tabTitle, template.id]);
}

/**
 * Starts a batch of FILE's rows. Rows are known by their key, where there is one; otherwise by their inputs, so that
 * ids need not be kept in the file.
 */
export async function submitRows(deps: BatchDeps, read: FileReading, submission: Submission): Promise<BatchRecord> {
  const { input, reading, settings, template } = read;
  const batchId = deps.random.id();
  await createDraft(deps, LOCAL_CALLER, batchId, {
    tab: tabKey(read),
    tabTitle: input.tabTitle,
    template: template.id,
    settings,
    header: reading.table.header,
    headerRow: reading.table.headerRow,
    ownColumns: [],
    ...submission,
  });
  const rows = draftRows(read);
  const digests: string[] = [];
  for (let chunk = 0; chunk * CHUNK_ROWS < rows.length; chunk++) {
    const part = rows.slice(chunk * CHUNK_ROWS, (chunk + 1) * CHUNK_ROWS);
    const digest = sha256(JSON.stringify(part));
    await putRows(deps, LOCAL_CALLER, batchId, chunk, part, digest);
    digests.push(digest);
  }
  return startBatch(deps, LOCAL_CALLER, batchId, { rows: rows.length, digest: sha256(digests.join('\n')) });
}

function draftRows({ reading }: FileReading): DraftRow[] {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const taken = new Set<string>();
  return reading.table.rows.flatMap((row, index): DraftRow[] => {
    const read = reading.rows[index];
    if (read?.kind !== 'ready' && read?.kind !== 'error') return [];
    const fromKey = read.key === null ? null : rowIdFromKey(read.key, digest);
    // A repeated key is an error at its cell; its rows still need ids of their own.
    const rowId = fromKey === null || taken.has(fromKey) ? newRowId(randomBytes(17)) : fromKey;
    taken.add(rowId);
    return [
      { rowId, number: row.number, cells: row.cells, ...(row.problem === undefined ? {} : { problem: row.problem }) },
    ];
  });
}
