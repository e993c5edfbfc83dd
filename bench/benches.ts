import type { Figure } from './figure.ts';
import { benchInstantEngine } from './instant-engine.ts';
import { benchProviderBound } from './provider-bound.ts';
import { benchSheetFollowing } from './sheet-following.ts';
import { benchSheetLive } from './sheet-live.ts';
import { benchSizes } from './sizes.ts';
import { benchSmallBatch } from './small-batch.ts';
import { benchStartUp } from './start-up.ts';
import { benchStudioOverhead } from './studio-overhead.ts';
import { benchZip } from './zip.ts';

/** Every bench by the name that people type. Each runs in a process of its own, so that none leaves memory to the next. */
export const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  sizes: benchSizes,
  start: benchStartUp,
  small: benchSmallBatch,
  instant: benchInstantEngine,
  sheet: benchSheetFollowing,
  live: benchSheetLive,
  provider: benchProviderBound,
  zip: benchZip,
  studio: benchStudioOverhead,
};
