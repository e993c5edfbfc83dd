import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Collected, collectFiles, zipEntries } from '../images/collect-files.ts';
import { manifestCsv } from '../images/manifest.ts';
import { writeZip } from '../images/write-zip.ts';
import type { BatchRecord, FileStore, RowRecord } from '../ports.ts';
import { Refusal } from './exit-codes.ts';

/** Where results go: a ZIP, or a folder. */
export interface Out {
  readonly kind: 'zip' | 'folder';
  /** Absolute. */
  readonly path: string;
  /** Replace files that no earlier batch of the same FILE wrote. */
  readonly force: boolean;
  /** Absolute paths that earlier batches of the same FILE wrote; they are replaced. */
  readonly written: ReadonlySet<string>;
}

/** `--out` as typed, or the default: `NAME-images/` in the person's folder. */
export function outKind(file: string): Out['kind'] {
  return path.extname(file).toLowerCase() === '.zip' ? 'zip' : 'folder';
}

/**
 * Refuses before anything is run where writing would replace somebody else's file.
 *
 * @param names base names (without extension) of what will be written
 */
export async function refuseForeignFiles(out: Out, names: readonly string[]): Promise<void> {
  if (out.force) return;
  const present =
    out.kind === 'zip' ? await listFolder(path.dirname(out.path), false) : await listFolder(out.path, true);
  const foreign = present.filter((file) => !out.written.has(file));
  const wanted = new Set(names.map((name) => path.join(out.path, name).toLowerCase()));
  const clash = foreign.find((file) =>
    out.kind === 'zip'
      ? file === out.path
      : wanted.has(file.slice(0, file.length - path.extname(file).length).toLowerCase()),
  );
  if (clash !== undefined) {
    throw new Refusal(
      `${clash} exists already and was not written from this file. Add --force to replace it, or choose another --out.`,
    );
  }
}

/** Writes pictures and manifest.csv; answers the absolute paths written. Each file appears whole or not at all. */
export async function writeResults(
  out: Out,
  batch: BatchRecord,
  rows: readonly RowRecord[],
  files: FileStore,
): Promise<readonly string[]> {
  const collected = collectFiles(rows);
  if (out.kind === 'folder') return writeFolder(out.path, batch, collected, files);
  await mkdir(path.dirname(out.path), { recursive: true });
  await replaceFile(out.path, async (temporary) => {
    await writeZip(zipEntries(batch, collected, files), createWriteStream(temporary));
  });
  return [out.path];
}

async function writeFolder(
  folder: string,
  batch: BatchRecord,
  collected: Collected,
  files: FileStore,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const file of collected.files) {
    const target = path.join(folder, file.name);
    await mkdir(path.dirname(target), { recursive: true });
    await replaceFile(target, async (temporary) => pipeline(await files.open(file.key), createWriteStream(temporary)));
    written.push(target);
  }
  const manifest = path.join(folder, 'manifest.csv');
  await mkdir(folder, { recursive: true });
  await replaceFile(manifest, (temporary) =>
    pipeline(Readable.from(manifestCsv(batch, collected.lines)), createWriteStream(temporary)),
  );
  return [...written, manifest];
}

async function replaceFile(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.part`);
  try {
    await write(temporary);
    const handle = await open(temporary, 'r+');
    await handle.sync();
    await handle.close();
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function listFolder(folder: string, recursive: boolean): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive, withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
