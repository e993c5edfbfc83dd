import type { ModelsAnswer } from '../../shared/api.ts';
import type { BatchDeps } from './deps.ts';
import { addMoney, monthOf } from './money.ts';

/** What a person has spent and reserved this UTC month; what may have been charged counts as reserved. */
export async function summariseMonth(deps: BatchDeps, sub: string): Promise<ModelsAnswer['month']> {
  const budget = await deps.store.monthBudget(sub, monthOf(deps.clock.now()));
  return {
    spentUsd: budget.spentUsd,
    reservedUsd: addMoney(budget.reservedUsd, budget.inDoubtUsd),
    capUsd: deps.monthCapUsd,
  };
}
