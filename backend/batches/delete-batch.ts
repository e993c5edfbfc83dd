import type { BatchId, Caller } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { ConflictError } from './errors.ts';
import { findBatch } from './find-batch.ts';
import { audit } from './stop-batch.ts';

/** Removes a batch with its results, inputs and links. Pictures that a later batch shows as unchanged are kept. */
export async function deleteBatch(deps: BatchDeps, caller: Caller, batchId: BatchId): Promise<void> {
  const batch = await findBatch(deps, caller, batchId);
  if (['running', 'stopping', 'finishing'].includes(batch.state.kind)) {
    throw new ConflictError(`“${batch.name}” is running; stop or cancel it first.`);
  }
  await audit(deps, caller, 'delete', batchId);
  await deps.store.deleteBatch(batchId);
  await deps.files.deleteAll(`inputs/${batchId}/`);
  const keys: string[] = [];
  for await (const key of deps.files.list(`outputs/${batchId}/`)) keys.push(key);
  const kept = new Set(await deps.store.filesInUse(keys.map(pictureOf)));
  for (const key of keys) if (!kept.has(pictureOf(key))) await deps.files.deleteAll(key);
}

function pictureOf(key: string): string {
  return key.replace(/\.next$/, '');
}
