import type { DraftRow } from '../../shared/api.ts';
import type { BatchId, Caller } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { ConflictError, InputError } from './errors.ts';
import { findBatch } from './find-batch.ts';

/** Rows in one chunk. */
export const CHUNK_ROWS = 500;

/** Replaces one chunk of a draft. `digest`: SHA-256 of the request's bytes, hex. */
export async function putRows(
  deps: BatchDeps,
  caller: Caller,
  batchId: BatchId,
  chunk: number,
  rows: readonly DraftRow[],
  digest: string,
): Promise<void> {
  const batch = await findBatch(deps, caller, batchId);
  if (batch.state.kind !== 'draft') throw new ConflictError('This batch was started; its rows are fixed.');
  if (rows.length > CHUNK_ROWS)
    throw new InputError(`A chunk has ${rows.length} rows; send up to ${CHUNK_ROWS} at once.`);
  await deps.store.putChunk(batchId, { chunk, digest, rows: JSON.stringify(rows) });
}
