import type { RegenerateRequest } from '../../shared/api.ts';
import type { BatchId, BatchRecord, Caller, RowRecord } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { findBatch } from './find-batch.ts';
import { chosenRows, reopenBatch } from './reopen-batch.ts';
import { waitingAgain } from './retry-rows.ts';
import { withNeed } from './row-need.ts';

/** Makes a new version of all outputs of these rows, with a new seed; older versions are kept. */
export async function regenerateRows(
  deps: BatchDeps,
  caller: Caller,
  batchId: BatchId,
  request: RegenerateRequest,
): Promise<BatchRecord> {
  const batch = await findBatch(deps, caller, batchId);
  const chosen = await chosenRows(deps, batch, request.rowIds, ['completed', 'failed', 'cancelled']);
  const rows = chosen.filter((row) => row.plan !== null && row.failure?.code !== 'in_doubt');
  return reopenBatch(
    deps,
    caller,
    batch,
    rows.map((row) => nextVersion(row, deps.random.seed())),
    'regenerate',
  );
}

function nextVersion(row: RowRecord, seed: number): RowRecord {
  const version = Math.max(row.version, ...row.outputs.map((one) => one.version)) + 1;
  return withNeed({ ...waitingAgain(row), version, seed });
}
