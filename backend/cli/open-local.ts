import type { ReadLimits } from '../../shared/reading.ts';
import { CATALOGUE, TEMPLATES } from '../../templates/index.ts';
import type { BatchDeps } from '../batches/deps.ts';
import { type OtherTasks, runTask } from '../batches/run-task.ts';
import { readConfig } from '../config.ts';
import { FolderInUseError } from '../embedded/lock-folder.ts';
import { type Embedded, type EmbeddedOptions, openEmbedded } from '../embedded/open-embedded.ts';
import { systemRandom } from '../embedded/system-random.ts';
import { createStudioEngine } from '../engines/studio/studio-engine.ts';
import { createSourceFetcher } from '../images/fetch-source.ts';
import { createSafeFetch } from '../images/safe-fetch.ts';
import type { Caller, SpaceId } from '../ports.ts';
import { dataFolder, explainDataFolder } from './data-folder.ts';
import { Refusal } from './exit-codes.ts';
import { makeFolder } from './replace-file.ts';

/** The person at the command line. */
export const LOCAL_SPACE: SpaceId = 'local';
export const LOCAL_CALLER: Caller = {
  sub: 'local',
  email: 'you',
  space: LOCAL_SPACE,
  spreadsheetId: null,
  proved: false,
};

/** How long calls that are out may go on when the command ends: one that is cut off may have been charged. */
const GRACE_MS = 10_000;

/** There is no sheet to keep in step here, and results are written by the command itself. */
const NO_OTHER_TASKS: OtherTasks = { pump: async () => undefined, exportBatch: async () => undefined };

export interface LocalBackend {
  readonly deps: BatchDeps;
  /** From now on queued work is done. */
  start(): void;
  /** Pictures are named by path in that folder; null: nowhere. */
  readSourcesFrom(root: string | null): void;
  close(): Promise<void>;
}

export interface LocalOptions {
  /** Folder whose pictures may be named by path; null: told later by readSourcesFrom. */
  readonly root: string | null;
  readonly configured: readonly string[];
  readonly limits: ReadLimits;
  /** Local picture → what its content is told apart by. */
  readonly identities: ReadonlyMap<string, string>;
  /** Rows at once; default: what providers and processors allow. */
  readonly concurrency?: number;
}

/**
 * Opens the data folder for this process and wires the domain to the embedded adapters.
 *
 * @throws Refusal while another process runs batches in the folder.
 */
export async function openLocalBackend(options: LocalOptions): Promise<LocalBackend> {
  const config = readConfig(process.env);
  const rowsAtOnce = options.concurrency;
  const log: BatchDeps['log'] = (event, facts) => {
    if (process.env.ROWSHOT_LOG) process.stderr.write(`${JSON.stringify({ event, ...facts })}\n`);
  };
  const dataDir = dataFolder();
  const embedded = await openFolder(dataDir, {
    catalogue: CATALOGUE,
    ...(rowsAtOnce === undefined ? {} : { concurrency: () => rowsAtOnce }),
    failed: (task, error) =>
      process.stderr.write(`${task.kind} failed: ${error instanceof Error ? error.message : error}\n`),
  });
  const studio = createStudioEngine({
    maxPixels: config.limits.maxPixels,
    ...(rowsAtOnce === undefined ? {} : { threads: rowsAtOnce }),
  });
  const safeFetch = createSafeFetch({
    allowedHosts: config.privateSources,
    maxBytes: config.limits.maxFileBytes,
    timeoutMs: config.limits.sourceTimeoutMs,
  });
  const fetchFrom = (localRoot: string | null) =>
    createSourceFetcher({
      safeFetch,
      // Uploads belong to spreadsheets; the command line has none.
      readOwnLink: async () => null,
      localRoot,
      maxBytes: config.limits.maxFileBytes,
      maxPixels: config.limits.maxPixels,
    });
  let fetchSource = fetchFrom(options.root);
  const deps: BatchDeps = {
    store: embedded.store,
    files: embedded.files,
    queue: embedded.queue,
    slots: embedded.slots,
    clock: embedded.clock,
    engines: new Map([[studio.id, studio]]),
    fetchSource: (source, access, signal) => fetchSource(source, access, signal),
    random: systemRandom,
    catalogue: CATALOGUE,
    templates: new Map(TEMPLATES.map((template) => [template.id, template])),
    configured: options.configured,
    limits: options.limits,
    publicUrl: '',
    monthCapUsd: config.monthCapUsd,
    log,
    identityOf: (value) => options.identities.get(value) ?? value,
  };
  return {
    deps,
    start: () => embedded.queue.start((task, signal) => runTask(deps, task, NO_OTHER_TASKS, signal)),
    readSourcesFrom(root) {
      fetchSource = fetchFrom(root);
    },
    async close() {
      await embedded.close(GRACE_MS);
      await studio.close();
      await safeFetch.close();
    },
  };
}

async function openFolder(dataDir: string, options: Omit<EmbeddedOptions, 'dataDir'>): Promise<Embedded> {
  try {
    await makeFolder(dataDir);
    return await openEmbedded({ dataDir, ...options });
  } catch (error) {
    if (error instanceof FolderInUseError) throw new Refusal(error.message, { cause: error });
    throw explainDataFolder(dataDir, error);
  }
}
