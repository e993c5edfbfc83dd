import type { ModelsAnswer } from '../shared/api.ts';
import type { Catalogue } from '../shared/catalogue.ts';
import { USUAL_PROCESSORS } from '../shared/estimate.ts';
import type { RowClass } from '../shared/states.ts';
import type { CheckedRow, Chosen, ModelCost, TabCheck } from './protocol.ts';

/** What a choice of rows comes to. */
export interface Choice {
  /** Rows that would be run. */
  readonly ready: number;
  /** Rows in the choice that need a fix first: they become failed rows with their message. */
  readonly broken: number;
  /** How many of the rows are what; all zero while the backend has not said. */
  readonly classes: Readonly<Record<RowClass, number>>;
  readonly images: number;
  /** USD, upper bound. */
  readonly usd: number;
  readonly models: readonly ModelCost[];
}

/** Counts and costs of a choice, as Check shows them and Start takes them. */
export function costOfChoice(check: TabCheck, classes: readonly RowClass[] | null, chosen: Chosen): Choice {
  const counts: Record<RowClass, number> = { new: 0, changed: 0, failed: 0, unchanged: 0, in_doubt: 0 };
  const models = new Map<string, ModelCost>();
  const taken = new Set(chosenRows(check.rows, chosen));
  let ready = 0;
  let broken = 0;
  check.rows.forEach((row, index) => {
    if (!taken.has(row)) return;
    const known = classes?.[index] ?? null;
    if (known) counts[known]++;
    if (chosen.kind === 'auto' && (known === 'unchanged' || known === 'in_doubt')) return;
    if (!row.ready) {
      broken++;
      return;
    }
    ready++;
    for (const cost of check.shapes[row.shape] ?? []) addCost(models, cost);
  });
  const list = [...models.values()];
  return {
    ready,
    broken,
    classes: counts,
    images: list.reduce((sum, cost) => sum + cost.images, 0),
    usd: list.reduce((sum, cost) => sum + cost.usd, 0),
    models: list,
  };
}

/** Rows of a choice, in the order of the sheet. `first` counts rows that can run, so that a trial tries something. */
export function chosenRows(rows: readonly CheckedRow[], chosen: Chosen): readonly CheckedRow[] {
  if (chosen.kind === 'first') return rows.filter((row) => row.ready).slice(0, chosen.count);
  if (chosen.kind !== 'selected') return rows;
  const numbers = new Set(chosen.numbers);
  return rows.filter((row) => numbers.has(row.number));
}

function addCost(models: Map<string, ModelCost>, cost: ModelCost): void {
  const known = models.get(cost.model);
  models.set(cost.model, known ? { ...known, images: known.images + cost.images, usd: known.usd + cost.usd } : cost);
}

/** USD that may still be spent this month; null: no cap. */
export function leftThisMonth(month: ModelsAnswer['month']): number | null {
  return month.capUsd === null ? null : Math.max(0, month.capUsd - month.spentUsd - month.reservedUsd);
}

/** What this batch may spend: the smaller of its own cap and what the month leaves; null: no cap. */
export function availableUsd(month: ModelsAnswer['month'] | null, budgetUsd: number | null): number | null {
  const left = month ? leftThisMonth(month) : null;
  if (left === null) return budgetUsd;
  return budgetUsd === null ? left : Math.min(left, budgetUsd);
}

/** Expected seconds: providers work side by side, each at the pace of its own limits. */
export function expectedSeconds(models: readonly ModelCost[], catalogue: Catalogue): number {
  const perProvider = new Map<string, number>();
  for (const cost of models) perProvider.set(cost.provider, (perProvider.get(cost.provider) ?? 0) + cost.images);
  let longest = 0;
  for (const [id, images] of perProvider) {
    const provider = catalogue.providers.find((candidate) => candidate.id === id);
    if (!provider) continue;
    const busy = (images * provider.secondsPerImage) / (provider.concurrency || USUAL_PROCESSORS);
    const paced = provider.callsPerMinute === null ? 0 : (images / provider.callsPerMinute) * 60;
    longest = Math.max(longest, busy, paced, images > 0 ? provider.secondsPerImage : 0);
  }
  return longest;
}
