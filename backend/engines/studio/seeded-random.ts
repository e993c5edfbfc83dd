/** Numbers that look random and are the same for the same seed, on every machine. */
export interface SeededRandom {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  /** Whole, from 0 up to, not including, the bound. */
  below(bound: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

/**
 * Starts a sequence. Neighbouring seeds (image k of a row uses seed + k − 1) give unrelated sequences: the seed is
 * mixed before use (murmur3's finaliser, then mulberry32).
 */
export function startRandom(seed: number): SeededRandom {
  let state = seed | 0;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  state ^= state >>> 16;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    between: (low, high) => low + next() * (high - low),
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  };
}
