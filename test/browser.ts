import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../bin/find-browser.mjs';

/** Drawn by software and quiet on the network, so that a run looks the same on every machine. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser that this machine has; close it when done. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    throw new Error('No Chromium or Chrome was found: run "npm test", which gets one, or name one in ROWSHOT_BROWSER.');
  }
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** Tries until it holds, for at most `milliseconds`; then fails as it last failed. */
export async function eventually<T>(check: () => T | Promise<T>, milliseconds = 5000): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}
