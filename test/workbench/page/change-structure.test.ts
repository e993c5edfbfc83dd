import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { WorkbookDocument } from '../../../workbench/workbook/document.ts';
import { cellAt, type Tab, valueAt } from '../../../workbench/workbook/model.ts';
import { eventually, launchBrowser } from '../../browser.ts';
import { type GridServer, makeWorkbook, openGrid, startGridServer } from './open-grid-page.ts';

// A browser on a busy machine takes its time.
jest.setTimeout(60_000);

let server: GridServer;
let browser: Browser;

beforeAll(async () => {
  server = await startGridServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const ROWS = [
  ['name', 'count', 'kind'],
  ['Mug', 3, 'cup'],
  ['Plate', 1, 'flat'],
  ['Bowl', 2, 'cup'],
] as const;

const open = async (title: string) => {
  const document = makeWorkbook(server, title, ROWS);
  document.applyFrom('test', document.revision, [{ type: 'setTab', tabId: 0, frozenRows: 1 }]);
  return { document, ...(await openGrid(browser, server, document.id)) };
};

function tabOf(document: WorkbookDocument, index = 0): Tab {
  const tab = document.workbook.tabs[index];
  if (!tab) throw new Error(`The spreadsheet has no tab ${index}.`);
  return tab;
}

const names = (document: WorkbookDocument) => [1, 2, 3, 4].map((row) => valueAt(tabOf(document), row, 0));
const choose = async (page: Page, menu: string, line: string | RegExp) => {
  await page.getByRole('menuitem', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: line }).click();
};
const shown = (page: Page, address: string) => page.locator(`[data-a1=${address}]`).textContent();

describe('rows and columns', () => {
  test('are inserted, deleted and brought back', async () => {
    const { page, context, document, errors } = await open('Rows');
    await page.locator('[data-a1=A3]').click();
    await choose(page, 'Insert', 'Insert 1 row above');
    await eventually(() => expect(names(document)).toEqual(['Mug', null, 'Plate', 'Bowl']));
    await page.keyboard.press('Control+z');
    await eventually(() => expect(names(document)).toEqual(['Mug', 'Plate', 'Bowl', null]));
    await page.locator('.row-head[data-row="1"]').click();
    await page.locator('.row-head[data-row="2"]').click({ modifiers: ['Shift'] });
    await page.locator('.row-head[data-row="2"]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete rows 2–3' }).click();
    await eventually(() => expect(names(document)).toEqual(['Bowl', null, null, null]));
    await eventually(async () => expect(await shown(page, 'A2')).toBe('Bowl'));
    expect(errors).toEqual([]);
    await context.close();
  });

  test('are moved by dragging their heads and by the menu', async () => {
    const { page, context, document } = await open('Moving');
    const head = (column: number) => page.locator(`.column-head[data-column="${column}"]`);
    await head(0).click();
    const from = await head(0).boundingBox();
    const to = await head(2).boundingBox();
    if (!from || !to) throw new Error('The heads are not on the page.');
    await page.mouse.move(from.x + 40, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 50, to.y + 10, { steps: 5 });
    await page.mouse.move(to.x + 80, to.y + 10);
    await page.mouse.up();
    await eventually(() => expect(valueAt(tabOf(document), 0, 2)).toBe('name'));
    await page.locator('.row-head[data-row="1"]').click();
    await page.locator('.row-head[data-row="1"]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Move row 2 down' }).click();
    await eventually(() => expect(valueAt(tabOf(document), 2, 2)).toBe('Mug'));
    await context.close();
  });

  test('columns are hidden, shown again and resized', async () => {
    const { page, context, document } = await open('Columns');
    await page.locator('.column-head[data-column="1"]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Hide column B' }).click();
    await eventually(() => expect(tabOf(document).columns[1]?.hidden).toBe(true));
    await eventually(async () => expect(await page.locator('[data-a1=B1]').count()).toBe(0));
    await page.locator('.column-head[data-column="0"]').click();
    await page.locator('.column-head[data-column="2"]').click({ modifiers: ['Shift'] });
    await choose(page, 'Edit', 'Unhide columns');
    await page.locator('[data-a1=B1]').waitFor();
    const head = await page.locator('.column-head[data-column="0"]').boundingBox();
    if (!head) throw new Error('The head is not on the page.');
    await page.locator('[data-a1=A1]').click();
    await page.mouse.move(head.x + head.width - 2, head.y + 10);
    await page.mouse.down();
    await page.mouse.move(head.x + 180, head.y + 10, { steps: 3 });
    await page.mouse.up();
    await eventually(() => expect(tabOf(document).columns[0]?.width).toBeGreaterThan(170));
    await context.close();
  });

  test('sorting keeps the frozen header; a filter hides rows until it is removed', async () => {
    const { page, context, document } = await open('Sort');
    await page.locator('[data-a1=B2]').click();
    await choose(page, 'Data', 'Sort tab by column B, A → Z');
    await eventually(() => expect(names(document)).toEqual(['Plate', 'Bowl', 'Mug', null]));
    await page.locator('[data-a1=A1]').click();
    await page.getByRole('button', { name: 'Create a filter' }).click();
    await page.locator('[data-a1=C1] .funnel').click();
    await page.getByLabel(/^flat/).uncheck();
    await page.getByRole('button', { name: 'OK' }).click();
    await eventually(async () => expect(await page.locator('[data-a1=A2]').count()).toBe(0));
    expect(await shown(page, 'A3')).toBe('Bowl');
    await page.getByRole('button', { name: 'Remove filter' }).click();
    await page.locator('[data-a1=A2]').waitFor();
    await context.close();
  });
});

