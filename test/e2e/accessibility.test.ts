import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eventually, launchBrowser } from '../browser.ts';
import { findings } from './axe.ts';
import { inOrder } from './in-order.ts';
import { button, type OpenWorkbench, openPage, openWorkbench, shoot, takeSeat } from './open-workbench.ts';
import { firstDocument, sheetRows } from './sheet-of.ts';

jest.setTimeout(150_000);

let workbench: OpenWorkbench;
let browser: Browser;
let shown: Page;
const step = inOrder(() => shoot(shown, 'access-failed'));

beforeAll(async () => {
  [workbench, browser] = await Promise.all([openWorkbench(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.close();
});

/** Presses a key until something is focused, in the page or in the sidebar's frame; a trap shows as a failure. */
async function until(page: Page, key: string, wanted: RegExp, most = 40): Promise<void> {
  const seen: string[] = [];
  for (let times = 0; times < most; times++) {
    const name = await focusedName(page);
    if (wanted.test(name)) return;
    seen.push(name);
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${wanted}; it came by: ${seen.join(', ')}`);
}

async function focusedName(page: Page): Promise<string> {
  for (const frame of page.frames().toReversed()) {
    const name = await frame.evaluate(() => {
      const element = document.activeElement;
      if (!document.hasFocus() || !element || element === document.body || element.tagName === 'IFRAME') return '';
      return (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60);
    });
    if (name !== '') return name;
  }
  return '';
}

step('from the page to Start by keyboard alone', async () => {
  const { page, errors } = await openPage(browser, workbench.running.url);
  shown = page;
  // Inside the grid Tab goes from cell to cell, as in Sheets; F6 is the way out.
  await until(page, 'F6', /^File$/, 8);
  await until(page, 'ArrowRight', /^Extensions$/);
  await page.keyboard.press('Enter');
  await until(page, 'ArrowDown', /^Rowshot/);
  await page.keyboard.press('ArrowRight');
  await until(page, 'ArrowDown', /^Open sidebar/);
  await page.keyboard.press('Enter');
  const frame = await eventually(() => {
    const panel = page.frames().find((one) => one.url().includes('/panel/'));
    if (!panel) throw new Error('The sidebar has not opened.');
    return panel;
  }, 20_000);
  await button(frame, 'Check rows and cost').waitFor();
  await eventually(async () => {
    await page.keyboard.press('F6');
    expect(await frame.evaluate(() => document.hasFocus())).toBe(true);
  });
  await until(page, 'Tab', /^Check rows and cost$/, 80);
  await page.keyboard.press('Enter');
  await button(frame, /^Start 8/).waitFor({ timeout: 30_000 });
  await until(page, 'Tab', /^Try first 3$/, 80);
  await page.keyboard.press('Enter');
  await frame.getByText('3 of 3 rows completed').waitFor({ timeout: 90_000 });
  const completed = sheetRows(firstDocument(workbench.running), 'Products').filter(
    (row) => row.text('status') === 'completed',
  );
  expect(completed.map((row) => row.number)).toEqual([2, 3, 4]);
  expect(errors).toEqual([]);
  await page.context().close();
});

step('axe finds nothing in page or sidebar, in any state of a run', async () => {
  const { page, sidebar } = await takeSeat(browser, workbench.running.url);
  shown = page;
  const clean = async (state: string) => {
    expect([state, 'page', ...(await findings(page))]).toEqual([state, 'page']);
    expect([state, 'sidebar', ...(await findings(sidebar))]).toEqual([state, 'sidebar']);
    await shoot(page, `access-${state}`);
  };
  const view = (name: RegExp) => sidebar.getByRole('tab', { name }).click();
  const again = button(sidebar, /^(New batch|Go on with)/);
  if (await again.count()) await again.click();
  await button(sidebar, /Check and start/).click();
  await button(sidebar, /^Start 5/).waitFor();
  await clean('ready');
  await button(sidebar, /Set up/)
    .first()
    .click();
  for (const fold of await sidebar.locator('details > summary').all()) await fold.click();
  await clean('set up, folds open');
  await button(sidebar, /Check and start/).click();
  await button(sidebar, /^Start 5/).click();
  await button(sidebar, 'Stop').waitFor();
  await clean('running');
  await button(sidebar, 'Stop').click();
  await button(sidebar, /^Resume/).waitFor({ timeout: 60_000 });
  await clean('stopped');
  await button(sidebar, /^Resume/).click();
  await sidebar.getByText('8 of 8 rows completed').waitFor({ timeout: 90_000 });
  await clean('done');
  await view(/Results/);
  await button(sidebar, /^Expand/)
    .first()
    .waitFor();
  await clean('results');
  await button(sidebar, /^Expand/)
    .first()
    .click();
  await clean('expanded');
  await page.keyboard.press('Escape');
  await view(/Batches/);
  await button(sidebar, /^Rename/)
    .first()
    .waitFor();
  await clean('batches');
  await button(sidebar, /^Delete/)
    .first()
    .click();
  await clean('delete');
  await page.keyboard.press('Escape');
  await view(/Help/);
  await clean('help');
});
