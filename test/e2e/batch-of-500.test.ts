import path from 'node:path';
import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { WorkbookDocument } from '../../workbench/workbook/document.ts';
import { eventually, launchBrowser } from '../browser.ts';
import { inOrder } from './in-order.ts';
import {
  button,
  downloadOf,
  type OpenWorkbench,
  openWorkbench,
  type Seat,
  shoot,
  showTab,
  takeSeat,
} from './open-workbench.ts';
import { POSTER_HEADER, posterRows, promptOf, seedOf } from './poster-rows.ts';
import { readArchive } from './read-archive.ts';
import { addTab, firstDocument, headersOf, sheetRows, tabCalled } from './sheet-of.ts';
import { chooseMenu, cutAndPasteRow, moveColumn, selectRows } from './use-grid.ts';

const MINUTES = 60_000;
jest.setTimeout(6 * MINUTES);

const ROWS = 500;
const TAB = 'Kites';
const { rows, mistakes } = posterRows(ROWS, 25);

let workbench: OpenWorkbench;
let browser: Browser;
let seat: Seat;
let document: WorkbookDocument;
let started = 0;
const step = inOrder(() => shoot(seat.page, 'batch-failed'));

beforeAll(async () => {
  [workbench, browser] = await Promise.all([openWorkbench(), launchBrowser()]);
  document = firstDocument(workbench.running);
  addTab(document, TAB, POSTER_HEADER, rows);
  seat = await takeSeat(browser, workbench.running.url);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

/** The person's own rows, by sku. */
const ours = () => new Map(sheetRows(document, TAB).map((row) => [row.text('sku'), row]));
const countOf = (status: string) => [...ours().values()].filter((row) => row.text('status') === status).length;

step('Check names every mistake by its cell before anything runs', async () => {
  const { page, sidebar } = seat;
  await showTab(seat, TAB);
  await button(sidebar, /Check and start/).click();
  await sidebar.getByRole('heading', { name: '20 rows need a fix' }).waitFor({ timeout: 30_000 });
  await sidebar.getByRole('button', { name: /^Show \d+ more$/ }).click();
  const told = await sidebar.locator('.issues').first().getByRole('listitem').allTextContents();
  expect(new Set(told).size).toBeGreaterThanOrEqual(20);
  for (const [sku, says] of mistakes) {
    const row = ours().get(sku)?.number ?? 0;
    const line = told.find((text) => new RegExp(`^[A-G]${row}\\D`).test(text));
    expect(`${sku} in row ${row}: ${line}`).toMatch(says);
  }
  await shoot(page, 'batch-check');
  await button(sidebar, 'Start 480 (20 rows need a fix)').waitFor();
});

step('a click on a mistake shows its cell', async () => {
  const { page, sidebar } = seat;
  await sidebar.locator('.issues .issue').first().click();
  await eventually(async () => expect(await page.locator('.cell.act').getAttribute('data-a1')).toBe('C26'));
});

step('rows are sorted, inserted, moved and cut while the batch runs, stops and resumes', async () => {
  const { page, sidebar } = seat;
  started = Date.now();
  await button(sidebar, 'Start 480 (20 rows need a fix)').click();
  await eventually(() => expect(countOf('completed')).toBeGreaterThan(5), MINUTES);
  await shoot(page, 'batch-running');

  await page.locator('[data-a1=A2]').click();
  await chooseMenu(page, 'Data', 'Sort tab by column A, Z → A');
  await eventually(() => expect(sheetRows(document, TAB)[0]?.text('sku')).toBe('K-0500'));
  await selectRows(page, 4, 6);
  await chooseMenu(page, 'Insert', 'Insert 3 rows above');
  await eventually(() => expect(ours().get('K-0498')?.number).toBe(7));
  await moveColumn(page, 1, 3);
  await eventually(() => expect(headersOf(tabCalled(document, TAB)).indexOf('prompt')).toBe(3));
  await cutAndPasteRow(page, 2, 4);
  await eventually(() => expect(ours().get('K-0500')?.number).toBe(4));

  await button(sidebar, 'Stop').click();
  await sidebar.getByText('Stopped', { exact: true }).first().waitFor({ timeout: 30_000 });
  await eventually(() => {
    expect(countOf('stopped')).toBeGreaterThan(0);
    expect(countOf('queued') + countOf('in progress')).toBe(0);
  }, 30_000);
  await shoot(page, 'batch-stopped');
  await page.locator('[data-a1=A4]').click();
  await chooseMenu(page, 'Data', 'Sort tab by column A, A → Z');
  await button(sidebar, /^Resume/).click();
  await sidebar.getByText(`480 of ${ROWS} rows completed, 20 failed`).waitFor({ timeout: 5 * MINUTES });
  console.log(`500 rows with edits, stop and resume: ${Math.round((Date.now() - started) / 1000)} s`);
  await shoot(page, 'batch-done');
});

step('the sheet shows each row its own result, and nothing else has changed', async () => {
  await eventually(() => {
    const wrong = [...ours()]
      .filter(([sku, row]) => row.text('status') !== (mistakes.has(sku) ? 'failed' : 'completed'))
      .map(
        ([sku, row]) =>
          `${sku} in row ${row.number}: ${row.text('status')} ${row.text('message')} ${row.text('row_id')}`,
      );
    expect(wrong).toEqual([]);
  }, 15_000);
  const now = ours();
  expect(now.size).toBe(ROWS);
  const messages = new Set<string>();
  for (const row of rows) {
    const sku = String(row[0]);
    const shown = now.get(sku);
    const says = mistakes.get(sku);
    if (!shown) throw new Error(`${sku} is gone.`);
    POSTER_HEADER.forEach((name, column) => {
      const wanted = row[column];
      const value = typeof wanted === 'object' ? wanted.value : wanted;
      expect([sku, name, shown.cell(name)?.value ?? '']).toEqual([sku, name, value ?? '']);
    });
    if (says) {
      expect(shown.text('message')).toMatch(says);
      expect(shown.text('image_1')).toBe('');
      messages.add(shown.text('message'));
    } else {
      expect([sku, shown.text('seed')]).toEqual([sku, seedOf(sku)]);
      expect(shown.text('image_1')).toContain(`kite-number-${sku.toLowerCase()}`);
    }
  }
  expect(messages.size).toBe(20);
});

step('the links open, each its own picture', async () => {
  const now = ours();
  const bodies = await Promise.all(
    ['K-0001', 'K-0251', 'K-0499'].map(async (sku) => {
      const answer = await fetch(now.get(sku)?.cell('image_1')?.link ?? '');
      expect([sku, answer.status, answer.headers.get('content-type')]).toEqual([sku, 200, 'image/png']);
      return Buffer.from(await answer.arrayBuffer()).toString('base64');
    }),
  );
  expect(new Set(bodies).size).toBe(3);
});

step('the ZIP from the sidebar and its manifest agree with the sheet', async () => {
  const { page, sidebar } = seat;
  await sidebar.getByRole('tab', { name: /Results/ }).click();
  await button(sidebar, 'ZIP of 480 rows').click();
  const link = sidebar.getByRole('link', { name: 'Download', exact: true });
  await link.waitFor({ timeout: MINUTES });
  await shoot(page, 'batch-zip');
  const download = await downloadOf(seat, () => link.click());
  const file = path.join(workbench.folder, 'results.zip');
  await download.saveAs(file);
  const { files, manifest } = await readArchive(file);
  const now = ours();
  expect(manifest).toHaveLength(ROWS);
  const named = new Set(['manifest.csv']);
  for (const line of manifest) {
    const row = now.get(line.sku ?? '');
    expect([line.sku, line.row_id, line.status]).toEqual([line.sku, row?.text('row_id'), row?.text('status')]);
    if (line.status === 'failed') {
      expect(line.message).toBe(row?.text('message'));
      expect(line.error).toBe('bad_input');
      continue;
    }
    expect([line.prompt, line.seed]).toEqual([promptOf(line.sku ?? ''), row?.text('seed')]);
    expect(files.get(line.file ?? '')).toBeGreaterThan(500);
    expect(row?.text('image_1')).toBe(line.file);
    named.add(line.file ?? '');
  }
  expect([...files.keys()].filter((name) => !named.has(name))).toEqual([]);
  expect(seat.errors).toEqual([]);
});
