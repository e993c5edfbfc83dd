import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { storeUpload } from '../backend/access/store-upload.ts';
import type { Engine, EngineRequest } from '../backend/engines/engine.ts';
import { createStudioEngine } from '../backend/engines/studio/studio-engine.ts';
import { EXAMPLE_PRODUCTS } from '../templates/examples/index.ts';
import { type BenchBackend, type BenchBatch, openBenchBackend, promptRow } from './bench-backend.ts';
import type { Figure } from './figure.ts';

const ROWS = Number(process.env.ROWSHOT_BENCH_ROWS ?? 500);
/** Longest side of the pictures, pixels: small, so that overhead shows. */
const SIDE = 320;
const PROBE_ROWS = 16;

/**
 * Product shots through studio: the batch against the very calls that it made, in a bare loop with as many at once. Half
 * of the bare loop runs before the batch and half after it, so that a machine whose speed drifts is fair to both.
 */
export async function benchStudioOverhead(): Promise<readonly Figure[]> {
  const studio = createStudioEngine();
  const calls: EngineRequest[] = [];
  let [running, atOnce] = [0, 0];
  const counted: Engine = {
    ...studio,
    async run(request, context) {
      calls.push(request);
      atOnce = Math.max(atOnce, ++running);
      try {
        return await studio.run(request, context);
      } finally {
        running--;
      }
    },
    close: async () => undefined,
  };
  const bench = await openBenchBackend({ engines: [counted] });
  try {
    const urls = await uploadProducts(bench);
    const shots = (count: number): BenchBatch => ({
      template: 'products',
      header: ['product_name', 'product_image_url', 'seed_number'],
      count,
      rowAt: (index) => ({
        rowId: promptRow(index).rowId,
        cells: [`Product ${index + 1}`, urls[index % urls.length] ?? '', index + 1],
      }),
    });
    // Threads start and code warms up; what it asks of the engine is what the bare loop asks first.
    await bench.run(shots(PROBE_ROWS));
    const probe = calls.splice(0);
    const before = await bareLoop(studio, (k) => probe[k % probe.length], ROWS / 2, atOnce);
    const batch = await bench.run(shots(ROWS));
    const after = await bareLoop(studio, (k) => calls[k], ROWS / 2, atOnce);
    const bare = before + after;
    return [
      {
        name: `studio, ${ROWS} product shots of ${SIDE} px, ${atOnce} at once, against a bare loop (s)`,
        value: batch.seconds / bare,
        unit: '×',
        baseline: bare,
        hold: { atMost: 1.1 },
      },
      {
        name: 'studio, product shots a second through a batch (baseline: bare loop)',
        value: ROWS / batch.seconds,
        unit: 'rows/s',
        baseline: ROWS / bare,
        hold: {},
      },
    ];
  } finally {
    await bench.close();
    await studio.close();
  }
}

/** Seconds for so many calls. */
async function bareLoop(
  engine: Engine,
  requestOf: (k: number) => EngineRequest | undefined,
  count: number,
  atOnce: number,
): Promise<number> {
  const started = performance.now();
  const signal = new AbortController().signal;
  let next = 0;
  const loop = async () => {
    while (next < count) {
      const request = requestOf(next++);
      if (request !== undefined) await engine.run(request, { signal, started: async () => undefined });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  return (performance.now() - started) / 1000;
}

async function uploadProducts({ backend, caller }: BenchBackend): Promise<readonly string[]> {
  const { batches, keys, publicUrl, config } = backend.deps;
  const limits = { maxBytes: config.limits.maxFileBytes, maxPixels: config.limits.maxPixels };
  return Promise.all(
    EXAMPLE_PRODUCTS.map(async ({ file }) => {
      const whole = await readFile(new URL(`../templates/examples/${file}`, import.meta.url));
      const bytes = await sharp(whole).resize(SIDE, SIDE, { fit: 'inside' }).jpeg({ quality: 92 }).toBuffer();
      return (await storeUpload({ ...batches, keys, publicUrl, limits }, caller.space, file, bytes)).url;
    }),
  );
}
