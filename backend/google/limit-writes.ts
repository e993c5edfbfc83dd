import type { Clock } from '../ports.ts';

export interface RateLimiter {
  /** Resolves when the next request may leave. */
  turn(): Promise<void>;
  /** Google said that it was too much: fewer a minute from now on, slowly more again. */
  slowDown(): void;
}

/** Room for a few at once, then one after the other: a bucket of ten seconds' worth. */
export function limitRate(clock: Clock, perMinute: number): RateLimiter {
  const burst = Math.max(1, perMinute / 6);
  let rate = perMinute / 60_000;
  let tokens = burst;
  let filledAt = clock.now();
  let line: Promise<void> = Promise.resolve();
  const refill = () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + (now - filledAt) * rate);
    rate = Math.min(perMinute / 60_000, rate + ((now - filledAt) * perMinute) / 60_000 / 600_000);
    filledAt = now;
  };
  const wait = async () => {
    refill();
    if (tokens < 1) {
      await clock.sleep(Math.ceil((1 - tokens) / rate));
      refill();
    }
    tokens -= 1;
  };
  return {
    turn() {
      line = line.then(wait);
      return line;
    },
    slowDown() {
      refill();
      rate = Math.max(perMinute / 60_000 / 8, rate / 2);
      tokens = Math.min(tokens, 0);
    },
  };
}
