import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buildAddon } from '../../../addon/build.ts';
import { BACKEND } from './fixtures.ts';

/** What Google (by function) and the backend (by `METHOD path`, the query left out) answer; `null` answers nothing, ever. */
export interface Scene {
  readonly script: Readonly<Record<string, unknown>>;
  readonly backend: Readonly<Record<string, unknown>>;
}

/** The built page, as Apps Script would serve it. */
export async function builtSidebar(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'rowshot-addon-'));
  await buildAddon({ outDir, backendUrl: BACKEND });
  return readFile(join(outDir, 'sidebar.html'), 'utf8');
}

const picture = (seed: number) => {
  const hue = (seed * 47) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320" viewBox="0 0 120 120"><rect width="120" height="120" fill="hsl(${hue} 55% 84%)"/><ellipse cx="60" cy="96" rx="34" ry="5" fill="#0002"/><rect x="42" y="38" width="36" height="56" rx="8" fill="hsl(${(hue + 190) % 360} 50% 45%)"/></svg>`;
};

/** Opens the page at the sidebar's width with a stand-in for `google.script.run` and for the backend. */
export async function openSidebar(
  browser: Browser,
  html: string,
  scene: Scene,
): Promise<{ page: Page; calls: string[] }> {
  const page = await browser.newPage({ viewport: { width: 300, height: 760 }, deviceScaleFactor: 2 });
  const calls: string[] = [];
  await page.exposeFunction('__called', (name: string) => calls.push(name));
  await page.addInitScript((answers: Readonly<Record<string, unknown>>) => {
    const runner = (ok: (value: unknown) => void, fail: (error: unknown) => void): object =>
      new Proxy(
        {},
        {
          get: (_, name) => {
            if (name === 'withSuccessHandler') return (handler: (value: unknown) => void) => runner(handler, fail);
            if (name === 'withFailureHandler') return (handler: (error: unknown) => void) => runner(ok, handler);
            return (request: unknown) => {
              const called: unknown = Reflect.get(globalThis, '__called');
              if (typeof called === 'function') called(`${String(name)} ${JSON.stringify(request)}`);
              const answer = answers[String(name)];
              if (answer === null) return;
              if (typeof answer === 'object' && answer !== null && 'throws' in answer) {
                setTimeout(() => fail(new Error(String(answer.throws))), 5);
                return;
              }
              const value = answer === undefined ? { ok: true, value: null } : answer;
              setTimeout(() => ok(JSON.parse(JSON.stringify(value))), 5);
            };
          },
        },
      );
    const run = runner(
      () => undefined,
      () => undefined,
    );
    Object.defineProperty(globalThis, 'google', { value: { script: { run, host: { close: () => undefined } } } });
  }, scene.script);
  await page.route(`${BACKEND}/**`, async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-allow-methods': '*',
    };
    if (url.pathname.startsWith('/r/') || url.pathname.startsWith('/u/')) {
      const seed = Number(/k(\d+)/.exec(url.pathname)?.[1] ?? 3);
      return route.fulfill({ contentType: 'image/svg+xml', body: picture(seed), headers });
    }
    if (request.method() === 'OPTIONS') return route.fulfill({ status: 204, headers });
    const key = `${request.method()} ${url.pathname}`;
    calls.push(`${key} ${request.postData() ?? ''}`);
    const answer = scene.backend[key];
    if (answer === undefined)
      return route.fulfill({
        status: 404,
        headers,
        json: { error: { code: 'not_found', message: `${key} is not in the scene.` } },
      });
    if (answer === null) return route.abort('connectionrefused');
    return route.fulfill({ headers, json: answer });
  });
  await page.route('https://sidebar.test/', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto('https://sidebar.test/');
  return { page, calls };
}
