import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { displayText } from '../../../workbench/workbook/display.ts';
import type { WorkbookDocument } from '../../../workbench/workbook/document.ts';
import { type Cell, cellAt } from '../../../workbench/workbook/model.ts';
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
  ['name', 'shape', 'count'],
  [
    'Mug',
    { value: '1:1', numberFormat: { type: 'TEXT' }, dropdown: { values: ['1:1', '16:9', '4:5'], strict: true } },
    3,
  ],
  ['Plate', { value: '4:5', numberFormat: { type: 'TEXT' } }, 1],
  ['Bowl', '', 2],
] as const;

const textAt = (document: WorkbookDocument, row: number, column: number) => displayText(cellOf(document, row, column));

function cellOf(document: WorkbookDocument, row: number, column: number): Cell | null {
  const [tab] = document.workbook.tabs;
  return tab ? cellAt(tab, row, column) : null;
}

const open = async (title: string) => {
  const document = makeWorkbook(server, title, ROWS);
  const opened = await openGrid(browser, server, document.id);
  return { document, ...opened };
};

const activeAddress = (page: Page) => page.getByLabel('Go to a cell or range').inputValue();

describe('typing into cells', () => {
  test('typing, Enter and Tab write what Sheets would make of it', async () => {
    const { page, context, document, errors } = await open('Typing');
    await page.locator('[data-a1=A5]').click();
    await page.keyboard.type('Teapot');
    await page.keyboard.press('Tab');
    await page.keyboard.type('2:3');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1,200');
    await page.keyboard.press('Enter');
    expect(await activeAddress(page)).toBe('C6');
    await eventually(() => {
      expect(cellOf(document, 4, 0)?.value).toBe('Teapot');
      expect(typeof cellOf(document, 4, 1)?.value).toBe('number');
      expect(cellOf(document, 4, 2)?.value).toBe(1200);
    });
    await page.locator('[data-a1=B3]').click();
    await page.keyboard.type('2:3');
    await page.keyboard.press('Enter');
    await eventually(() => expect(cellOf(document, 2, 1)?.value).toBe('2:3'));
    expect(errors).toEqual([]);
    await context.close();
  });

  test('F2 keeps the text, Escape gives up, the formula bar edits the same cell, Delete empties it', async () => {
    const { page, context, document } = await open('Editing');
    await page.locator('[data-a1=A2]').click();
    await page.keyboard.press('F2');
    await page.keyboard.type(' red');
    await page.keyboard.press('Enter');
    await eventually(() => expect(textAt(document, 1, 0)).toBe('Mug red'));
    await page.locator('[data-a1=A3]').click();
    await page.keyboard.type('wrong');
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-a1=A3]').textContent()).toBe('Plate');
    await page.getByLabel('Content of the active cell').click();
    await page.keyboard.type(' blue');
    await page.keyboard.press('Enter');
    await eventually(() => expect(textAt(document, 2, 0)).toBe('Plate blue'));
    await page.locator('[data-a1=A4]').click();
    await page.keyboard.press('Delete');
    await eventually(() => expect(cellOf(document, 3, 0)).toBeNull());
    await context.close();
  });

  test('undo and redo go step by step, by keyboard', async () => {
    const { page, context, document } = await open('Undo');
    await page.locator('[data-a1=A2]').click();
    await page.keyboard.type('one');
    await page.keyboard.press('Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+z');
    await eventually(() => expect(textAt(document, 2, 0)).toBe('Plate'));
    await page.keyboard.press('Control+z');
    await eventually(async () => expect(await page.locator('[data-a1=A2]').textContent()).toBe('Mug'));
    await page.keyboard.press('Control+y');
    await eventually(async () => expect(await page.locator('[data-a1=A2]').textContent()).toBe('one'));
    await context.close();
  });
});

describe('dropdowns', () => {
  test('are chosen from by keyboard and refuse other values', async () => {
    const { page, context, document } = await open('Dropdown');
    await page.locator('[data-a1=B2]').click();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: '16:9' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() => expect(cellOf(document, 1, 1)?.value).toBe('16:9'));
    await page.locator('[data-a1=B2] .arrow').click();
    await page.getByRole('option', { name: '4:5' }).click();
    await eventually(() => expect(cellOf(document, 1, 1)?.value).toBe('4:5'));
    await page.keyboard.type('7:7');
    await page.keyboard.press('Enter');
    await page.getByText('B2 takes one of: 1:1, 16:9, 4:5.').waitFor();
    await page.getByRole('button', { name: 'OK' }).click();
    expect(cellOf(document, 1, 1)?.value).toBe('4:5');
    await context.close();
  });

  test('are made for a range in the dialog', async () => {
    const { page, context, document } = await open('Validation');
    await page.locator('[data-a1=A2]').click();
    await page.locator('[data-a1=A4]').click({ modifiers: ['Shift'] });
    await page.getByRole('menuitem', { name: 'Data' }).click();
    await page.getByRole('menuitem', { name: 'Dropdown…' }).click();
    await page.getByLabel('Values, one a line').fill('Mug\nPlate');
    await page.getByLabel('are kept with a warning').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(() =>
      expect(cellOf(document, 3, 0)?.dropdown).toEqual({ values: ['Mug', 'Plate'], strict: false }),
    );
    expect(await page.locator('[data-a1=A4]').getAttribute('aria-invalid')).toBe('true');
    await context.close();
  });
});

