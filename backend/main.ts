import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { CATALOGUE, TEMPLATES } from '../templates/index.ts';
import { createEditProof } from './access/prove-edit-access.ts';
import { createOwnLinkReader } from './access/read-own-link.ts';
import { createResultLinks } from './access/result-links.ts';
import { createSessionTokens } from './access/session-tokens.ts';
import { openSigningKeys } from './access/signing-keys.ts';
import { createApp } from './app.ts';
import { deleteOldDrafts } from './batches/continue-batches.ts';
import type { BatchDeps, Log } from './batches/deps.ts';
import { runTask } from './batches/run-task.ts';
import type { ResultLink } from './batches/view-row.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { openEmbedded } from './embedded/open-embedded.ts';
import { systemRandom } from './embedded/system-random.ts';
import type { Engine } from './engines/engine.ts';
import { createStudioEngine } from './engines/studio/studio-engine.ts';
import { createSourceFetcher } from './images/fetch-source.ts';
import { createSafeFetch } from './images/safe-fetch.ts';
import type { Clock, SheetsApi } from './ports.ts';
import type { AppDeps, Identify } from './routes/app-deps.ts';
import { createExportBuilder } from './routes/build-export.ts';
import { createSheetPump } from './sheet/pump-sheet.ts';

const MINUTE = 60_000;
/** Calls that are out may end before the process does: one that is cut off may have been charged. Cloud Run gives 10 s. */
const GRACE_MS = 8_000;

/** What a test or the workbench puts in place of what the configuration says. */
export interface Overrides {
  readonly sheets?: SheetsApi | null;
  readonly identify?: Identify;
  readonly engines?: readonly Engine[];
  readonly clock?: Clock;
  readonly log?: Log;
  /** Gives the bearer token for Sheets anew whenever it is needed. */
  readonly sheetsToken?: () => string;
}

export interface RunningBackend {
  /** Where it listens, without a trailing slash. */
  readonly url: string;
  readonly deps: AppDeps;
  /** Takes no more requests, lets those under way finish, saves, and frees the data folder. */
  close(): Promise<void>;
}

