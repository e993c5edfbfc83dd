// Finds the browser that the tests drive: an installed Chromium or Chrome, else Playwright's own, else says what to type.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Path of a browser that Playwright can drive, or null. ROWSHOT_BROWSER names one explicitly.
 * @returns {string | null}
 */
export function findBrowser() {
  const chosen = process.env.ROWSHOT_BROWSER;
  if (chosen) return existsSync(chosen) ? chosen : null;
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  return [...onPath, ...PLACES, chromium.executablePath()].find((file) => file && existsSync(file)) ?? null;
}

/** Downloads Playwright's browser where there is none. Answers whether there is one now. */
export function ensureBrowser() {
  if (findBrowser()) return true;
  console.error("No Chromium or Chrome was found: downloading Playwright's (once) …");
  const cli = createRequire(import.meta.url).resolve('playwright-core/cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 'inherit'] });
  if (findBrowser()) return true;
  console.error('The tests need a browser. Install one, for example with: sudo apt-get install -y chromium');
  console.error('or name one: ROWSHOT_BROWSER=/path/to/chrome npm test');
  return false;
}
