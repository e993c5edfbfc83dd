/** Random numbers that a seed repeats. */
export interface Seeded {
  /** 0 ≤ n < below. */
  below(below: number): number;
  /** Whether something of this chance (0 – 1) happens. */
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** 0 … count − 1 in another order. */
  order(count: number): number[];
}

/** mulberry32. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * Math.max(1, limit));
  return {
    below,
    chance: (share) => next() < share,
    pick: (from) => {
      const found = from[below(from.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    order: (count) => {
      const order = Array.from({ length: count }, (_, index) => index);
      for (let last = count - 1; last > 0; last--) {
        const other = below(last + 1);
        const [a, b] = [order[last] ?? 0, order[other] ?? 0];
        order[last] = b;
        order[other] = a;
      }
      return order;
    },
  };
}
