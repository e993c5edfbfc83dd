import type { Catalogue, ModelId, ProviderId } from './catalogue.ts';
import type { RowReading } from './reading.ts';

export interface Estimate {
  /** Rows that can run. */
  readonly rows: number;
  readonly images: number;
  /** Outputs that are texts (alt-text, product-description). */
  readonly texts: number;
  /** USD; exact where the model's price is fixed, else an upper bound. */
  readonly costUsd: number;
  readonly byModel: readonly { readonly model: ModelId; readonly images: number; readonly costUsd: number }[];
  /** Expected time from Start to the last output, from the providers' limits. */
  readonly seconds: number;
}

/** How many pictures a provider without a limit of its own (studio) makes at once, where nobody counted. */
export const USUAL_PROCESSORS = 2;

/**
 * What the rows will make, cost and take. Pass the whole reading, or `{ rows }` with those of a scope. `processors` is
 * how many pictures a provider without a limit of its own (studio) makes at once.
 */
export function estimate(
  { rows }: { readonly rows: readonly RowReading[] },
  catalogue: Catalogue,
  processors = USUAL_PROCESSORS,
): Estimate {
  let ready = 0;
  let images = 0;
  let texts = 0;
  const models = new Map<ModelId, { images: number; costUsd: number }>();
  const providers = new Map<ProviderId, { calls: number; longestRow: number }>();
  for (const row of rows) {
    if (row.kind !== 'ready') continue;
    ready++;
    const calls = new Map<ProviderId, number>();
    for (const output of row.plan.outputs) {
      const model = models.get(output.model) ?? { images: 0, costUsd: 0 };
      if (output.result === 'text') texts++;
      else {
        images++;
        model.images++;
      }
      model.costUsd += output.estimateUsd;
      models.set(output.model, model);
      calls.set(output.provider, (calls.get(output.provider) ?? 0) + 1);
    }
    for (const [id, count] of calls) {
      const provider = providers.get(id) ?? { calls: 0, longestRow: 0 };
      provider.calls += count;
      provider.longestRow = Math.max(provider.longestRow, count);
      providers.set(id, provider);
    }
  }
  const byModel = [...models].map(([model, sum]) => ({ model, images: sum.images, costUsd: inMicros(sum.costUsd) }));
  const costUsd = inMicros(byModel.reduce((sum, model) => sum + model.costUsd, 0));
  // Providers work beside each other; a row's own outputs come one after the other.
  let seconds = 0;
  for (const [id, { calls, longestRow }] of providers) {
    const provider = catalogue.providers.find((known) => known.id === id);
    const each = provider?.secondsPerImage ?? 10;
    const lanes = provider?.concurrency || processors;
    const paced = provider?.callsPerMinute ? (calls / provider.callsPerMinute) * 60 : 0;
    seconds = Math.max(seconds, (calls * each) / lanes, longestRow * each, paced);
  }
  return { rows: ready, images, texts, costUsd, byModel, seconds: Math.ceil(seconds) };
}

/** Sums of prices without the dust of binary fractions. */
function inMicros(usd: number): number {
  return Math.round(usd * 1e6) / 1e6;
}
