import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { writeZip, type ZipEntry } from '../backend/images/write-zip.ts';
import type { Figure } from './figure.ts';

const FILES = 4000;
const FILE_BYTES = 1_000_000;

/** A ZIP of 4,000 files of 1 MB: megabytes a second, and the most memory held on the way. */
export async function benchZip(): Promise<readonly Figure[]> {
  const picture = Buffer.alloc(FILE_BYTES, 7);
  const chunks = Array.from({ length: 16 }, (_, k) =>
    picture.subarray((k * FILE_BYTES) / 16, ((k + 1) * FILE_BYTES) / 16),
  );
  async function* entries(): AsyncIterable<ZipEntry> {
    for (let k = 0; k < FILES; k++) yield { name: `${k}.png`, open: async () => Readable.from(chunks) };
  }
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const start = performance.now();
  const bytes = await writeZip(entries(), createWriteStream('/dev/null'));
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  return [
    { name: 'ZIP of 4 GB, stored', value: bytes / 1e6 / seconds, unit: 'MB/s', baseline: null, hold: { atLeast: 400 } },
    { name: 'ZIP of 4 GB, memory', value: peak / 1e6, unit: 'MB', baseline: null, hold: { atMost: 200 } },
  ];
}
