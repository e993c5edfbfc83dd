import type { Figure } from './figure.ts';

type Bench = () => Promise<readonly Figure[]>;

/**
 * Every bench by the name that people type. Each runs in a process of its own and is loaded there only, so that none
 * leaves memory to the next.
 */
export const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  sizes: async () => (await import('./sizes.ts')).benchSizes,
  start: async () => (await import('./start-up.ts')).benchStartUp,
  small: async () => (await import('./small-batch.ts')).benchSmallBatch,
  instant: async () => (await import('./instant-engine.ts')).benchInstantEngine,
  sheet: async () => (await import('./sheet-following.ts')).benchSheetFollowing,
  live: async () => (await import('./sheet-live.ts')).benchSheetLive,
  provider: async () => (await import('./provider-bound.ts')).benchProviderBound,
  zip: async () => (await import('./zip.ts')).benchZip,
  studio: async () => (await import('./studio-overhead.ts')).benchStudioOverhead,
};
