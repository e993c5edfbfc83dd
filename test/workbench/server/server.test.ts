import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, openServer } from './open-server.ts';

const CODE = `
function onOpen(event) { SpreadsheetApp.getUi().createAddonMenu().addItem('Open', 'showSidebar').addSeparator().addToUi(); if (event.authMode === ScriptApp.AuthMode.NONE) throw new Error('no'); }
function showSidebar() { SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('sidebar').setTitle('Rowshot')); }
function mark(text) { SpreadsheetApp.getActiveRange().setValue(text); return SpreadsheetApp.getActiveRange().getA1Notation(); }
function boom() { throw new Error('boom'); }
function ask() { const ui = SpreadsheetApp.getUi(); return String(ui.alert('Sure?', 'Really?', ui.ButtonSet.YES_NO)) + (ui.alert('x') === ui.Button.CLOSE); }
function who() { return [Session.getActiveUser().getEmail(), JSON.parse(Utilities.newBlob(Utilities.base64DecodeWebSafe(ScriptApp.getIdentityToken().split('.')[1])).getDataAsString()).aud]; }
`;

describe('the workbench server', () => {
  let server: Awaited<ReturnType<typeof openServer>>;
  let id = '';
  let path = '';
  beforeAll(async () => {
    server = await openServer(CODE, { sidebar: '<!doctype html><html><head></head><body>hi</body></html>' });
    const made = await server.send('POST', '/api/workbooks', { title: 'Products' });
    expect(made.status).toBe(201);
    id = made.body.workbook.id;
    path = `/api/workbooks/${id}`;
  });
  afterAll(() => server.close());
  const set = (row: number, value: string) => ({ type: 'setCells', tabId: 0, row, column: 0, patches: [[{ value }]] });

  test('lists and opens spreadsheets for those who have access', async () => {
    const list = await server.send('GET', '/api/workbooks');
    expect(list.body.workbooks).toMatchObject([{ id, title: 'Products', tabs: 1 }]);
    expect((await server.send('GET', path)).body).toMatchObject({
      person: { name: 'you' },
      canEdit: true,
      selection: { tabId: 0 },
    });
    expect((await server.send('GET', `${path}?as=anna`)).status).toBe(403);
    const sharing = await server.send('PUT', `${path}/sharing`, {
      owner: 'you@workbench.local',
      editors: ['anna@workbench.local'],
      refuseServiceAccounts: false,
    });
    expect(sharing.status).toBe(200);
    expect((await server.send('GET', `${path}?as=anna`)).body.person.email).toBe('anna@workbench.local');
    expect(
      (await server.send('GET', '/api/people')).body.people.map((person: { name: string }) => person.name),
    ).toEqual(['you', 'anna']);
    expect((await server.send('GET', '/api/workbooks/none')).status).toBe(404);
    expect((await server.send('GET', '/api/workbooks?as=a%20b')).status).toBe(400);
  });

  test('operations reach every page, moved behind what was missed', async () => {
    const stream = server.listenEvents(id, 'since=0&client=b');
    const first = await server.send('POST', `${path}/operations`, {
      clientId: 'a',
      baseRevision: 0,
      operations: [{ type: 'insertRows', tabId: 0, at: 0, count: 2 }],
    });
    expect(first.body).toMatchObject({ revision: 1, missed: [] });
    const second = await server.send('POST', `${path}/operations`, {
      clientId: 'b',
      baseRevision: 0,
      operations: [set(0, 'x')],
    });
    expect(second.body).toMatchObject({
      revision: 2,
      missed: [{ revision: 1, clientId: 'a' }],
      applied: [{ revision: 2, operation: { row: 2 } }],
    });
    const conflict = await server.send('POST', `${path}/operations`, {
      clientId: 'b',
      baseRevision: 0,
      operations: [set(5000, 'x')],
    });
    expect(conflict.status).toBe(409);
    expect(
      (
        await server.send('POST', `${path}/operations`, {
          clientId: 'b',
          baseRevision: 2,
          operations: [{ type: 'explode' }],
        })
      ).status,
    ).toBe(400);
    const undone = await server.send('POST', `${path}/undo`, { clientId: 'b' });
    expect(undone.body).toMatchObject({ revision: 3, canUndo: false, canRedo: true });
    const revisions = () =>
      stream.events.flatMap((event) =>
        event.type === 'operations' ? event.operations.map((one) => one.revision) : [],
      );
    await eventually(() => revisions().length === 3, 'three operations');
    expect(revisions()).toEqual([1, 2, 3]);
    stream.close();
    const late = server.listenEvents(id, 'since=900');
    await eventually(() => late.events.length > 0, 'an event');
    expect(late.events[0]).toEqual({ type: 'reload', revision: 3 });
    late.close();
  });

  test('many operations come in few events', async () => {
    const document = server.workbooks.get(id);
    const stream = server.listenEvents(id, `since=${document?.revision}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let i = 0; i < 200; i++) {
      document?.apply('rest', [{ type: 'setCells', tabId: 0, row: i, column: 1, patches: [[{ value: i }]] }]);
      if (i % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const count = () =>
      stream.events.reduce((sum, event) => sum + (event.type === 'operations' ? event.operations.length : 0), 0);
    await eventually(() => count() === 200, 'all operations');
    expect(stream.events.length).toBeLessThan(6);
    stream.close();
  });

  test('menu, script, sidebar: a panel on its own origin', async () => {
    expect((await server.send('GET', `${path}/menu`)).body).toEqual({
      menus: [
        {
          type: 'menu',
          label: 'Rowshot',
          items: [{ type: 'item', label: 'Open', functionName: 'showSidebar' }, { type: 'separator' }],
        },
      ],
      addonName: 'Rowshot',
      error: null,
    });
    const stream = server.listenEvents(id, 'since=0&client=page');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.send('POST', `${path}/script`, { function: 'showSidebar', args: [], clientId: 'page' });
    const sidebar = () =>
      stream.events.flatMap((event) =>
        event.type === 'activity' && event.activity.type === 'sidebar' ? [event.activity] : [],
      );
    await eventually(() => sidebar().length > 0, 'the sidebar');
    const [shown] = sidebar();
    expect(shown?.title).toBe('Rowshot');
    const page = await fetch(shown?.url ?? '');
    const html = await page.text();
    expect(html).toContain('<head><script>');
    expect(html).toContain(shown?.panelId);
    expect(page.headers.get('content-security-policy')).toBe(`frame-ancestors ${server.page.origin}`);
    expect((await fetch(`${server.panel.origin}/panel/none`)).status).toBe(404);
    stream.close();
  });

  test('scripts see the person and their selection, and fail with their own words', async () => {
    const range = { startRow: 4, endRow: 6, startColumn: 2, endColumn: 3 };
    await server.send('PUT', `${path}/selection`, { tabId: 0, ranges: [range], activeCell: { row: 4, column: 2 } });
    const call = (name: string, args: unknown[] = [], query = '') =>
      server.send('POST', `${path}/script${query}`, { function: name, args, clientId: 'page' });
    expect((await call('mark', ['m'])).body).toEqual({ result: 'C5:C6' });
    expect((await call('mark', ['m'], '?as=anna')).body).toEqual({ result: 'A1' });
    expect((await call('who', [], '?as=anna')).body).toEqual({ result: ['anna@workbench.local', 'add-on'] });
    expect((await call('boom')).body.error).toMatchObject({ name: 'Error', message: 'boom' });
    expect((await call('ask')).body).toEqual({ result: 'CLOSEtrue' });
  });

  test('an alert waits for its answer', async () => {
    const stream = server.listenEvents(id, 'since=0&client=page');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const running = server.send('POST', `${path}/script`, { function: 'ask', args: [], clientId: 'page' });
    const alerts = () =>
      stream.events.flatMap((event) =>
        event.type === 'activity' && event.activity.type === 'alert' ? [event.activity] : [],
      );
    await eventually(() => alerts().length === 1, 'the first alert');
    expect(alerts()[0]).toMatchObject({ title: 'Sure?', message: 'Really?', buttons: 'YES_NO' });
    await server.send('POST', `${path}/dialog-answer`, { dialogId: alerts()[0]?.dialogId, button: 'YES' });
    await eventually(() => alerts().length === 2, 'the second alert');
    stream.close();
    expect((await running).body).toEqual({ result: 'YEStrue' });
  });

  test('files come in as a new tab and go out', async () => {
    const csv = new TextEncoder().encode('sku,ratio\n007,2:3\n12,x');
    const imported = await server.send('POST', `${path}/import?name=products.csv`, csv);
    expect(imported.body).toMatchObject({ title: 'products', rows: 3, columns: 2, warnings: ['one'] });
    const tab = server.workbooks.get(id)?.workbook.tabs.find((one) => one.id === imported.body.tabId);
    expect(tab?.rows.map((row) => row?.cells.map((cell) => cell?.value))).toEqual([
      ['sku', 'ratio'],
      ['007', '2:3'],
      [12, 'x'],
    ]);
    expect((await server.send('GET', `${path}/export?format=csv&tab=${imported.body.tabId}`)).body).toBe(
      'sku,ratio\n007,2:3\n12,x',
    );
    expect((await server.send('POST', `${path}/import?name=a.bin`, new Uint8Array([0, 1]))).body).toEqual({
      error: 'a.bin: this is no table',
    });
  });

  test('another host or origin is refused', async () => {
    const ask = (headers: Record<string, string>) =>
      new Promise((resolve) => {
        request(`${server.page.origin}/api/workbooks`, { headers }, (response) =>
          resolve(response.resume().statusCode),
        ).end();
      });
    const host = `127.0.0.1:${server.page.port}`;
    expect(await ask({ host })).toBe(200);
    expect(await ask({ host: `localhost:${server.page.port}` })).toBe(200);
    expect(await ask({ host: `evil.example:${server.page.port}` })).toBe(403);
    expect(await ask({ host, origin: 'http://evil.example' })).toBe(403);
    expect(await ask({ host, origin: server.panel.origin })).toBe(403);
  });

  test('faults are set only where a test asked for the switch', async () => {
    expect((await server.send('POST', '/api/faults', { kind: 'slow', milliseconds: 1, times: 1 })).status).toBe(204);
    expect(server.faults.take('slow', null)).toMatchObject({ milliseconds: 1 });
    expect((await server.send('POST', '/api/faults', { kind: 'flood' })).status).toBe(400);
    expect((await server.send('GET', '/api/nothing')).status).toBe(404);
  });
});