describe('clipboard', () => {
  test('takes what a spreadsheet copied: quotes, line breaks, formats of the cells', async () => {
    const { page, context, document } = await open('Paste');
    await page.locator('[data-a1=A5]').click();
    await page.evaluate(() => navigator.clipboard.writeText('Jug\t16:9\t"two\nlines"\r\n"say ""hi"""\tinch 5"\t7\r\n'));
    await page.keyboard.press('Control+v');
    await eventually(() => {
      expect(textAt(document, 4, 2)).toBe('two\nlines');
      expect(textAt(document, 5, 0)).toBe('say "hi"');
      expect(textAt(document, 5, 1)).toBe('inch 5"');
      expect(cellOf(document, 5, 2)?.value).toBe(7);
    });
    expect(await activeAddress(page)).toBe('A5:C6');
    await page.keyboard.press('Control+z');
    await eventually(() => expect(cellOf(document, 5, 2)).toBeNull());
    await context.close();
  });

  test('copies whole cells inside the page, and text for others; a cut moves', async () => {
    const { page, context, document } = await open('Copy');
    await page.locator('[data-a1=A2]').click();
    await page.locator('[data-a1=B2]').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+c');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Mug\t1:1');
    await page.locator('[data-a1=A6]').click();
    await page.keyboard.press('Control+v');
    await eventually(() => expect(cellOf(document, 5, 1)?.dropdown?.strict).toBe(true));
    await page.locator('[data-a1=A3]').click();
    await page.keyboard.press('Control+x');
    await page.locator('[data-a1=A8]').click();
    await page.keyboard.press('Control+v');
    await eventually(() => {
      expect(textAt(document, 7, 0)).toBe('Plate');
      expect(cellOf(document, 2, 0)).toBeNull();
    });
    await context.close();
  });

  test('a row that is cut takes its hidden columns along', async () => {
    const { page, context, document } = await open('Hidden');
    await page.locator('.column-head[data-column="1"]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Hide column B' }).click();
    await page.locator('.row-head[data-row="2"]').click();
    await page.keyboard.press('Control+x');
    await page.locator('.row-head[data-row="7"]').click();
    await page.keyboard.press('Control+v');
    await eventually(() => {
      expect([0, 1, 2].map((column) => textAt(document, 7, column))).toEqual(['Plate', '4:5', '1']);
      expect([0, 1, 2].map((column) => textAt(document, 2, column))).toEqual(['', '', '']);
    });
    await context.close();
  });

  test('a table from a web page keeps its links', async () => {
    const { page, context, document } = await open('HTML');
    await page.locator('[data-a1=E1]').click();
    await page.evaluate(async () => {
      const html = '<table><tr><td><a href="https://example.com/1">one</a></td><td><b>x</b><br>y</td></tr></table>';
      await navigator.clipboard.write([new ClipboardItem({ 'text/html': new Blob([html], { type: 'text/html' }) })]);
    });
    await page.keyboard.press('Control+v');
    await eventually(() => {
      expect(cellOf(document, 0, 4)).toMatchObject({ value: 'one', link: 'https://example.com/1' });
      expect(textAt(document, 0, 5)).toBe('x\ny');
    });
    await context.close();
  });
});

describe('moving about', () => {
  test('arrows, Ctrl+arrows, Home and End, pages, the name box', async () => {
    const { page, context } = await open('Moves');
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      return activeAddress(page);
    };
    await page.locator('[data-a1=A1]').click();
    expect(await press('Control+ArrowDown')).toBe('A4');
    expect(await press('Control+ArrowDown')).toBe('A1000');
    expect(await press('Control+Home', 'End')).toBe('C1');
    expect(await press('Control+End')).toBe('C4');
    expect(await press('Home', 'Shift+ArrowRight', 'Shift+ArrowUp')).toBe('A3:B4');
    expect(await press('Enter', 'Enter', 'Enter', 'Enter')).toBe('A3:B4');
    expect(await press('Control+Home', 'Control+ ')).toBe('A1:A1000');
    await page.getByLabel('Go to a cell or range').fill('z900');
    await page.keyboard.press('Enter');
    await page.locator('[data-a1=Z900]').waitFor();
    expect(await activeAddress(page)).toBe('Z900');
    await context.close();
  });
});
