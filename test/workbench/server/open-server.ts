import { mkdtempSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { createScriptRunner } from '../../../workbench/apps-script/create-script-runner.ts';
import { TokenIssuer } from '../../../workbench/identity/token-issuer.ts';
import type { WorkbenchEvent } from '../../../workbench/server/api.ts';
import { createWorkbenchServer } from '../../../workbench/server/create-workbench-server.ts';
import { Faults } from '../../../workbench/server/faults.ts';
import { createPanelApp, Panels } from '../../../workbench/server/panels.ts';
import { Presence } from '../../../workbench/server/presence.ts';
import { createScriptSurroundings } from '../../../workbench/server/script-surroundings.ts';
import { WorkbookFolder } from '../../../workbench/workbook/workbook-folder.ts';

async function listen(app: Express) {
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: address.port, origin: `http://127.0.0.1:${address.port}`, close };
}

/** The whole workbench on free ports, with a script given as text. */
export async function openServer(code = '', pages: { readonly [name: string]: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'server-'));
  const codePath = join(folder, 'Code.js');
  writeFileSync(codePath, code);
  for (const [name, html] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), html);
  const workbooks = new WorkbookFolder(join(folder, 'workbooks'));
  const presence = new Presence();
  const panels = new Panels();
  const faults = new Faults();
  let pageOrigin = '';
  let panelOrigin = '';
  const surroundings = createScriptSurroundings({
    workbooks,
    presence,
    panels,
    issuer: new TokenIssuer({ folder: join(folder, 'identity') }),
    faults,
    audience: 'add-on',
    pageOrigin: () => pageOrigin,
    panelOrigin: () => panelOrigin,
  });
  const scripts = await createScriptRunner({
    codePath,
    dataFolder: join(folder, 'scripts'),
    surroundings,
    log: () => undefined,
  });
  const readTable = async (bytes: Uint8Array) => {
    const text = Buffer.from(bytes).toString('utf8');
    if (text.includes('\0')) throw new Error('this is no table');
    return { rows: text.split('\n').map((line) => line.split(',')), warnings: ['one'] };
  };
  const writeTable = async (rows: readonly (readonly string[])[]) =>
    Buffer.from(rows.map((row) => row.join(',')).join('\n'));
  const page = await listen(createWorkbenchServer({ workbooks, scripts, presence, faults, readTable, writeTable }));
  const panel = await listen(createPanelApp(panels, () => [pageOrigin]));
  pageOrigin = page.origin;
  panelOrigin = panel.origin;

  /** One request of the page; the answer with its JSON. */
  const send = async (method: string, path: string, body?: unknown) => {
    const raw = body instanceof Uint8Array;
    const response = await fetch(`${page.origin}${path}`, {
      method,
      headers: {
        origin: page.origin,
        ...(body === undefined ? {} : { 'content-type': raw ? 'text/csv' : 'application/json' }),
      },
      body: body === undefined ? null : raw ? Buffer.from(body) : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  };

  /** Listens to a spreadsheet's events. */
  const listenEvents = (id: string, query: string) => {
    const events: WorkbenchEvent[] = [];
    const request = httpRequest(`${page.origin}/api/workbooks/${id}/events?${query}`, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data !== undefined) events.push(JSON.parse(data));
        }
      });
    });
    request.on('error', () => undefined);
    request.end();
    return { events, close: () => request.destroy() };
  };

  return {
    workbooks,
    faults,
    page,
    panel,
    send,
    listenEvents,
    close: async () => {
      await scripts.close();
      await Promise.all([page.close(), panel.close()]);
      await workbooks.flush();
    },
  };
}

/** Waits until something holds. */
export async function eventually(holds: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${what} did not come about within two seconds.`);
}
