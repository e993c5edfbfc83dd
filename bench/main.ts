// `npm run bench`, `npm run bench -- NAME…`: measures, prints one table and keeps it in bench/results/latest.json.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { BENCHES } from './benches.ts';
import { describeMachine } from './describe-machine.ts';
import { type Figure, figureTable, holds } from './figure.ts';

const RESULTS = new URL('./results/', import.meta.url);
const ALONE = 'cutout';

const FIGURES = z.array(
  z.object({
    name: z.string(),
    value: z.number(),
    unit: z.string(),
    baseline: z.number().nullable(),
    hold: z.object({ atMost: z.number().optional(), atLeast: z.number().optional() }),
  }),
);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => BENCHES[name] === undefined && name !== ALONE);
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench “${unknown.join('”, “')}”. Benches: ${[...Object.keys(BENCHES), ALONE].join(', ')}.\n`,
  );
  process.exit(2);
}

// It has a table of its own.
if (asked.includes(ALONE)) await import('./cutout/main.ts');
const names = asked.length === 0 ? Object.keys(BENCHES) : asked.filter((name) => name !== ALONE);
if (names.length > 0) await runAll(names);

async function runAll(chosen: readonly string[]): Promise<void> {
  const machine = describeMachine();
  const measuredAt = new Date().toISOString();
  const results: { bench: string; seconds: number; figures: readonly (Figure & { holds: boolean })[] }[] = [];
  let broken = 0;
  for (const bench of chosen) {
    process.stderr.write(`${bench} …\n`);
    const started = performance.now();
    const figures = await runApart(bench);
    if (figures === null) broken++;
    const judged = (figures ?? []).map((figure) => ({ ...figure, holds: holds(figure) }));
    results.push({ bench, seconds: Math.round((performance.now() - started) / 1000), figures: judged });
    // After each one, so that stopping early loses only what was not measured yet.
    await keep({ measuredAt, machine, results });
  }
  const { cores, processor, memoryGb, node, load } = machine;
  console.log(`${cores} × ${processor}, ${memoryGb} GB, Node ${node}, load ${load} before the start\n`);
  console.log(figureTable(results.flatMap(({ figures }) => figures)));
  if (broken > 0) process.exitCode = 1;
}

async function keep(measured: object): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(new URL('latest.json', RESULTS), `${JSON.stringify(measured, null, 2)}\n`);
}

/** null: the bench broke off, and has said why. */
async function runApart(bench: string): Promise<readonly Figure[] | null> {
  const child = fork(new URL('./run-bench.ts', import.meta.url), [bench], { stdio: 'inherit' });
  let figures: readonly Figure[] | null = null;
  child.on('message', (message) => {
    figures = FIGURES.parse(message).map(({ hold, ...rest }) => ({ ...rest, hold: heldOf(hold) }));
  });
  await once(child, 'exit');
  return figures;
}

function heldOf(hold: { atMost?: number | undefined; atLeast?: number | undefined }): Figure['hold'] {
  return {
    ...(hold.atMost === undefined ? {} : { atMost: hold.atMost }),
    ...(hold.atLeast === undefined ? {} : { atLeast: hold.atLeast }),
  };
}
