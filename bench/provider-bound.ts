import { setTimeout as wait } from 'node:timers/promises';
import { CATALOGUE } from '../templates/index.ts';
import { openBenchBackend, PROMPT_HEADER, promptRow } from './bench-backend.ts';
import type { Figure } from './figure.ts';
import { simulateEngine } from './simulated-engine.ts';

const LATENCY_MS = 1000;
const WAVES = 30;

/** A paid provider that takes its time and allows so many calls at once: the least that the rows can take is N·L/C. */
export async function benchProviderBound(): Promise<readonly Figure[]> {
  const atOnce = CATALOGUE.providers.find((one) => one.id === 'ideogram')?.concurrency ?? 10;
  const engine = await simulateEngine({ id: 'ideogram', paid: true, delay: () => wait(LATENCY_MS) });
  const bench = await openBenchBackend({ engines: [engine] });
  try {
    const count = WAVES * atOnce;
    const rowAt = (index: number) => {
      const { rowId, cells } = promptRow(index);
      return { rowId, cells: [...cells, 'ideogram:3.0'] };
    };
    const header = [...PROMPT_HEADER, 'model'];
    const { seconds } = await bench.run({ template: 'generate-basic', header, count, rowAt });
    const least = (count * LATENCY_MS) / 1000 / atOnce;
    return [
      {
        name: `provider-bound, ${count} rows of ${LATENCY_MS / 1000} s, ${atOnce} at once (baseline: N·L/C, s)`,
        value: seconds / least,
        unit: '×',
        baseline: least,
        hold: { atMost: 1.03 },
      },
    ];
  } finally {
    await bench.close();
  }
}
