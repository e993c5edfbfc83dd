import type { Engine } from '../../../backend/engines/engine.ts';

/** Makes no picture, only bytes that say which row they are of; takes a moment, so that a sheet can change meanwhile. */
export function createInstantEngine(milliseconds: number): Engine {
  return {
    id: 'studio',
    paid: false,
    async run({ prompt, seed, count }) {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return Array.from({ length: count }, () => ({
        kind: 'image' as const,
        bytes: new TextEncoder().encode(`${prompt}/${seed}`),
        mediaType: 'image/png',
        width: 8,
        height: 8,
        costUsd: 0,
        seed,
        promptSent: prompt,
        warnings: [],
      }));
    },
    async close() {},
  };
}
