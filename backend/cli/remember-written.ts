import { sha256 } from '../batches/fingerprint-row.ts';
import type { BatchStore } from '../ports.ts';
import { LOCAL_SPACE } from './open-local.ts';

/** Keeps which files were written from which FILE, so that a later batch of it may replace them and no others. */
export interface WrittenFiles {
  read(file: string): Promise<ReadonlySet<string>>;
  add(file: string, files: readonly string[]): Promise<void>;
}

export function writtenFiles(store: BatchStore): WrittenFiles {
  const nameOf = (file: string) => `written/${sha256(file).slice(0, 32)}`;
  const read = async (file: string): Promise<ReadonlySet<string>> => {
    const body = await store.getSetting(LOCAL_SPACE, nameOf(file));
    const files: unknown = body === null ? [] : JSON.parse(body);
    return new Set(Array.isArray(files) ? files.filter((file) => typeof file === 'string') : []);
  };
  return {
    read,
    async add(file, files) {
      const all = new Set([...(await read(file)), ...files]);
      await store.putSetting(LOCAL_SPACE, nameOf(file), JSON.stringify([...all]));
    },
  };
}
