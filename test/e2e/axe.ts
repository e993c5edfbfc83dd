import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import { z } from 'zod';

const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const found = z.array(z.string());

/** What axe finds in the page or in the sidebar's frame, one line each. The page's frames are looked at by themselves. */
export async function findings(place: Page | Frame): Promise<readonly string[]> {
  await place.evaluate(await readFile(SOURCE, 'utf8'));
  return found.parse(
    await place.evaluate(async () => {
      const run: unknown = Reflect.get(Reflect.get(globalThis, 'axe'), 'run');
      if (typeof run !== 'function') return ['axe is missing'];
      const { violations } = await run({ exclude: [['iframe']] }, { resultTypes: ['violations'] });
      return violations.map(
        (violation: { id: string; nodes: readonly { html: string; failureSummary: string }[] }) =>
          `${violation.id}: ${violation.nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
      );
    }),
  );
}
