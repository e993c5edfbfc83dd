import { openBenchBackend, PROMPT_HEADER, promptRow } from './bench-backend.ts';
import type { Figure } from './figure.ts';
import { median } from './median.ts';
import { simulateEngine } from './simulated-engine.ts';

/** Two rows whose work takes no time: what a person waits for is Start and the end being seen. */
export async function benchSmallBatch(): Promise<readonly Figure[]> {
  const bench = await openBenchBackend({ engines: [await simulateEngine({ id: 'studio', paid: false })] });
  try {
    const seconds: number[] = [];
    for (let k = 0; k < 9; k++) {
      const pair = { template: 'generate-basic', header: PROMPT_HEADER, count: 2, rowAt: promptRow } as const;
      seconds.push((await bench.run(pair)).secondsToEnd);
    }
    return [
      {
        name: 'two instant rows, Start to completed',
        value: median(seconds) * 1000,
        unit: 'ms',
        baseline: null,
        hold: { atMost: 500 },
      },
    ];
  } finally {
    await bench.close();
  }
}
