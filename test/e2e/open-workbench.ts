import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Download, Frame, Locator, Page } from 'playwright-core';
import { readConfig } from '../../backend/config.ts';
import { type RunningWorkbench, startWorkbench } from '../../workbench/start-workbench.ts';
import { eventually } from '../browser.ts';

/** Set it to a folder to look at what a test saw. */
const SHOTS = process.env.ROWSHOT_SCREENSHOTS;

export interface OpenWorkbench {
  readonly running: RunningWorkbench;
  readonly folder: string;
  close(): Promise<void>;
}

/** The whole product in this process, on free ports and in a folder of its own. */
export async function openWorkbench(environment: Readonly<Record<string, string>> = {}): Promise<OpenWorkbench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rowshot-e2e-'));
  const config = readConfig({ PORT: '0', ROWSHOT_DATA: folder, ...environment });
  const running = await startWorkbench({ config, testing: true });
  return {
    running,
    folder,
    close: async () => {
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The page as a person sees it, with the sidebar beside it. */
export interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The sidebar's frame; a reload or a reopened sidebar makes a new one. */
  readonly sidebar: Frame;
  /** What page and sidebar logged as errors. */
  readonly errors: string[];
}

/** Opens the page of a running workbench and waits until the grid stands. */
export async function openPage(browser: Browser, url: string, query = ''): Promise<Omit<Seat, 'sidebar'>> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 860 }, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  await page.goto(`${url}/${query}`);
  await page.waitForSelector('[data-a1=A1]');
  return { page, context, errors };
}

/** Extensions → Rowshot → Open sidebar, as a person does it; answers when the sidebar has read the tab. */
export async function openSidebar(page: Page): Promise<Frame> {
  const before = new Set(panelsOf(page));
  await page.getByRole('menuitem', { name: 'Extensions' }).click();
  await page.getByRole('menuitem', { name: 'Rowshot' }).click();
  await page.getByRole('menuitem', { name: 'Open sidebar' }).click();
  const frame = await eventually(() => {
    const fresh = panelsOf(page).find((panel) => !before.has(panel));
    if (!fresh) throw new Error('The sidebar has not opened.');
    return fresh;
  }, 20_000);
  await frame.getByRole('tab', { name: 'Run' }).waitFor();
  await frame.getByText('Opening Rowshot…').waitFor({ state: 'detached' });
  return frame;
}

function panelsOf(page: Page): readonly Frame[] {
  return page.frames().filter((frame) => frame.url().includes('/panel/'));
}

/** A page with its sidebar open. */
export async function takeSeat(browser: Browser, url: string, query = ''): Promise<Seat> {
  const opened = await openPage(browser, url, query);
  return { ...opened, sidebar: await openSidebar(opened.page) };
}

/** Shows a tab of the spreadsheet and waits until the sidebar has turned to it. */
export async function showTab({ page, sidebar }: Seat, title: string): Promise<void> {
  await page.getByRole('tab', { name: title, exact: true }).click();
  await sidebar.getByRole('tab', { name: 'Run' }).click();
  await sidebar.getByPlaceholder(new RegExp(`· ${title} ·`)).waitFor({ timeout: 30_000 });
}

export function button(frame: Frame, name: string | RegExp): Locator {
  return frame.getByRole('button', { name });
}

/** What a click downloads; a link that opens a tab of its own downloads there. */
export async function downloadOf({ page, context }: Seat, click: () => Promise<void>): Promise<Download> {
  const arrived = new Promise<Download>((resolve) => {
    page.once('download', resolve);
    context.once('page', (opened) => opened.once('download', resolve));
  });
  await click();
  return Promise.race([
    arrived,
    new Promise<never>((_, reject) => setTimeout(reject, 20_000, new Error('Nothing was downloaded.')).unref()),
  ]);
}

/** Saves what is seen, where ROWSHOT_SCREENSHOTS names a folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
}
