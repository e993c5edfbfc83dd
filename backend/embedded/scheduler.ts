import type { Clock } from '../ports.ts';

/** Runs a job now and then every so often until it is stopped; one that fails is run again at its next time. */
export function startScheduler(
  clock: Clock,
  everyMs: number,
  job: () => Promise<void>,
  failed: (error: unknown) => void,
): { stop(): void } {
  const done = new AbortController();
  const loop = async () => {
    while (!done.signal.aborted) {
      await job().catch(failed);
      await clock.sleep(everyMs, done.signal);
    }
  };
  // The only way out of the loop is the abort of its sleep.
  loop().catch(() => undefined);
  return { stop: () => done.abort() };
}
