import type { Clock } from '../ports.ts';

export interface RateLimiter {
  /** Resolves when the next request may leave. */
  turn(): Promise<void>;
  /** Google said that it was too much: fewer a minute from now on, slowly more again. */
  slowDown(): void;
}

/** Room for a few at once, then one after the other; never more than `perMinute` in any minute. */
export function limitRate(clock: Clock, perMinute: number): RateLimiter {
  const burst = Math.max(1, Math.floor(perMinute / 8));
  const full = Math.max(perMinute / 2, perMinute - burst) / 60_000;
  let rate = full;
  let tokens = burst;
  let filledAt = clock.now();
  let line: Promise<void> = Promise.resolve();
  const refill = () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + (now - filledAt) * rate);
    // Ten minutes without another complaint, and it is as fast as it was.
    rate = Math.min(full, rate + ((now - filledAt) * full) / 600_000);
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
      rate = Math.max(full / 8, rate / 2);
      tokens = Math.min(tokens, 0);
    },
  };
}
