import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes names in folders survive a power cut. */
export interface FolderSync {
  /** Makes the folder, and its parents below the root, safe on disk. */
  ensure(folder: string): Promise<void>;
  /** Flushes the folder's names; calls that come while one flush runs share the next. */
  sync(folder: string): Promise<void>;
}

export function createFolderSync(root: string): FolderSync {
  const known = new Map<string, Promise<void>>();
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();

  const flush = async (folder: string) => {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  };

  const start = (folder: string): Promise<void> => {
    const one = flush(folder).finally(() => {
      running.delete(folder);
    });
    running.set(folder, one);
    return one;
  };

  const sync = (folder: string): Promise<void> => {
    const busy = running.get(folder);
    if (busy === undefined) return start(folder);
    // The running flush may have begun before our name was there: wait for the one after it.
    let shared = next.get(folder);
    if (shared === undefined) {
      shared = busy
        .catch(() => undefined)
        .then(() => {
          next.delete(folder);
          return start(folder);
        });
      next.set(folder, shared);
    }
    return shared;
  };

  return {
    ensure(folder) {
      let made = known.get(folder);
      if (made === undefined) {
        made = mkdir(folder, { recursive: true }).then(async () => {
          for (let at = dirname(folder); at.length >= root.length; at = dirname(at)) await sync(at);
        });
        known.set(folder, made);
        made.catch(() => known.delete(folder));
      }
      return made;
    },
    sync,
  };
}
