import { sha256 } from '../batches/fingerprint-row.ts';
import type { BatchStore } from '../ports.ts';
import { LOCAL_SPACE } from './open-local.ts';

/** Keeps which files were written from which tab, so that a later batch of it may replace them and no others. */
export interface WrittenFiles {
  read(tab: string): Promise<ReadonlySet<string>>;
  add(tab: string, files: readonly string[]): Promise<void>;
}

export function writtenFiles(store: BatchStore): WrittenFiles {
  const nameOf = (tab: string) => `written/${sha256(tab).slice(0, 32)}`;
  const read = async (tab: string): Promise<ReadonlySet<string>> => {
    const body = await store.getSetting(LOCAL_SPACE, nameOf(tab));
    const files: unknown = body === null ? [] : JSON.parse(body);
    return new Set(Array.isArray(files) ? files.filter((file) => typeof file === 'string') : []);
  };
  return {
    read,
    async add(tab, files) {
      const all = new Set([...(await read(tab)), ...files]);
      await store.putSetting(LOCAL_SPACE, nameOf(tab), JSON.stringify([...all]));
    },
  };
}
