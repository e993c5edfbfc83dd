/** Measures scenes on threads of their own. This file is both sides: the main thread deals out, a worker measures. */
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type Half, makeSet } from './make-set.ts';
import { measure, type Row } from './measure.ts';
import type { SceneSpec } from './photograph.ts';
import { takenPicture } from './stored-scenes.ts';

interface Answer {
  readonly index: number;
  readonly row: Row;
}

/** @returns one row a scene, in the set's order. */
export async function measureScenes(half: Half, wanted: (spec: SceneSpec) => boolean, threads: number): Promise<Row[]> {
  const indices = makeSet(half).flatMap((spec, index) => (wanted(spec) ? [index] : []));
  const answers = new Map<number, Row>();
  let next = 0;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url));
      const deal = () => {
        const index = indices[next++];
        if (index === undefined) {
          resolve();
          void worker.terminate();
        } else worker.postMessage({ half, index });
      };
      worker.on('message', ({ index, row }: Answer) => {
        answers.set(index, row);
        deal();
      });
      worker.on('error', reject);
      deal();
    });
  await Promise.all(Array.from({ length: Math.min(threads, indices.length) }, work));
  return indices.flatMap((index) => answers.get(index) ?? []);
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  port.on('message', async ({ half, index }: { half: Half; index: number }) => {
    const spec = makeSet(half)[index];
    if (!spec) throw new Error(`The set has no scene ${index}.`);
    const { kind, name, expected } = spec;
    const row = measure({ half, kind, name, expected }, await takenPicture(spec));
    port.postMessage({ index, row } satisfies Answer);
  });
}
