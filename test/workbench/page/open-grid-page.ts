import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import type { Browser, BrowserContext, Page as BrowserPage } from 'playwright-core';
import type { ScriptCall, ScriptOutcome, ScriptRunner } from '../../../workbench/apps-script/script-runner.ts';
import { buildPage } from '../../../workbench/page/build.ts';
import { createWorkbenchServer } from '../../../workbench/server/create-workbench-server.ts';
import { createPanelApp, Panels } from '../../../workbench/server/panels.ts';
import { Presence } from '../../../workbench/server/presence.ts';
import type { WorkbookDocument } from '../../../workbench/workbook/document.ts';
import type { CellPatch } from '../../../workbench/workbook/model.ts';
import { WorkbookFolder } from '../../../workbench/workbook/workbook-folder.ts';

/** A script that shows a sidebar and answers a few calls, standing where the add-on's Code.js is. */
const SIDEBAR = `<!doctype html><html lang="en"><head><title>Panel</title></head><body>
<main><h1>Rows to images</h1><button id="call">Call</button><output id="out"></output></main>
<script>
document.getElementById('call').onclick = () => {
  const out = document.getElementById('out');
  google.script.run
    .withSuccessHandler((value, mark) => { out.textContent = mark + ':' + JSON.stringify(value); })
    .withFailureHandler((error) => { out.textContent = error.name + ': ' + error.message; })
    .withUserObject('mine').echo({ a: [1, 'two'] });
};
</script></body></html>`;

export type GridServer = Awaited<ReturnType<typeof startGridServer>>;

/** The real server with a stand-in for the add-on's script, on free ports, in a folder of its own. */
export async function startGridServer() {
  const folder = await mkdtemp(path.join(tmpdir(), 'grid-page-'));
  const pageFolder = path.join(folder, 'page');
  await buildPage({ outDir: pageFolder });
  const workbooks = new WorkbookFolder(path.join(folder, 'workbooks'));
  const presence = new Presence();
  const panels = new Panels();
  let pageOrigin = '';
  let panelOrigin = '';
  const scripts: ScriptRunner = {
    run: async (call) => runStandIn(call),
    close: async () => {},
  };
  const runStandIn = async (call: ScriptCall): Promise<ScriptOutcome> => {
    const done = (result: unknown): ScriptOutcome => ({ ok: true, result, menus: [] });
    const { workbookId, person, clientId } = call;
    switch (call.functionName) {
      case 'onOpen':
        return {
          ok: true,
          result: null,
          menus: [
            {
              type: 'menu',
              label: 'Rowshot',
              items: [
                { type: 'item', label: 'Open Rowshot', functionName: 'showSidebar' },
                { type: 'separator' },
                { type: 'item', label: 'Ask', functionName: 'ask' },
                { type: 'item', label: 'Fail', functionName: 'fail' },
              ],
            },
          ],
        };
      case 'showSidebar': {
        const panelId = panels.publish(SIDEBAR);
        const url = `${panelOrigin}/panel/${panelId}`;
        presence.tell(workbookId, person, clientId, { type: 'sidebar', panelId, title: 'Rowshot', url });
        return done(null);
      }
      case 'ask': {
        const answer = await presence.ask(workbookId, person, clientId, {
          type: 'alert',
          dialogId: `dialog-${Date.now()}`,
          title: 'Start?',
          message: 'Three rows will run.',
          buttons: 'YES_NO',
        });
        presence.tell(workbookId, person, clientId, {
          type: 'toast',
          title: 'Answer',
          message: `You said ${answer.button}`,
          seconds: 5,
        });
        return done(null);
      }
      case 'echo':
        return done(call.args[0]);
      default:
        return { ok: false, error: { name: 'Error', message: `${call.functionName} failed on purpose` }, menus: [] };
    }
  };

  const app = createWorkbenchServer({ workbooks, scripts, presence });
  app.use(express.static(pageFolder));
  let server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = addressOf(server.address());
  pageOrigin = `http://127.0.0.1:${port}`;
  const panelServer = createPanelApp(panels, () => [pageOrigin]).listen(0, '127.0.0.1');
  await new Promise((resolve) => panelServer.once('listening', resolve));
  panelOrigin = `http://127.0.0.1:${addressOf(panelServer.address()).port}`;

  return {
    origin: pageOrigin,
    workbooks,
    /** Takes the server away, with every open connection. */
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    /** Brings it back on the same port. */
    restart: async () => {
      server = app.listen(port, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
    },
    close: async () => {
      server.closeAllConnections();
      panelServer.closeAllConnections();
      server.close();
      panelServer.close();
      await workbooks.flush();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The test server listens on no port.');
  return address;
}

/** A spreadsheet with these rows of texts (or cells) in its first tab. */
export function makeWorkbook(
  server: GridServer,
  title: string,
  rows: readonly (readonly (string | number | CellPatch)[])[],
): WorkbookDocument {
  const document = server.workbooks.create(title, 'you@workbench.local');
  const patches = rows.map((row) => row.map((cell) => (typeof cell === 'object' ? cell : { value: cell })));
  const missing = rows.length - 1000;
  document.applyFrom('test', document.revision, [
    ...(missing > 0 ? [{ type: 'insertRows', tabId: 0, at: 1000, count: missing } as const] : []),
    { type: 'setCells', tabId: 0, row: 0, column: 0, patches },
  ]);
  return document;
}

export type OpenedGrid = { readonly page: BrowserPage; readonly context: BrowserContext; readonly errors: string[] };

/** Opens a spreadsheet and waits until its grid stands. `errors` gathers what the page logs as an error. */
export async function openGrid(browser: Browser, server: GridServer, id: string, query = ''): Promise<OpenedGrid> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 860 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${server.origin}/?workbook=${id}${query}`);
  await page.waitForSelector('[data-a1=A1]', { timeout: 8000 });
  return { page, context, errors };
}
