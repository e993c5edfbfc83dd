import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Collected, zipEntries } from '../images/collect-files.ts';
import { manifestCsv } from '../images/manifest.ts';
import { writeZip } from '../images/write-zip.ts';
import type { BatchRecord, FileStore } from '../ports.ts';
import type { Out } from './choose-out.ts';
import { makeFolder, removeUnfinished, replaceFile } from './replace-file.ts';

/** Absolute paths of what {@link writeResults} will write. */
export function resultFiles(out: Out, collected: Collected): readonly string[] {
  if (out.kind === 'zip') return [out.path];
  return [...collected.files.map((file) => path.join(out.path, file.name)), path.join(out.path, 'manifest.csv')];
}

/** Writes pictures and manifest.csv. Each file appears whole or not at all. */
export async function writeResults(
  out: Out,
  batch: BatchRecord,
  collected: Collected,
  files: FileStore,
): Promise<void> {
  const ready = new Set<string>();
  const prepare = async (target: string) => {
    const folder = path.dirname(target);
    if (ready.has(folder)) return;
    ready.add(folder);
    await makeFolder(folder);
    await removeUnfinished(folder);
  };
  if (out.kind === 'zip') {
    await prepare(out.path);
    return replaceFile(out.path, async (temporary) => {
      await writeZip(zipEntries(batch, collected, files), createWriteStream(temporary));
    });
  }
  for (const file of collected.files) {
    const target = path.join(out.path, file.name);
    await prepare(target);
    await replaceFile(target, async (temporary) => pipeline(await files.open(file.key), createWriteStream(temporary)));
  }
  const manifest = path.join(out.path, 'manifest.csv');
  await prepare(manifest);
  await replaceFile(manifest, (temporary) =>
    pipeline(Readable.from(manifestCsv(batch, collected.lines)), createWriteStream(temporary)),
  );
}
