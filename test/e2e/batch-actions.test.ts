import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { WorkbookDocument } from '../../workbench/workbook/document.ts';
import { eventually, launchBrowser } from '../browser.ts';
import { inOrder } from './in-order.ts';
import {
  button,
  downloadOf,
  type OpenWorkbench,
  openPage,
  openSidebar,
  openWorkbench,
  type Seat,
  shoot,
  showTab,
  takeSeat,
} from './open-workbench.ts';
import { POSTER_HEADER, posterRows } from './poster-rows.ts';
import { readArchive } from './read-archive.ts';
import { addTab, firstDocument, sheetRows, tabCalled } from './sheet-of.ts';
import { selectRows, typeInto } from './use-grid.ts';

jest.setTimeout(120_000);

let workbench: OpenWorkbench;
let browser: Browser;
let seat: Seat;
let document: WorkbookDocument;
const step = inOrder(() => shoot(seat.page, 'actions-failed'));

beforeAll(async () => {
  [workbench, browser] = await Promise.all([openWorkbench(), launchBrowser()]);
  document = firstDocument(workbench.running);
  addTab(document, 'Kites', POSTER_HEADER, posterRows(6, 7).rows);
  addTab(document, 'Many', POSTER_HEADER, posterRows(900, 901).rows);
  addTab(
    document,
    'Files',
    ['image_url', 'tool', 'format'],
    [
      [sheetRows(document, 'Products')[0]?.text('product_image_url') ?? '', 'convert', 'webp'],
      ['http://127.0.0.1:9/none.png', 'convert', 'webp'],
    ],
  );
  seat = await takeSeat(browser, workbench.running.url);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

const view = (name: RegExp) => seat.sidebar.getByRole('tab', { name }).click();
const statuses = (tab: string) => sheetRows(document, tab).map((row) => row.text('status'));
const batchLine = (name: string | RegExp) => seat.sidebar.locator('.batches > li').filter({ hasText: name });

async function check(tab: string): Promise<void> {
  await view(/Run/);
  await showTab(seat, tab);
  await button(seat.sidebar, /Check and start/).click();
}

step('Preview offline shows a row and never writes into the sheet', async () => {
  const { sidebar } = seat;
  await check('Kites');
  await button(sidebar, 'Start 6').waitFor();
  await sidebar.getByText('Preview offline').click();
  await sidebar.getByLabel('Rows to preview').fill('1');
  await button(sidebar, 'Preview').click();
  await sidebar.getByText('1 of 1 row completed').waitFor({ timeout: 60_000 });
  await shoot(seat.page, 'actions-preview');
  expect(statuses('Kites').filter((status) => status !== '')).toEqual([]);
  await button(sidebar, /^(Go on with|New batch)/).click();
  if (await button(sidebar, /Check and start/).count()) await button(sidebar, /Check and start/).click();
  await button(sidebar, 'Start 6').waitFor();
});

step('Try first 3, then go on with the rest only', async () => {
  const { sidebar } = seat;
  await button(sidebar, 'Try first 3').click();
  await sidebar.getByText('3 of 3 rows completed').waitFor({ timeout: 60_000 });
  await button(sidebar, 'Go on with 3 more').click();
  await button(sidebar, 'Start 3').click();
  await sidebar.getByText(/rows completed/).waitFor({ timeout: 60_000 });
  await eventually(() => expect(statuses('Kites')).toEqual(Array(6).fill('completed')), 10_000);
});

step('Regenerate makes new versions of the selected rows', async () => {
  const { page, sidebar } = seat;
  const before = sheetRows(document, 'Kites').map((row) => row.cell('image_1')?.link);
  await selectRows(page, 3, 4);
  await button(sidebar, 'Regenerate the rows selected in the sheet').click();
  await sidebar.getByRole('dialog').getByRole('button', { name: 'Regenerate 2' }).click();
  await eventually(() => {
    const now = sheetRows(document, 'Kites').map((row) => row.cell('image_1')?.link);
    expect(now.map((link, index) => link !== before[index])).toEqual([false, true, true, false, false, false]);
  }, 60_000);
  expect(sheetRows(document, 'Kites')[1]?.text('image_1')).toMatch(/_v2\.png$/);
});

step('a failed row says why; mended and retried it completes', async () => {
  const { page, sidebar } = seat;
  await check('Files');
  await button(sidebar, /^Start 2/).click();
  await sidebar.getByText('1 of 2 rows completed, 1 failed').waitFor({ timeout: 60_000 });
  await eventually(() => expect(sheetRows(document, 'Files')[1]?.text('message')).toMatch(/127\.0\.0\.1/));
  await view(/Results/);
  await button(sidebar, /^Failed 1/).click();
  await button(sidebar, 'Show in sheet: row 3').click();
  await shoot(page, 'actions-failed-rows');
  const good = sheetRows(document, 'Files')[0]?.text('image_url') ?? '';
  await typeInto(page, 'A3', good);
  await view(/Run/);
  await button(sidebar, /^Retry 1/).click();
  await sidebar.getByRole('dialog').getByRole('button', { name: 'Retry 1' }).click();
  await sidebar.getByText('2 of 2 rows completed').waitFor({ timeout: 60_000 });
  await eventually(() => expect(statuses('Files')).toEqual(['completed', 'completed']), 10_000);
});

step('two tabs run at once; Cancel ends one and keeps what is finished', async () => {
  const { sidebar } = seat;
  await check('Many');
  await button(sidebar, 'Start 900').click();
  await eventually(() => expect(statuses('Many')).toContain('completed'), 60_000);
  await check('Posters');
  await button(sidebar, 'Start 3').click();
  await view(/Batches/);
  await eventually(async () => {
    await button(sidebar, 'Refresh').click();
    expect(await batchLine('Posters').getByText('completed', { exact: true }).count()).toBe(1);
  }, 60_000);
  await showTabOnly('Many');
  await view(/Run/);
  await button(sidebar, 'Cancel').click();
  await sidebar.getByRole('dialog').getByRole('button', { name: 'Cancel batch' }).click();
  await sidebar.getByText('Cancelled', { exact: true }).first().waitFor({ timeout: 60_000 });
  await eventually(() => {
    expect(new Set(statuses('Many'))).toEqual(new Set(['completed', 'cancelled']));
  }, 15_000);
  await shoot(seat.page, 'actions-cancelled');
});

async function showTabOnly(title: string): Promise<void> {
  await seat.page.getByRole('tab', { name: title, exact: true }).click();
}

step('the list of batches renames, downloads, opens and deletes', async () => {
  const { page, sidebar } = seat;
  await view(/Batches/);
  await batchLine('Files')
    .getByRole('button', { name: /^Rename/ })
    .click();
  await sidebar.getByRole('dialog').getByLabel('Name').fill('Web pictures');
  await sidebar.getByRole('dialog').getByRole('button', { name: 'Rename', exact: true }).click();
  const line = batchLine('Web pictures');
  await line.waitFor();
  await shoot(page, 'actions-batches');
  await line.getByRole('button', { name: /^Open/ }).click();
  await sidebar.getByText(/of Web pictures are in/).waitFor({ timeout: 30_000 });
  const opened = document.workbook.tabs.find((tab) => /^Web pictures/.test(tab.title));
  expect(sheetRows(document, opened?.title ?? '').map((row) => row.text('tool'))).toEqual(['convert', 'convert']);
  await eventually(() => {
    expect(sheetRows(document, opened?.title ?? '').map((row) => row.text('status'))).toEqual([
      'completed',
      'completed',
    ]);
  }, 15_000);
  await shoot(page, 'actions-opened');
  await view(/Batches/);
  await batchLine('Web pictures')
    .getByRole('button', { name: /^Download/ })
    .click();
  const link = sidebar.getByRole('link', { name: 'Download', exact: true });
  await link.waitFor({ timeout: 30_000 });
  const download = await downloadOf(seat, () => link.click());
  const file = `${workbench.folder}/web.zip`;
  await download.saveAs(file);
  expect((await readArchive(file)).files.size).toBe(3);
  await view(/Batches/);
  await batchLine('Web pictures')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await sidebar.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await eventually(async () => expect(await batchLine('Web pictures').count()).toBe(0));
  expect(tabCalled(document, 'Files').title).toBe('Files');
});

step('who shares the spreadsheet sees its batches; who does not sees nothing of it', async () => {
  const anna = await browser.newContext();
  const stranger = await anna.newPage();
  await stranger.goto(`${workbench.running.url}/?as=anna&workbook=${document.id}`);
  await eventually(async () => expect(await stranger.locator('body').textContent()).not.toContain('Kites'));
  await anna.close();
  document.permissions.editors.push('anna@workbench.local');
  document.touch();
  const guest = await takeSeat(browser, workbench.running.url, `?as=anna&workbook=${document.id}`);
  await guest.sidebar.getByRole('tab', { name: /Batches/ }).click();
  await guest.sidebar.locator('.batches > li').filter({ hasText: 'Kites' }).first().waitFor();
  await guest.context.close();
  expect(seat.errors).toEqual([]);
});

step('with the backend gone the sidebar says so', async () => {
  await workbench.running.backend.close();
  const { page, context } = await openPage(browser, workbench.running.url);
  const sidebar = await openSidebar(page);
  await sidebar.getByText('No answer from the backend').waitFor({ timeout: 30_000 });
  await shoot(page, 'actions-unplugged');
  expect(await button(sidebar, 'Try again').count()).toBe(1);
  await context.close();
});
