import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../../backend/ports.ts';

/** What every clock must do. `pass` lets that many milliseconds go by. */
export function testClock(name: string, make: () => { readonly clock: Clock; pass(ms: number): Promise<void> }): void {
  describe(`clock: ${name}`, () => {
    test('sleeps as long as it was asked to', async () => {
      const { clock, pass } = make();
      const start = clock.now();
      const slept = clock.sleep(20).then(() => clock.now());
      await pass(25);
      expect((await slept) - start).toBeGreaterThanOrEqual(19);
    });

    test('an abort ends a sleep at once, also one that comes before it', async () => {
      const { clock } = make();
      const stop = new AbortController();
      const asleep = clock.sleep(60_000, stop.signal);
      stop.abort(new Error('enough'));
      await expect(asleep).rejects.toThrow();
      await expect(clock.sleep(60_000, stop.signal)).rejects.toThrow();
    });
  });
}
