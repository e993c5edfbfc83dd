import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '../../shared/catalogue.ts';
import type { CallSlots } from '../batches/deps.ts';
import type { BatchStore, Clock, FileStore, Task } from '../ports.ts';
import { createCallSlots } from './call-slots.ts';
import { collectEarly } from './collect-early.ts';
import { openDiskFiles } from './disk-files.ts';
import { lockFolder } from './lock-folder.ts';
import { createProcessQueue, type ProcessQueue } from './process-queue.ts';
import { callLimitOf, rowsAtOnce } from './provider-limits.ts';
import { isStore } from './sqlite/database.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import { systemClock } from './system-clock.ts';

export interface EmbeddedOptions {
  /** Made if missing. */
  readonly dataDir: string;
  readonly clock?: Clock;
  /** Says what each provider allows; absent: only `concurrency` bounds its rows. */
  readonly catalogue?: Catalogue;
  /** Rows of a provider at once; absent: as the catalogue and the processors say. */
  readonly concurrency?: (provider: string) => number;
  failed(task: Task, error: unknown): void;
}

const NO_LIMITS: Catalogue = { date: '', providers: [], models: [] };

export interface Embedded {
  readonly store: BatchStore;
  readonly files: FileStore;
  readonly queue: ProcessQueue;
  readonly slots: CallSlots;
  readonly clock: Clock;
  /**
   * Lets what runs go on for so long (ms; a paid call that is cut off is in doubt), ends it, commits and frees the folder.
   */
  close(graceMs?: number): Promise<void>;
}

/**
 * Store, files and queue in one folder, for one process. Throws FolderInUseError while another process has it. Leases
 * of processes that died are ended at once: holding the folder proves that none of them lives.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir } = options;
  const clock = options.clock ?? systemClock;
  collectEarly();
  mkdirSync(dataDir, { recursive: true });
  const lock = lockFolder(dataDir);
  try {
    const files = openDiskFiles(join(dataDir, 'files'));
    const store = openSqliteStore(join(dataDir, 'rowshot.db'));
    const catalogue = options.catalogue ?? NO_LIMITS;
    const processors = availableParallelism();
    const concurrency = options.concurrency ?? ((provider: string) => rowsAtOnce(catalogue, provider, processors));
    const queue = createProcessQueue({ clock, concurrency, failed: options.failed });
    const slots = createCallSlots(clock, (provider) => callLimitOf(catalogue, provider));
    await store.expireLeases();
    return {
      store,
      files,
      queue,
      slots,
      clock,
      async close(graceMs) {
        await queue.close(graceMs);
        store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Only looks, while another process may be running batches; null: there is nothing in that folder yet. */
export function openForReading(dataDir: string): { readonly store: BatchStore; close(): void } | null {
  const file = join(dataDir, 'rowshot.db');
  if (!existsSync(file) || !isStore(file)) return null;
  const store = openSqliteStore(file, { readOnly: true });
  return { store, close: store.close };
}
