import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { WorkbookList, WorkbookSnapshot } from '../../workbench/server/api.ts';
import { emptyTab } from '../../workbench/workbook/model.ts';
import { eventually, launchBrowser } from '../browser.ts';
import { inOrder } from './in-order.ts';
import { button, openSidebar, type Seat, shoot, showTab, takeSeat } from './open-workbench.ts';
import { POSTER_HEADER, posterRows, seedOf } from './poster-rows.ts';
import { type SheetRow, tabRows } from './sheet-of.ts';
import { freePort, WorkbenchProcess } from './workbench-process.ts';

jest.setTimeout(180_000);

const ROWS = 90;
const TAB = 'Kites';

let folder = '';
let workbench: WorkbenchProcess;
let browser: Browser;
let seat: Seat;
const step = inOrder(() => shoot(seat.page, 'kill-failed'));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rowshot-kill-'));
  workbench = new WorkbenchProcess(await freePort(), folder);
  [browser] = await Promise.all([launchBrowser(), workbench.start()]);
  await addPosters();
  seat = await takeSeat(browser, workbench.url);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.kill();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function ask<T>(route: string, body?: object): Promise<T> {
  const answer = await fetch(`${workbench.url}/api${route}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function snapshot(): Promise<WorkbookSnapshot> {
  const { workbooks } = await ask<WorkbookList>('/workbooks');
  return ask<WorkbookSnapshot>(`/workbooks/${workbooks[0]?.id}`);
}

async function addPosters(): Promise<void> {
  const { workbook, revision } = await snapshot();
  const rows = [POSTER_HEADER, ...posterRows(ROWS, ROWS + 1).rows];
  const patches = rows.map((row) =>
    row.map((cell) => (typeof cell === 'object' ? cell : { value: cell, numberFormat: { type: 'TEXT' } })),
  );
  await ask(`/workbooks/${workbook.id}/operations`, {
    clientId: 'test',
    baseRevision: revision,
    operations: [
      { type: 'addTab', index: 3, tab: emptyTab(77, TAB, ROWS + 10, 20) },
      { type: 'setCells', tabId: 77, row: 0, column: 0, patches },
    ],
  });
}

async function rowsNow(): Promise<readonly SheetRow[]> {
  const { workbook } = await snapshot();
  const tab = workbook.tabs.find((one) => one.title === TAB);
  if (!tab) throw new Error(`The tab ${TAB} is gone.`);
  return tabRows(tab);
}

const completed = async () => (await rowsNow()).filter((row) => row.text('status') === 'completed').length;

/** Every stored output with its moment and content. */
async function storedOutputs(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/[\\/]outputs[\\/]/.test(file)) continue;
    const { mtimeMs } = await stat(file);
    found.set(
      file,
      `${mtimeMs} ${createHash('sha256')
        .update(await readFile(file))
        .digest('hex')}`,
    );
  }
  return found;
}

const whole = (files: ReadonlyMap<string, string>) => new Map([...files].filter(([name]) => !name.includes('.tmp')));

step('a batch is on its way when the process dies', async () => {
  await showTab(seat, TAB);
  await button(seat.sidebar, /Check and start/).click();
  await button(seat.sidebar, `Start ${ROWS}`).click();
  await eventually(async () => expect(await completed()).toBeGreaterThan(5), 60_000);
});

for (const time of ['once', 'and once more']) {
  step(`killed ${time}, it goes on by itself and makes nothing again`, async () => {
    await workbench.kill();
    const before = whole(await storedOutputs());
    expect(before.size).toBeGreaterThan(5);
    expect(before.size).toBeLessThan(ROWS);
    await seat.page.getByText('The workbench does not answer.').waitFor({ timeout: 20_000 });
    await workbench.start();
    await eventually(async () => expect((await storedOutputs()).size).toBeGreaterThan(before.size + 5), 60_000);
    const now = await storedOutputs();
    for (const [file, content] of before) expect([file, now.get(file)]).toEqual([file, content]);
  });
}

step('in the end every row is there, once, with its own result', async () => {
  await eventually(async () => expect(await completed()).toBe(ROWS), 90_000);
  expect(whole(await storedOutputs()).size).toBe(ROWS);
  const rows = await rowsNow();
  expect(rows).toHaveLength(ROWS);
  for (const row of rows)
    expect([row.text('sku'), row.text('seed')]).toEqual([row.text('sku'), seedOf(row.text('sku'))]);
  for (const row of [rows[0], rows[ROWS - 1]]) {
    const answer = await fetch(row?.cell('image_1')?.link ?? '');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  }
});

step('the page has come back by itself, and the sidebar opens again with the batch', async () => {
  const { page } = seat;
  await eventually(async () => expect(await page.getByText('The workbench does not answer.').count()).toBe(0), 20_000);
  await eventually(async () => {
    const shown = await page.locator('[data-a1^=H]').allTextContents();
    expect(shown.filter((text) => text !== '' && text !== 'status' && text !== 'completed')).toEqual([]);
  }, 10_000);
  await shoot(page, 'kill-back');
  const sidebar = await openSidebar(page);
  await sidebar.getByRole('tab', { name: 'Batches' }).click();
  await sidebar.getByText(`${ROWS} of ${ROWS} rows`).waitFor();
  await shoot(page, 'kill-batches');
});
