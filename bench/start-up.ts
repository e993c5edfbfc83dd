import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Figure } from './figure.ts';
import { median } from './median.ts';

const TIMES = 5;
const GIVE_UP_MS = 60_000;

/** From the start of the process to its first good answer: a new data folder, and one that was used before. */
export async function benchStartUp(): Promise<readonly Figure[]> {
  const backend = await startTimes('backend/main.ts', '/healthz');
  const workbench = await startTimes('workbench/main.ts', '/');
  const figure = (name: string, values: readonly number[]): Figure => ({
    name,
    value: median(values),
    unit: 'ms',
    baseline: null,
    hold: { atMost: 1000 },
  });
  return [
    figure('backend, start to /healthz', backend.again),
    figure('workbench, start to its page', workbench.again),
    figure('workbench, first start ever to its page', workbench.fresh),
  ];
}

async function startTimes(script: string, path: string) {
  const fresh: number[] = [];
  const again: number[] = [];
  for (let k = 0; k < TIMES; k++) {
    const dataDir = await mkdtemp(join(tmpdir(), 'rowshot-bench-'));
    fresh.push(await startOnce(script, path, dataDir));
    again.push(await startOnce(script, path, dataDir));
    await rm(dataDir, { recursive: true, force: true });
  }
  return { fresh, again };
}

/** Milliseconds. */
async function startOnce(script: string, path: string, dataDir: string): Promise<number> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [new URL(`../${script}`, import.meta.url).pathname], {
    env: { ...process.env, PORT: String(port), ROWSHOT_DATA: dataDir },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const ended = once(child, 'exit');
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
      await answer?.arrayBuffer();
      if (answer?.status === 200) return performance.now() - started;
      if (child.exitCode !== null) throw new Error(`${script} ended with exit code ${child.exitCode}.`);
      if (performance.now() - started > GIVE_UP_MS) throw new Error(`${script} did not answer within a minute.`);
      await wait(5);
    }
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
