import type { BatchRecord, RowRecord } from '../ports.ts';
import { inDoubt } from './decide-outcome.ts';
import type { BatchDeps } from './deps.ts';
import { tabOf } from './find-batch.ts';
import { addMoney } from './money.ts';
import { ledgerEntryOf } from './note-ledger.ts';
import { missingOutputs } from './row-need.ts';

const AT_ONCE = 100;

/** Cancels every row that waits; one with a job still out at a provider may be charged and says so. */
export async function cancelRows(deps: BatchDeps, batch: BatchRecord): Promise<void> {
  for (let after = -1; ; ) {
    const rows = await deps.store.listRows(batch.id, { after, limit: AT_ONCE, kinds: ['waiting'] });
    const last = rows.at(-1);
    if (last === undefined) return;
    const ended = rows.map(cancelled);
    const entries = ended.map(ledgerEntryOf).filter((entry) => entry !== null);
    await deps.store.replaceRows(ended, batch.preview ? undefined : { key: tabOf(batch), entries });
    after = last.number;
  }
}

function cancelled(row: RowRecord): RowRecord {
  const { calling } = row;
  if (calling === null) return { ...row, state: { kind: 'cancelled' } };
  const usd = missingOutputs(row)
    .filter((one) => calling.outputs.includes(one.n))
    .reduce((sum, one) => addMoney(sum, one.estimateUsd), 0);
  return inDoubt(row, usd, 'The batch was cancelled while a call was out; it may have been charged.').row;
}
