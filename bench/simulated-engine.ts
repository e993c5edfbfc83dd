import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import type { Engine } from '../backend/engines/engine.ts';

export interface SimulatedEngine {
  readonly id: 'studio' | 'ideogram';
  readonly paid: boolean;
  /** Before a call answers; absent: it answers at once. */
  readonly delay?: (call: number) => Promise<unknown>;
}

/** An engine whose answers are all the same small picture: what is measured with it is everything but the engine. */
export async function simulateEngine({ id, paid, delay }: SimulatedEngine): Promise<Engine> {
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#c0502a' } })
    .png()
    .toBuffer();
  let calls = 0;
  return {
    id,
    paid,
    async run(request) {
      await delay?.(calls++);
      return [
        {
          kind: 'image',
          bytes,
          mediaType: 'image/png',
          width: 64,
          height: 48,
          costUsd: 0,
          seed: request.seed,
          promptSent: request.prompt,
          warnings: [],
        },
      ];
    },
    close: async () => undefined,
  };
}

/** Lets calls through at an even pace from the first one on; a late call is let through at once. */
export function evenPace(perSecond: number): (call: number) => Promise<unknown> {
  let first: number | null = null;
  return async (call) => {
    first ??= performance.now();
    const early = first + (call * 1000) / perSecond - performance.now();
    if (early > 0) await wait(early);
  };
}
