import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { cellAt } from '../../../workbench/workbook/model.ts';
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

const shown = (page: Page, address: string) => page.locator(`[data-a1=${address}]`).textContent();
const SMALL = [
  ['name', 'status'],
  ['Mug', 'queued'],
  ['Plate', 'queued'],
] as const;

async function axeFindings(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  return page.evaluate(async () => {
    const axe: { run: (context: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } =
      Reflect.get(window, 'axe');
    const { violations } = await axe.run({ exclude: [['iframe']] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
  });
}

describe('together with others', () => {
  test('edits of two people meet; a row inserted above an edit moves it along', async () => {
    const document = makeWorkbook(server, 'Two', SMALL);
    document.permissions.editors.push('anna@workbench.local');
    const you = await openGrid(browser, server, document.id);
    const anna = await openGrid(browser, server, document.id, '&as=anna');
    await you.page.locator('[data-a1=A2]').click();
    await you.page.keyboard.type('Cup');
    await you.page.keyboard.press('Enter');
    await eventually(async () => expect(await shown(anna.page, 'A2')).toBe('Cup'));
    document.applyFrom('somebody', document.revision, [{ type: 'insertRows', tabId: 0, at: 1, count: 1 }]);
    await eventually(async () => expect(await shown(anna.page, 'A3')).toBe('Cup'));
    await you.page.keyboard.press('Control+z');
    await eventually(async () => expect(await shown(anna.page, 'A3')).toBe('Mug'));
    await expect(anna.page.getByText('Signed in as anna@workbench.local').count()).resolves.toBe(1);
    await you.context.close();
    await anna.context.close();
  });

  test('an open editor stays with its row when rows are inserted above or sorted', async () => {
    const document = makeWorkbook(server, 'Follow', SMALL);
    const { page, context } = await openGrid(browser, server, document.id);
    await page.locator('[data-a1=A3]').click();
    await page.keyboard.press('F2');
    await page.keyboard.type(' deep');
    document.applyFrom('somebody', document.revision, [{ type: 'insertRows', tabId: 0, at: 1, count: 2 }]);
    await page.getByLabel('Edit A5').waitFor();
    const range = { startRow: 1, endRow: 5, startColumn: 0, endColumn: 2 };
    document.applyFrom('somebody', document.revision, [
      { type: 'sortRange', tabId: 0, range, keys: [{ column: 0, ascending: false }] },
    ]);
    await page.getByLabel('Edit A2').waitFor();
    await page.keyboard.press('Enter');
    await eventually(async () => expect(await shown(page, 'A2')).toBe('Plate deep'));
    await eventually(() => {
      const [tab] = document.workbook.tabs;
      expect(tab ? cellAt(tab, 1, 0)?.value : null).toBe('Plate deep');
    });
    await context.close();
  });

  test('the page keeps edits while the server is away, and neither loses nor repeats one', async () => {
    const document = makeWorkbook(server, 'Away', SMALL);
    const { page, context } = await openGrid(browser, server, document.id);
    await server.stop();
    await page.getByRole('alert').getByText('The workbench does not answer.').waitFor();
    await page.locator('[data-a1=A2]').click();
    await page.keyboard.type('Offline');
    await page.keyboard.press('Enter');
    await page.getByText('One change is kept here').waitFor();
    document.applyFrom('somebody', document.revision, [{ type: 'insertRows', tabId: 0, at: 0, count: 1 }]);
    await server.restart();
    await eventually(() => {
      const [tab] = document.workbook.tabs;
      expect(tab ? cellAt(tab, 2, 0)?.value : null).toBe('Offline');
    }, 10_000);
    await eventually(async () => expect(await page.getByRole('alert').count()).toBe(0));
    await eventually(async () => expect(await shown(page, 'A3')).toBe('Offline'));
    const revision = document.revision;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(document.revision).toBe(revision);
    await context.close();
  });

  test('an answer lost on its way back does not apply the edit twice', async () => {
    const document = makeWorkbook(server, 'Lost', SMALL);
    const { page, context } = await openGrid(browser, server, document.id);
    let lost = 0;
    await page.route('**/operations', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await page.locator('[data-a1=A2]').click();
    await page.getByRole('menuitem', { name: 'Insert' }).click();
    await page.getByRole('menuitem', { name: 'Insert 1 row above' }).click();
    await eventually(async () => expect(await page.locator('.save-state').textContent()).toBe('Saved'), 8000);
    expect(lost).toBe(1);
    expect(document.workbook.tabs[0]?.rowCount).toBe(1001);
    await eventually(async () => expect(await shown(page, 'A3')).toBe('Mug'));
    await context.close();
  });
});

describe('at size', () => {
  test('10,000 rows scroll and take 200 patches a second', async () => {
    const rows = Array.from({ length: 10_001 }, (_, row) =>
      Array.from({ length: 20 }, (_, column) =>
        row === 0 ? `column_${column}` : column === 5 ? 'queued' : `${row} ${column}`,
      ),
    );
    const large = makeWorkbook(server, 'Large', rows);
    const { page, context, errors } = await openGrid(browser, server, large.id);
    const measure = (scroll: boolean) =>
      page.evaluate(async (moves) => {
        const grid = document.querySelector('.grid');
        const times: number[] = [];
        const end = performance.now() + 2000;
        let last = performance.now();
        while (performance.now() < end) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const now = performance.now();
          times.push(now - last);
          last = now;
          if (moves && grid) grid.scrollTop += 190;
        }
        times.sort((a, b) => a - b);
        const middle = times[Math.floor(times.length / 2)] ?? 0;
        const slow = times[Math.floor(times.length * 0.95)] ?? 0;
        return { fps: Math.round((times.length / 2) * 10) / 10, middle: Math.round(middle), slow: Math.round(slow) };
      }, scroll);
    const scrolling = await measure(true);
    await page.keyboard.press('Control+Home');
    let patched = 0;
    const timer = setInterval(() => {
      for (let i = 0; i < 10; i++) {
        patched += 1;
        large.applyFrom('backend', large.revision, [
          {
            type: 'setCells',
            tabId: 0,
            row: 1 + (patched % 60),
            column: 5,
            patches: [[{ value: `completed ${patched}` }]],
          },
        ]);
      }
    }, 50);
    const patching = await measure(false);
    const both = await measure(true);
    clearInterval(timer);
    await page.keyboard.press('Control+Home');
    const last = 1 + (patched % 60);
    await page.getByLabel('Go to a cell or range').fill(`F${last + 1}`);
    await page.keyboard.press('Enter');
    await eventually(async () => expect(await shown(page, `F${last + 1}`)).toBe(`completed ${patched}`));
    console.log('10,000 x 20:', { scrolling, patching, both, patched });
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('panels', () => {
  test('the add-on opens its sidebar from the menu and calls its functions', async () => {
    const document = makeWorkbook(server, 'Panel', SMALL);
    const { page, context } = await openGrid(browser, server, document.id);
    const run = async (line: string) => {
      await page.getByRole('menuitem', { name: 'Extensions' }).click();
      await page.getByRole('menuitem', { name: 'Rowshot' }).click();
      await page.getByRole('menuitem', { name: line }).click();
    };
    await run('Open Rowshot');
    const panel = page.frameLocator('iframe[title=Rowshot]');
    await panel.getByRole('button', { name: 'Call' }).click();
    await panel.getByText('mine:{"a":[1,"two"]}').waitFor();
    expect(await page.locator('.sidebar iframe').evaluate((frame) => frame.getBoundingClientRect().width)).toBe(300);
    await run('Ask');
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByText('You said YES').waitFor();
    await run('Fail');
    await page.getByText('fail failed on purpose').waitFor();
    await page.getByRole('button', { name: 'Close Rowshot' }).click();
    expect(await page.locator('.sidebar').count()).toBe(0);
    await context.close();
  });
});

describe('for everybody', () => {
  test('F6 goes through the parts of the page, Escape comes back to the grid', async () => {
    const document = makeWorkbook(server, 'Parts', SMALL);
    const { page, context } = await openGrid(browser, server, document.id);
    const focused = () => page.evaluate(() => window.document.activeElement?.className);
    expect(await focused()).toBe('grid');
    await page.keyboard.press('F6');
    expect(await focused()).toBe('tab');
    for (const part of ['title-input', 'menu-name', 'tool', 'name-box', 'grid']) {
      await page.keyboard.press('F6');
      expect(await focused()).toBe(part);
    }
    await page.keyboard.press('Shift+F6');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('grid');
    await context.close();
  });

  test('axe finds nothing: grid, menu, popups, dialogs, sidebar', async () => {
    const document = makeWorkbook(server, 'Axe', [
      ['name', { value: 'status', note: 'Rowshot writes this' }, 'shape'],
      ['Mug', 'completed', { value: 'x', dropdown: { values: ['a', 'b'], strict: false } }],
      [{ value: { error: '#N/A' } }, 'failed', { value: 'link', link: 'https://example.com/1' }],
      ['', 'stopped', { image: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', formula: '=IMAGE("x")' }],
    ]);
    document.applyFrom('test', document.revision, [{ type: 'setTab', tabId: 0, frozenRows: 1, frozenColumns: 1 }]);
    const { page, context } = await openGrid(browser, server, document.id);
    const findings: string[] = [];
    const look = async (where: string) => {
      await page.waitForTimeout(150);
      for (const finding of await axeFindings(page)) findings.push(`${where} – ${finding}`);
    };
    await look('grid');
    await page.locator('[data-a1=C2]').click();
    await page.keyboard.press('Enter');
    await look('dropdown');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+F10');
    await look('context menu');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await look('editor');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Create a filter' }).click();
    await page.locator('[data-a1=B1]').click();
    await page.keyboard.press('Alt+ArrowDown');
    await look('filter');
    await page.keyboard.press('Escape');
    await page.locator('[data-a1=C3]').hover();
    await page.getByRole('tooltip').waitFor();
    await look('card');
    for (const [menu, line] of [
      ['File', 'Open…'],
      ['File', 'Import…'],
      ['File', 'Share…'],
      ['Data', 'Sort range…'],
      ['Data', 'Dropdown…'],
      ['Help', 'Keyboard shortcuts'],
    ] as const) {
      await page.getByRole('menuitem', { name: menu, exact: true }).click();
      await page.getByRole('menuitem', { name: line }).click();
      await page.getByRole('dialog').waitFor();
      await look(line);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'Fill colour' }).click();
    await look('colours');
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', { name: 'Extensions' }).click();
    await page.keyboard.press('ArrowRight');
    await look('submenu');
    await page.getByRole('menuitem', { name: 'Open Rowshot' }).click();
    await page.locator('.sidebar').waitFor();
    await look('sidebar');
    expect(findings).toEqual([]);
    await context.close();
  });
});
