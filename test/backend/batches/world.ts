import { createDraft } from '../../../backend/batches/create-draft.ts';
import type { BatchDeps } from '../../../backend/batches/deps.ts';
import { sha256 } from '../../../backend/batches/fingerprint-row.ts';
import { putRows } from '../../../backend/batches/put-rows.ts';
import { runTask } from '../../../backend/batches/run-task.ts';
import { startBatch } from '../../../backend/batches/start-batch.ts';
import { createManualClock, type ManualClock } from '../../../backend/embedded/manual-clock.ts';
import { openSqliteStore } from '../../../backend/embedded/sqlite/sqlite-store.ts';
import type { BatchRecord, BatchStore, Caller, FileMeta, FileStore, RowRecord, Task } from '../../../backend/ports.ts';
import type { DraftRequest, DraftRow } from '../../../shared/api.ts';
import { NO_SETTINGS } from '../../../shared/settings.ts';
import { CATALOGUE, TEMPLATES } from '../../../templates/index.ts';
import { createFakeEngine, type FakeEngine } from './fake-engine.ts';

export const START = Date.UTC(2026, 10, 20, 12);

/** A task that was asked for, and when it may be delivered. */
export interface Delivery {
  readonly task: Task;
  readonly at: number;
}

/** A backend without a network, a disk or a clock that moves by itself. */
export interface World {
  readonly deps: BatchDeps;
  readonly clock: ManualClock;
  readonly store: BatchStore & { close(): void };
  readonly tasks: Delivery[];
  readonly studio: FakeEngine;
  readonly paid: FakeEngine;
  readonly fetched: string[];
  /** Delivers every task, moving the clock to the next one, until nothing is left or `until` says so. */
  drain(until?: () => boolean): Promise<void>;
  deliver(task: Task): Promise<void>;
  rows(batchId: string): Promise<RowRecord[]>;
  batch(batchId: string): Promise<BatchRecord>;
}

export const CALLER: Caller = {
  sub: 'ann',
  email: 'ann@example.com',
  space: 'sheet:one',
  spreadsheetId: 'one',
  proved: true,
};

export interface WorldOptions {
  readonly file?: string;
  readonly monthCapUsd?: number | null;
  readonly resumes?: boolean;
  readonly files?: FileStore;
  readonly clock?: ManualClock;
  readonly store?: BatchStore & { close(): void };
}

export function createWorld(options: WorldOptions = {}): World {
  const clock = options.clock ?? createManualClock(START);
  const store = options.store ?? openSqliteStore(options.file ?? ':memory:');
  const tasks: Delivery[] = [];
  const names = new Set<string>();
  const studio = createFakeEngine('studio');
  const paid = createFakeEngine('ideogram', { paid: true, costUsd: 0.05, resumes: options.resumes ?? false });
  const fetched: string[] = [];
  let ids = 0;
  let seed = 12345;
  const deps: BatchDeps = {
    store,
    files: options.files ?? memoryFiles(),
    queue: {
      async add(task, { name, at } = {}) {
        if (name !== undefined) {
          if (names.has(name)) return;
          names.add(name);
        }
        if (task.kind === 'pump') return;
        if (task.kind === 'tick') {
          const same = tasks.findIndex((one) => one.task.kind === 'tick' && one.task.batchId === task.batchId);
          const before = tasks[same];
          if (before !== undefined) {
            if (before.at > (at ?? 0)) tasks[same] = { task, at: at ?? 0 };
            return;
          }
        }
        tasks.push({ task, at: at ?? 0 });
      },
    },
    engines: new Map([
      ['studio', studio],
      ['ideogram', paid],
    ]),
    async fetchSource(source) {
      fetched.push(source.value);
      const bytes = new TextEncoder().encode(source.value);
      return { bytes, mediaType: 'image/png', width: 4, height: 4, name: source.value.split('/').at(-1) ?? '' };
    },
    clock,
    random: {
      id: () => `id-${++ids}-${Math.floor(Math.random() * 1e9)}`,
      bytes: (count) => new Uint8Array(count),
      seed() {
        seed = (seed * 48271) % 2147483647;
        return seed;
      },
      fraction: () => 0.5,
    },
    catalogue: CATALOGUE,
    templates: new Map(TEMPLATES.map((one) => [one.id, one])),
    configured: ['studio', 'ideogram'],
    limits: { maxRows: 50_000, maxImages: 4 },
    publicUrl: 'http://127.0.0.1:8787',
    monthCapUsd: options.monthCapUsd ?? null,
    log: () => undefined,
  };
  const world: World = {
    deps,
    clock,
    store,
    tasks,
    studio,
    paid,
    fetched,
    deliver: (task) => runTask(deps, task, { pump: async () => undefined, exportBatch: async () => undefined }),
    async drain(until = () => false) {
      for (let turn = 0; turn < 100_000 && tasks.length > 0 && !until(); turn++) {
        tasks.sort((a, b) => a.at - b.at);
        const next = tasks.shift();
        if (next === undefined) return;
        if (next.at > clock.now()) await clock.advance(next.at - clock.now());
        await world.deliver(next.task);
      }
    },
    rows: (batchId) => store.listRows(batchId, { after: -1, limit: 100_000 }).then((rows) => [...rows]),
    async batch(batchId) {
      const batch = await store.getBatch(batchId);
      if (batch === null) throw new Error(`no batch ${batchId}`);
      return batch;
    },
  };
  return world;
}

