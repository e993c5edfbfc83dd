import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildAddon } from '../../../addon/build.ts';
import { NO_SETTINGS } from '../../../shared/settings.ts';
import { templateTable } from '../../../shared/template-table.ts';
import { CATALOGUE, templateById } from '../../../templates/index.ts';
import type { Tab } from '../../../workbench/workbook/model.ts';
import { openBench } from './open-bench.ts';

function generateFull() {
  const template = templateById('generate-full');
  if (!template) throw new Error('There is no template generate-full.');
  return template;
}

describe('the add-on’s real bundle', () => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  const asked: { path: string; authorization: string; metadata: readonly string[] }[] = [];
  const backend = createServer((request, response) => {
    const path = request.url ?? '';
    const metadata = bench.document.workbook.metadata.map((entry) => `${entry.key}=${entry.value}`);
    asked.push({ path, authorization: request.headers.authorization ?? '', metadata });
    request.resume().on('end', () => {
      const challenge = {
        challengeId: 'c1',
        metadataKey: 'rowshot.proof',
        metadataValue: 'v1',
        writerAccount: 'rowshot@accounts.workbench.local',
      };
      const session = { token: 't', expiresAt: Date.now() + 900_000, proved: true, email: 'you@workbench.local' };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(path === '/v1/challenges' ? challenge : session));
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    const address = backend.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const outDir = mkdtempSync(join(tmpdir(), 'addon-'));
    await buildAddon({ outDir, backendUrl: `http://127.0.0.1:${port}` });
    const sidebar = readFileSync(join(outDir, 'sidebar.html'), 'utf8');
    bench = await openBench(readFileSync(join(outDir, 'Code.js'), 'utf8'), {}, { sidebar });
  }, 60_000);
  afterAll(async () => {
    await bench.close();
    backend.close();
  });

  const template = generateFull();
  const request = (tab: string) => ({
    tab,
    template,
    settings: NO_SETTINGS,
    preview: false,
    knowledge: { catalogue: CATALOGUE, configured: ['studio'], limits: { maxRows: 10_000, maxImages: 4 } },
  });
  const newest = (): Tab => {
    const tab = bench.document.workbook.tabs.find((one) => one.id !== 0);
    if (!tab) throw new Error('the template’s tab is not there');
    return tab;
  };

  test('opens: menu, sidebar, the active tab', async () => {
    expect(await bench.run('onOpen', [{ authMode: 'NONE' }])).toMatchObject({ ok: true });
    await bench.result('showCheck');
    expect(bench.told.at(-1)).toMatchObject({ type: 'sidebar', title: 'Rowshot' });
    expect(await bench.result('loadTab', null)).toMatchObject({
      ok: true,
      value: { tab: '0', tabTitle: 'Sheet1', view: 'check' },
    });
  });

  test('proves edit access through developer metadata', async () => {
    expect(await bench.result('openSession', null)).toMatchObject({ ok: true, value: { proved: true } });
    expect(asked.map((one) => one.path)).toEqual(['/v1/challenges', '/v1/sessions']);
    expect(asked[0]?.authorization).toMatch(/^Bearer ey/);
    expect(asked[1]?.metadata).toEqual(['rowshot.proof=v1']);
    expect(bench.document.workbook.metadata).toEqual([]);
    expect(bench.document.permissions.editors).toEqual(['rowshot@accounts.workbench.local']);
    expect(bench.document.canUndo('page').canUndo).toBe(false);
  });

  test('inserts a template, checks it, repairs what the sheet damaged, jumps to a cell', async () => {
    const table = templateTable(template, CATALOGUE);
    expect(await bench.result('insertTemplate', { template: template.id, title: 'Full', table })).toMatchObject({
      ok: true,
      value: { tabTitle: 'Full' },
    });
    const tab = newest();
    expect(tab.rows[0]?.cells[0]).toMatchObject({ value: 'prompt', bold: true, numberFormat: { type: 'TEXT' } });
    const ratio = table.header.indexOf('aspect_ratio');
    const time = { value: 123 / 1440, numberFormat: { type: 'TIME', pattern: 'h:mm' } } as const;
    bench.document.apply('someone', [
      { type: 'setCells', tabId: tab.id, row: 3, column: 0, patches: [[{ value: 'a lighthouse' }]] },
      { type: 'setCells', tabId: tab.id, row: 3, column: ratio, patches: [[time]] },
      {
        type: 'setCells',
        tabId: tab.id,
        row: 3,
        column: table.header.indexOf('visibility'),
        patches: [[{ value: 'private' }]],
      },
    ]);
    const id = String(tab.id);
    const check = await bench.result('checkTab', request(id));
    expect(check).toMatchObject({ ok: true, value: { errorCount: 1, repairable: 1 } });
    expect(await bench.result('repairAll', request(id))).toEqual({ ok: true, value: { repaired: 1, left: [] } });
    expect(newest().rows[3]?.cells[ratio]).toMatchObject({ value: '2:3', numberFormat: { type: 'TEXT' } });
    expect(await bench.result('checkTab', request(id))).toMatchObject({ ok: true, value: { errorCount: 0 } });
    await bench.result('jumpTo', { tab: id, cell: 'C4' });
    expect(bench.told.at(-1)).toMatchObject({
      type: 'select',
      selection: { tabId: tab.id, activeCell: { row: 3, column: 2 } },
    });
  });
});