/** Configuration → adapters → app → listen. Throws ConfigError, or FolderInUseError while another process has the data. */
export async function startBackend(config: Config, overrides: Overrides = {}): Promise<RunningBackend> {
  if (config.mode === 'google') {
    throw new ConfigError('ROWSHOT_MODE is “google”, whose storage is not part of this build yet; use embedded.');
  }
  const log = overrides.log ?? logToStderr;
  const engines = overrides.engines ?? [createStudioEngine({ maxPixels: config.limits.maxPixels })];
  const embedded = await openEmbedded({
    dataDir: config.dataDir,
    ...(overrides.clock ? { clock: overrides.clock } : {}),
    catalogue: CATALOGUE,
    failed: (task, error) => log('task failed', { kind: task.kind, error: String(error).slice(0, 1000) }),
  });
  const { store, files, queue, slots, clock } = embedded;

  let listener: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(config.port, '127.0.0.1', resolve);
  }).catch(async (error: unknown) => {
    await embedded.close();
    throw error;
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const url = `http://127.0.0.1:${port}`;
  const publicUrl = config.publicUrl ?? url;

  const keys = openSigningKeys(join(config.dataDir, 'signing-keys.json'));
  const links = createResultLinks(keys, publicUrl);
  const link: ResultLink = (batch, output) =>
    links.url({ file: output.file ?? '', linkVersion: batch.linkVersion }, output.name);
  const safeFetch = createSafeFetch({
    allowedHosts: config.privateSources,
    maxBytes: config.limits.maxFileBytes,
    timeoutMs: config.limits.sourceTimeoutMs,
  });
  const readOwnLink = createOwnLinkReader({ store, files, links, origins: [new URL(publicUrl).origin, url] });
  const sheets = overrides.sheets === undefined ? openSheets(config, clock, overrides.sheetsToken) : overrides.sheets;
  const batches: BatchDeps = {
    store,
    files,
    queue,
    slots,
    engines: new Map(engines.map((engine) => [engine.id, engine])),
    fetchSource: createSourceFetcher({
      safeFetch,
      readOwnLink,
      localRoot: null,
      maxBytes: config.limits.maxFileBytes,
      maxPixels: config.limits.maxPixels,
    }),
    clock,
    random: systemRandom,
    catalogue: CATALOGUE,
    templates: new Map(TEMPLATES.map((template) => [template.id, template])),
    configured: engines.map((engine) => engine.id),
    limits: { maxRows: config.limits.maxRows, maxImages: config.limits.maxImages },
    publicUrl,
    monthCapUsd: config.monthCapUsd,
    log,
    afterFinish: async (batch) => pump?.settle(batch),
  };
  const pump = sheets
    ? createSheetPump(batches, { sheets, link, writesPerMinute: config.sheets.writesPerMinute, holder: 'embedded' })
    : null;
  const exports = createExportBuilder(batches, keys, () => publicUrl);
  let isReady = true;
  const deps: AppDeps = {
    config,
    batches,
    identify: overrides.identify ?? openIdentity(config),
    tokens: createSessionTokens(keys, clock),
    proof: createEditProof(store, sheets, clock),
    keys,
    links,
    link,
    publicUrl,
    safeFetch,
    readOwnLink,
    exports,
    pump,
    writerAccount: config.sheets.writerAccount,
    hosts: () => [`127.0.0.1:${port}`, `localhost:${port}`, new URL(publicUrl).host],
    ready: () => isReady,
  };
  listener = createApp(deps);

  const others = {
    pump: async (spreadsheetId: string, full: boolean) => pump?.pump(spreadsheetId, full),
    exportBatch: (exportId: string) => exports.build(exportId),
  };
  queue.start((task, signal) => runTask(batches, task, others, signal));
  const upkeep = async () => {
    for (const batch of await store.openBatches()) {
      // What the command line left behind names files of its own folder; `resume` goes on with it.
      if (batch.space !== 'local') await queue.add({ kind: 'tick', batchId: batch.id });
    }
    await deleteOldDrafts(batches);
    for (const old of await store.expiredExports(clock.now())) await files.deleteAll(`exports/${old.id}.zip`);
  };
  const upkeepFailed = (error: unknown) => log('upkeep failed', { error: String(error).slice(0, 1000) });
  await upkeep();
  for (const { spreadsheetId, space } of await store.openBatches()) {
    // What a process that died had not shown yet.
    if (spreadsheetId !== null && space.startsWith('sheet:'))
      await queue.add({ kind: 'pump', spreadsheetId, full: true });
  }
  const timer = setInterval(() => upkeep().catch(upkeepFailed), MINUTE);
  timer.unref();
  log('listening', { url, publicUrl });

  let closing: Promise<void> | null = null;
  const close = async () => {
    isReady = false;
    clearInterval(timer);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const late = setTimeout(() => server.closeAllConnections(), 3000);
    await embedded.close(GRACE_MS);
    await closed;
    clearTimeout(late);
    await Promise.all([safeFetch.close(), ...engines.map((engine) => engine.close())]);
  };
  return {
    url,
    deps,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Google's client takes its time to load, so that it is loaded with the first call. */
function openSheets(config: Config, clock: Clock, token: (() => string) | undefined): SheetsApi | null {
  const fixed = config.sheets.token;
  const give = token ?? (fixed === null ? null : () => fixed);
  const { rootUrl, writesPerMinute: perMinute } = config.sheets;
  if (rootUrl === null && give === null) return null;
  let loaded: Promise<SheetsApi> | null = null;
  const api = () => {
    loaded ??= import('./google/sheets.ts').then(({ createGoogleSheets }) =>
      createGoogleSheets({ rootUrl, token: give, perMinute, clock }),
    );
    return loaded;
  };
  return {
    findMetadata: async (...args) => (await api()).findMetadata(...args),
    read: async (...args) => (await api()).read(...args),
    write: async (...args) => (await api()).write(...args),
  };
}

function openIdentity({ identity }: Config): Identify | null {
  const { audience, certsUrl } = identity;
  if (audience === null) return null;
  let verifier: Promise<Identify> | null = null;
  return async (token) => {
    verifier ??= import('./google/verify-id-token.ts').then(({ createIdentityVerifier }) =>
      createIdentityVerifier({ audience, certsUrl }),
    );
    return (await verifier)(token);
  };
}

const logToStderr: Log = (event, facts) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`);
};

if (import.meta.main) {
  const running = await startBackend(readConfig(process.env)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  });
  const stop = () => {
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
