import { mkdir, readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import path from 'node:path';
import express from 'express';
import { storeUpload } from '../backend/access/store-upload.ts';
import type { Config } from '../backend/config.ts';
import { readSpreadsheet } from '../backend/files/read-spreadsheet.ts';
import { type Overrides, type RunningBackend, startBackend } from '../backend/main.ts';
import { EXAMPLE_INTERIOR, EXAMPLE_PRODUCTS, type ExamplePicture } from '../templates/examples/index.ts';
import { createScriptRunner } from './apps-script/create-script-runner.ts';
import { builtAddon, builtPage } from './built-parts.ts';
import { type ExampleUpload, exampleTabs } from './example-workbook.ts';
import { forwardToBackend } from './forward-to-backend.ts';
import { DEFAULT_PERSON, personNamed, serviceAccountEmail } from './identity/people.ts';
import { TokenIssuer } from './identity/token-issuer.ts';
import { createRestServer } from './rest/create-rest-server.ts';
import type { QuotaLimits } from './rest/quota.ts';
import { createWorkbenchServer } from './server/create-workbench-server.ts';
import { Faults } from './server/faults.ts';
import { createPanelApp, Panels } from './server/panels.ts';
import { Presence } from './server/presence.ts';
import { createScriptSurroundings } from './server/script-surroundings.ts';
import { tableReader, writeTable } from './table-files.ts';
import type { WorkbookDocument } from './workbook/document.ts';
import { WorkbookFolder } from './workbook/workbook-folder.ts';

const AUDIENCE = 'rowshot-workbench.apps.workbench.local';
const EXAMPLES = path.join(import.meta.dirname, '..', 'templates', 'examples');

export interface WorkbenchOptions {
  /** `port` is the page's; sidebar, backend and Google's stand-ins take free ones. */
  readonly config: Config;
  /** For tests: `POST /api/faults` makes the stand-ins misbehave. */
  readonly testing?: boolean;
  /** Google's figures unless a test has no minute to spare. */
  readonly quota?: QuotaLimits;
  readonly backend?: Overrides;
}

export interface RunningWorkbench {
  /** The page that people open, without a trailing slash. */
  readonly url: string;
  readonly backend: RunningBackend;
  readonly workbooks: WorkbookFolder;
  readonly faults: Faults;
  close(): Promise<void>;
}

/**
 * Starts everything a person needs to use Rowshot without an account: the spreadsheet page, the add-on in its realm,
 * stand-ins for Sheets, Drive and sign-in, and the real backend, which talks to them as it would to Google.
 */
export async function startWorkbench({
  config,
  testing,
  quota,
  backend: overrides,
}: WorkbenchOptions): Promise<RunningWorkbench> {
  const folder = path.join(config.dataDir, 'workbench');
  await mkdir(folder, { recursive: true });
  // The page's address comes first: it is in every link. Until all is ready it says so.
  let pageListener: RequestListener = (_request, response) =>
    response.writeHead(503, { 'retry-after': '1' }).end('Starting …');
  const page = await listen((request, response) => pageListener(request, response), config.port);
  const closing: (() => Promise<void>)[] = [() => closeServer(page.server)];
  try {
    const workbooks = new WorkbookFolder(path.join(folder, 'workbooks'));
    // After everything that may still write into one.
    closing.push(() => workbooks.flush());
    const issuer = new TokenIssuer({ folder });
    const faults = new Faults();
    const presence = new Presence();
    const panels = new Panels();
    const writer = serviceAccountEmail('rowshot');
    const rest = await listen(
      createRestServer({
        workbooks,
        issuer,
        faults,
        driveFolder: path.join(folder, 'drive'),
        ...(quota ? { quota } : {}),
      }),
      0,
    );
    closing.push(() => closeServer(rest.server));
    const panel = await listen(
      createPanelApp(panels, () => [page.url, page.url.replace('127.0.0.1', 'localhost')]),
      0,
    );
    closing.push(() => closeServer(panel.server));

    const backend = await startBackend(
      {
        ...config,
        port: 0,
        publicUrl: config.publicUrl ?? page.url,
        identity: { audience: AUDIENCE, certsUrl: `${rest.url}/certs` },
        sheets: { ...config.sheets, rootUrl: `${rest.url}/`, writerAccount: writer },
      },
      { sheetsToken: () => issuer.issueServiceAccountToken(writer), ...overrides },
    );
    closing.push(() => backend.close());
    const codePath = await builtAddon(path.join(folder, 'addon'), backend.url);
    const scripts = await createScriptRunner({
      codePath,
      dataFolder: path.join(folder, 'scripts'),
      surroundings: createScriptSurroundings({
        workbooks,
        presence,
        panels,
        issuer,
        faults,
        audience: AUDIENCE,
        pageOrigin: () => page.url,
        panelOrigin: () => panel.url,
        restOrigin: () => rest.url,
      }),
    });
    closing.push(() => scripts.close());
    if (workbooks.list().length === 0) await addExample(workbooks, backend);

    const app = createWorkbenchServer({
      workbooks,
      scripts,
      presence,
      readTable: tableReader(readSpreadsheet),
      writeTable,
      ...(testing ? { faults } : {}),
    });
    app.use(forwardToBackend(() => backend.url));
    app.use(express.static(await builtPage(path.join(folder, 'page'))));
    pageListener = app;
    return { url: page.url, backend, workbooks, faults, close: () => closeAll(closing) };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

/** The catalogue that a new person sees, so that Start works at once. */
async function addExample(workbooks: WorkbookFolder, backend: RunningBackend): Promise<WorkbookDocument> {
  const document = workbooks.create('Autumn catalogue', personNamed(DEFAULT_PERSON).email);
  const { batches, keys, publicUrl, config } = backend.deps;
  const limits = { maxBytes: config.limits.maxFileBytes, maxPixels: config.limits.maxPixels };
  const upload = async ({ file, title }: ExamplePicture): Promise<ExampleUpload> => {
    const bytes = await readFile(path.join(EXAMPLES, file));
    const { url } = await storeUpload({ ...batches, keys, publicUrl, limits }, `sheet:${document.id}`, file, bytes);
    return { title, url };
  };
  const products = await Promise.all(EXAMPLE_PRODUCTS.map(upload));
  const tabs = exampleTabs(products, await upload(EXAMPLE_INTERIOR));
  const [first] = document.workbook.tabs;
  document.apply('example', [
    ...tabs.map((tab, index) => ({ type: 'addTab' as const, index: index + 1, tab })),
    ...(first ? [{ type: 'deleteTab' as const, tabId: first.id }] : []),
  ]);
  return document;
}

async function listen(
  listener: RequestListener,
  port: number,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}` };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Open pages hold their event streams for ever.
  server.closeAllConnections();
  await closed;
}

/** Last opened, first closed. Every part is closed even where one of them fails. */
async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closing.splice(0).reverse()) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
