import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../browser.ts';
import { builtSidebar, openSidebar } from './open-sidebar.ts';
import { SCENES } from './scenes.ts';

/** Set it to a folder to look at the states. */
const SHOTS = process.env.ROWSHOT_SCREENSHOTS;

let browser: Browser;
let html = '';
let axe = '';

beforeAll(async () => {
  [browser, html] = await Promise.all([launchBrowser(), builtSidebar()]);
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if (SHOTS) await mkdir(SHOTS, { recursive: true });
}, 60_000);

afterAll(() => browser.close());

async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run: unknown = Reflect.get(Reflect.get(globalThis, 'axe'), 'run');
    if (typeof run !== 'function') return ['axe is missing'];
    const { violations } = await run(document, { resultTypes: ['violations'] });
    return violations.map(
      (violation: { id: string; nodes: readonly { html: string; failureSummary: string }[] }) =>
        `${violation.id}: ${violation.nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
    );
  });
}

/** What sticks out of the panel, and what is too small to hit. */
async function crooked(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width)
      out.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || element.closest('.vh')) continue;
      const name = `${element.tagName.toLowerCase()}.${element.className} ${element.textContent?.slice(0, 30) ?? ''}`;
      if (box.right > width + 0.5 || box.left < -0.5) out.push(`${name} reaches ${box.left}–${box.right}`);
      const clipped =
        element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'visible';
      if (clipped && element.clientWidth > 0 && element.children.length === 0) out.push(`${name} overflows itself`);
      if (
        element.matches('button, a[href], select, summary, input:not([type=radio]):not([type=checkbox])') &&
        (box.height < 24 || box.width < 24)
      ) {
        out.push(`${name} is ${box.width} × ${box.height}`);
      }
    }
    return out;
  });
}

describe('every state of the panel', () => {
  test.each(Object.keys(SCENES))('%s', async (name) => {
    const scene = SCENES[name];
    if (!scene) throw new Error(name);
    const { page } = await openSidebar(browser, html, scene);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.waitForTimeout(250);
    for (const selector of scene.after ?? []) {
      await page.locator(selector).first().click({ timeout: 4_000 });
      await page.waitForTimeout(120);
    }
    await page.waitForTimeout(150);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), animations: 'disabled' });
    expect(errors).toEqual([]);
    expect(await crooked(page)).toEqual([]);
    expect(await findings(page)).toEqual([]);
    await page.close();
  });
});
