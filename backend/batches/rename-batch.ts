import type { BatchId, BatchRecord, Caller } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { InputError } from './errors.ts';
import { findBatch } from './find-batch.ts';

const LONGEST_NAME = 200;

/** Gives a batch another name; its files keep theirs. */
export async function renameBatch(
  deps: BatchDeps,
  caller: Caller,
  batchId: BatchId,
  name: string,
): Promise<BatchRecord> {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > LONGEST_NAME) {
    throw new InputError(`A batch's name has 1 to ${LONGEST_NAME} characters.`);
  }
  const batch = await findBatch(deps, caller, batchId);
  return (
    (await deps.store.changeBatch(batchId, [batch.state.kind], { name: trimmed })) ?? findBatch(deps, caller, batchId)
  );
}
