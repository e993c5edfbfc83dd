import type { Catalogue } from '../../shared/catalogue.ts';
import type { CallLimit } from './call-slots.ts';

const LEAST_STUDIO_ROWS = 8;

/** What the catalogue allows for calls; an engine that says 0 (studio) bounds itself by the processors. */
export function callLimitOf(catalogue: Catalogue, provider: string): CallLimit {
  const known = catalogue.providers.find((one) => one.id === provider);
  if (known === undefined) return { atOnce: null, perMinute: null };
  return { atOnce: known.concurrency === 0 ? null : known.concurrency, perMinute: known.callsPerMinute };
}

/**
 * Rows at once: more than calls at once, so that while some rows wait for their pictures or for the disk, every call
 * that the provider allows is out.
 */
export function rowsAtOnce(catalogue: Catalogue, provider: string, processors: number): number {
  const { atOnce } = callLimitOf(catalogue, provider);
  return atOnce === null ? Math.max(LEAST_STUDIO_ROWS, 2 * processors) : atOnce + Math.max(2, Math.ceil(atOnce / 2));
}
