import type { OutputPlan } from '../../shared/row-plan.ts';
import type { RowRecord } from '../ports.ts';
import { addMoney } from './money.ts';

/** Outputs of the current version that are not there yet, in the order in which they are made. */
export function missingOutputs(row: Pick<RowRecord, 'plan' | 'outputs' | 'version'>): readonly OutputPlan[] {
  const made = new Set(row.outputs.filter((one) => one.version === row.version).map((one) => one.n));
  return (row.plan?.outputs ?? []).filter((one) => !made.has(one.n));
}

/**
 * The row with `provider` and `needUsd` as what is missing asks for. A row that only has to be noted as completed goes
 * through the queue of its last output's provider.
 */
export function withNeed(row: RowRecord): RowRecord {
  const missing = missingOutputs(row);
  return {
    ...row,
    provider: (missing[0] ?? row.plan?.outputs.at(-1))?.provider ?? '',
    needUsd: missing.reduce((sum, one) => addMoney(sum, one.estimateUsd), 0),
  };
}
