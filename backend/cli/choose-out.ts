import { access, constants, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from './exit-codes.ts';
import { personFolder } from './person-folder.ts';
import { makeFolder } from './replace-file.ts';

export interface OutOptions {
  readonly out?: string;
  readonly force: boolean;
}

/** Where results go: a ZIP, or a folder. */
export interface Out {
  readonly kind: 'zip' | 'folder';
  /** Absolute. */
  readonly path: string;
  /** As typed, for the command that continues; null: the default. */
  readonly typed: string | null;
  /** Replace files that no earlier batch of the same FILE wrote. */
  readonly force: boolean;
  /** Absolute paths that earlier batches of the same FILE wrote; they are replaced. */
  readonly written: ReadonlySet<string>;
}

/** `--out` as typed, or the default: `NAME-images/` in the person's folder. */
export function chooseOut(baseName: string, written: ReadonlySet<string>, options: OutOptions): Out {
  const target = path.resolve(personFolder(), options.out ?? `${baseName}-images`);
  const kind = path.extname(target).toLowerCase() === '.zip' ? 'zip' : 'folder';
  return { kind, path: target, typed: options.out ?? null, force: options.force, written };
}

/** Refuses, before anything is run, a place where nothing can be written. Makes the folder. @throws Refusal */
export async function refuseUnwritable(out: Out): Promise<void> {
  const found = await stat(out.path).catch(() => null);
  if (out.kind === 'zip' && found !== null && !found.isFile()) {
    throw new Refusal(`${out.path} is no file, so no ZIP can be written there. Choose another --out.`);
  }
  if (out.kind === 'folder' && found !== null && !found.isDirectory()) {
    throw new Refusal(`${out.path} is a file. Name a folder, or a ZIP that ends in .zip, with --out.`);
  }
  const folder = out.kind === 'zip' ? path.dirname(out.path) : out.path;
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(`Nothing can be written to ${folder} (${why}). Choose another --out.`, { cause: error });
  }
}

/**
 * Refuses where writing would replace somebody else's file.
 *
 * @param names of the files inside the folder, without extension where `exact` is false: before a run it is not known
 * @throws Refusal
 */
export async function refuseForeignFiles(out: Out, names: readonly string[], exact: boolean): Promise<void> {
  if (out.force) return;
  // Disks that ignore case, and those that keep accents apart, must not make one name of two.
  const alike = (file: string) => (out.kind === 'zip' ? file : file.normalize('NFC').toLowerCase());
  const targets = out.kind === 'zip' ? [out.path] : names.map((name) => path.join(out.path, name));
  const wanted = new Set(targets.map(alike));
  for (const folder of new Set(targets.map((target) => path.dirname(target)))) {
    for (const file of await filesIn(folder)) {
      if (out.written.has(file)) continue;
      const known = exact || out.kind === 'zip' ? file : file.slice(0, file.length - path.extname(file).length);
      if (!wanted.has(alike(known))) continue;
      throw new Refusal(
        `${file} exists already and was not written from this file. Add --force to replace it, or choose another --out.`,
      );
    }
  }
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(folder, entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}