export function memoryFiles(): FileStore {
  const kept = new Map<string, { bytes: Uint8Array; meta: FileMeta }>();
  const get = (key: string) => {
    const file = kept.get(key);
    if (file === undefined) throw new Error(`no file ${key}`);
    return file;
  };
  return {
    async create(key, bytes, meta) {
      if (kept.has(key)) return false;
      kept.set(key, { bytes, meta });
      return true;
    },
    async createFrom() {
      throw new Error('not needed here');
    },
    async stat(key) {
      const file = kept.get(key);
      return file === undefined ? null : { ...file.meta, bytes: file.bytes.length };
    },
    async read(key) {
      return get(key).bytes;
    },
    async open() {
      throw new Error('not needed here');
    },
    async *list(prefix) {
      for (const key of [...kept.keys()]) if (key.startsWith(prefix)) yield key;
    },
    async deleteAll(prefix) {
      let count = 0;
      for (const key of [...kept.keys()]) if (key.startsWith(prefix) && kept.delete(key)) count++;
      return count;
    },
  };
}

export interface RunOptions {
  readonly id?: string;
  readonly header?: readonly string[];
  readonly caller?: Caller;
  readonly draft?: Partial<DraftRequest>;
}

/** Drafts and starts a batch of rows; a row is its cells by column, with an id of its own or `row-N`. */
export async function start(
  world: World,
  rows: readonly (readonly string[])[],
  options: RunOptions & { readonly ids?: readonly string[] } = {},
): Promise<BatchRecord> {
  const { request, sent } = await draft(world, rows, options);
  return startBatch(world.deps, options.caller ?? CALLER, request, sent);
}

export async function draft(
  world: World,
  rows: readonly (readonly string[])[],
  options: RunOptions & { readonly ids?: readonly string[] } = {},
) {
  const id = options.id ?? `batch-${Math.random().toString(36).slice(2)}`;
  const caller = options.caller ?? CALLER;
  await createDraft(world.deps, caller, id, {
    tab: '0',
    tabTitle: 'Sheet1',
    name: 'A batch',
    template: 'generate-basic',
    settings: { ...NO_SETTINGS, fields: { model: 'studio' } },
    scope: { kind: 'auto' },
    preview: false,
    budgetUsd: null,
    header: options.header ?? ['prompt', 'num_images'],
    headerRow: 1,
    ownColumns: [],
    ...options.draft,
  });
  const digests: string[] = [];
  for (let from = 0, chunk = 0; from < rows.length || chunk === 0; from += 500, chunk++) {
    const part = rows.slice(from, from + 500).map(
      (cells, index): DraftRow => ({
        rowId: options.ids?.[from + index] ?? `row-${from + index + 1}`,
        number: from + index + 2,
        cells,
      }),
    );
    const digest = sha256(JSON.stringify(part));
    digests.push(digest);
    await putRows(world.deps, caller, id, chunk, part, digest);
  }
  return { request: id, sent: { rows: rows.length, digest: sha256(digests.join('\n')) } };
}

/** So many rows of one image each. */
export function prompts(count: number, images = 1): string[][] {
  return Array.from({ length: count }, (_, index) => [`prompt ${index + 1}`, String(images)]);
}