describe('tabs', () => {
  test('are added, renamed, moved and deleted', async () => {
    const { page, context, document } = await open('Tabs');
    await page.getByRole('button', { name: 'Add a tab' }).click();
    await page.getByRole('tab', { name: 'Sheet2' }).dblclick();
    await page.getByLabel('Name of the tab').fill('Plans');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Plans' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Move left' }).click();
    await eventually(() => expect(document.workbook.tabs.map((tab) => tab.title)).toEqual(['Plans', 'Sheet1']));
    await page.getByRole('tab', { name: 'Plans' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await eventually(() => expect(document.workbook.tabs.map((tab) => tab.title)).toEqual(['Sheet1']));
    expect(await shown(page, 'A2')).toBe('Mug');
    await context.close();
  });
});

describe('merged cells', () => {
  test('are made and undone, and the cursor goes over them', async () => {
    const { page, context, document } = await open('Merges');
    const active = () => page.getByLabel('Go to a cell or range').inputValue();
    const merge = async (line: string) => {
      await page.getByRole('menuitem', { name: 'Format', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Merge cells' }).click();
      await page.getByRole('menuitem', { name: line, exact: true }).click();
    };
    await page.locator('[data-a1=A2]').click();
    await page.locator('[data-a1=B3]').click({ modifiers: ['Shift'] });
    await merge('Merge');
    await eventually(() => expect(tabOf(document).merges).toHaveLength(1));
    expect(names(document)).toEqual(['Mug', null, 'Bowl', null]);
    await page.locator('[data-a1=A1]').click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await active()).toBe('C2');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe('A4');
    await page.locator('[data-a1=A2]').click();
    await merge('Unmerge');
    await eventually(() => expect(tabOf(document).merges).toHaveLength(0));
    await context.close();
  });
});

describe('notes and looks', () => {
  test('a note is written by keyboard and shown by pointer and cursor', async () => {
    const { page, context, document } = await open('Notes');
    await page.locator('[data-a1=A2]').click();
    await page.keyboard.press('Shift+F2');
    await page.getByLabel('Note of A2').fill('Check the handle');
    await page.keyboard.press('Control+Enter');
    await eventually(() => expect(cellAt(tabOf(document), 1, 0)?.note).toBe('Check the handle'));
    await page.getByRole('tooltip').getByText('Check the handle').waitFor();
    await page.locator('[data-a1=C4]').click();
    await eventually(async () => expect(await page.getByRole('tooltip').count()).toBe(0));
    await page.locator('[data-a1=A2]').hover();
    await page.getByRole('tooltip').getByText('Check the handle').waitFor();
    await context.close();
  });

  test('plain text, bold and the title are kept', async () => {
    const { page, context, document } = await open('Looks');
    await page.locator('.column-head[data-column="1"]').click();
    await page.getByRole('menuitem', { name: 'Format' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Plain text' }).click();
    await page.locator('[data-a1=B9]').click();
    await page.keyboard.press('Control+b');
    await page.keyboard.type('2:3');
    await page.keyboard.press('Enter');
    await eventually(() =>
      expect(cellAt(tabOf(document), 8, 1)).toEqual({ value: '2:3', bold: true, numberFormat: { type: 'TEXT' } }),
    );
    await page.getByLabel('Name of the spreadsheet').fill('Winter');
    await page.keyboard.press('Enter');
    await eventually(() => expect(document.workbook.title).toBe('Winter'));
    await context.close();
  });
});
