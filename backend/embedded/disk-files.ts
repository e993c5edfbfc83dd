import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { link, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FileStore } from '../ports.ts';
import { hasCode, isMissing, placeOf, placesUnder } from './file-places.ts';
import { readSeal, sealOf } from './sealed-file.ts';
import { createFolderSync } from './sync-folder.ts';

/**
 * Files below a folder. A file is written under a temporary name, flushed, linked to its own name and the folder
 * flushed; only then does the promise resolve. Linking fails where the name exists, which makes `create` exclusive.
 */
export function openDiskFiles(root: string): FileStore {
  const temporary = join(root, '.writing');
  // What a killed process left half-written was never visible under a key.
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const folders = createFolderSync(root);

  const publish = async (draft: string, key: string): Promise<boolean> => {
    const place = placeOf(key);
    const folder = join(root, place.folder);
    await folders.ensure(folder);
    try {
      await link(draft, join(folder, place.name));
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      throw error;
    } finally {
      await unlink(draft);
    }
    await folders.sync(folder);
    return true;
  };

  const pathOf = (key: string) => {
    const place = placeOf(key);
    return join(root, place.folder, place.name);
  };

  const facts = async (key: string) => {
    const path = pathOf(key);
    const handle = await open(path, 'r');
    try {
      return await readSeal(handle, path);
    } finally {
      await handle.close();
    }
  };

  return {
    async create(key, bytes, meta) {
      const draft = join(temporary, randomUUID());
      const handle = await open(draft, 'wx');
      try {
        await handle.writev([bytes, sealOf(meta)]);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      return publish(draft, key);
    },
    async createFrom(key, source, meta) {
      const draft = join(temporary, randomUUID());
      const handle = await open(draft, 'wx');
      let bytes = 0;
      try {
        for await (const chunk of source) {
          const part = Buffer.from(chunk);
          await handle.write(part);
          bytes += part.length;
        }
        await handle.write(sealOf(meta));
        await handle.datasync();
      } catch (error) {
        await unlink(draft);
        throw error;
      } finally {
        await handle.close();
      }
      if (!(await publish(draft, key))) throw new Error(`There is a file under ${key} already.`);
      return { bytes };
    },
    async stat(key) {
      try {
        return await facts(key);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async read(key) {
      const path = pathOf(key);
      const handle = await open(path, 'r');
      try {
        const { bytes } = await readSeal(handle, path);
        const content = new Uint8Array(bytes);
        await handle.read(content, 0, bytes, 0);
        return content;
      } finally {
        await handle.close();
      }
    },
    async open(key, range) {
      const { bytes } = await facts(key);
      const start = range?.start ?? 0;
      const end = Math.min(range?.end ?? bytes - 1, bytes - 1);
      // createReadStream takes an end before the start for "to the end of the file".
      return end < start ? Readable.from([]) : createReadStream(pathOf(key), { start, end });
    },
    list(prefix) {
      return placesUnder(root, prefix);
    },
    async deleteAll(prefix) {
      let count = 0;
      const touched = new Set<string>();
      for await (const key of placesUnder(root, prefix)) {
        await unlink(pathOf(key));
        touched.add(join(root, placeOf(key).folder));
        count++;
      }
      for (const folder of touched) await folders.sync(folder);
      return count;
    },
  };
}
