import { openBenchBackend, PROMPT_HEADER, promptRow } from './bench-backend.ts';
import type { Figure } from './figure.ts';
import { simulateEngine } from './simulated-engine.ts';
import { watchMemory } from './watch-memory.ts';

const [FEW, MANY] = [5_000, 50_000];

/**
 * An engine that answers at once, so that only Rowshot's own work is left: rows a second from Start to the last stored
 * output, and whether a row costs more among 50,000 than among 5,000. The few run before and after the many.
 */
export async function benchInstantEngine(): Promise<readonly Figure[]> {
  const bench = await openBenchBackend({ engines: [await simulateEngine({ id: 'studio', paid: false })] });
  const run = (count: number) =>
    bench.run({ template: 'generate-basic', header: PROMPT_HEADER, count, rowAt: promptRow });
  try {
    await run(1000);
    const before = await run(FEW);
    const peak = watchMemory();
    const many = await run(MANY);
    const memory = peak();
    const after = await run(FEW);
    const perFew = (of: 'seconds' | 'cpuSeconds') => (before[of] + after[of]) / 2 / FEW;
    const rate = { unit: 'rows/s', baseline: null, hold: { atLeast: 500 } };
    const growth = { unit: '×', hold: { atMost: 1.15 } };
    return [
      { name: 'instant engine, 5,000 rows', value: 1 / perFew('seconds'), ...rate },
      { name: 'instant engine, 50,000 rows', value: MANY / many.seconds, ...rate },
      {
        name: 'time a row, 50,000 against 5,000 (baseline: ms)',
        value: many.seconds / MANY / perFew('seconds'),
        baseline: perFew('seconds') * 1000,
        ...growth,
      },
      {
        name: 'processor a row, 50,000 against 5,000 (baseline: ms)',
        value: many.cpuSeconds / MANY / perFew('cpuSeconds'),
        baseline: perFew('cpuSeconds') * 1000,
        ...growth,
      },
      { name: 'memory, 50,000 rows', value: memory, unit: 'MB', baseline: null, hold: { atMost: 400 } },
    ];
  } finally {
    await bench.close();
  }
}
