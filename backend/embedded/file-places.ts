import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a key's file is: few folders with many files each, so that one flush of a folder serves many files. */
export interface Place {
  readonly folder: string;
  readonly name: string;
}

/** `outputs/BATCH/ROW/1/2` → folder `outputs/BATCH`, name `ROW~1~2`. Keys have two segments or more. */
export function placeOf(key: string): Place {
  const parts = key.split('/').map(encodePart);
  if (parts.length < 2 || parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new Error(`“${key}” is not a key of the file store.`);
  }
  const depth = parts.length > 2 ? 2 : 1;
  return { folder: parts.slice(0, depth).join('/'), name: parts.slice(depth).join('~') };
}

/** The key of a file found at that place. */
export function keyOf(place: Place): string {
  return [...place.folder.split('/'), ...place.name.split('~')].map(decodeURIComponent).join('/');
}

/** Every key that begins with the prefix; only folders that can hold such keys are read. */
export async function* placesUnder(root: string, prefix: string): AsyncGenerator<string> {
  const [first = '', second = ''] = prefix.split('/').map(encodePart);
  const whole = prefix.split('/').length;
  for (const top of await foldersIn(root)) {
    if (whole > 1 ? top !== first : !top.startsWith(first)) continue;
    for (const name of await filesIn(join(root, top))) {
      const key = keyOf({ folder: top, name });
      if (key.startsWith(prefix)) yield key;
    }
    for (const sub of await foldersIn(join(root, top))) {
      if (whole > 2 ? sub !== second : !sub.startsWith(second)) continue;
      for (const name of await filesIn(join(root, top, sub))) {
        const key = keyOf({ folder: `${top}/${sub}`, name });
        if (key.startsWith(prefix)) yield key;
      }
    }
  }
}

/** The file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

/** An error of the file system with that code. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll('~', '%7E');
}

async function entriesIn(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await entriesIn(folder);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await entriesIn(folder);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
