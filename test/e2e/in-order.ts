import { test } from '@jest/globals';

/**
 * Tests that are one story: once a step has failed the later ones fail at once, instead of waiting for what cannot come.
 * @param onFailure called with the step's name, to keep a picture of it
 */
export function inOrder(onFailure: (name: string) => Promise<void>): (name: string, run: () => Promise<void>) => void {
  let failed: string | null = null;
  return (name, run) =>
    test(name, async () => {
      if (failed !== null) throw new Error(`Not tried: “${failed}” failed before it.`);
      try {
        await run();
      } catch (error) {
        failed = name;
        await onFailure(name);
        throw error;
      }
    });
}
