import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { buildAddon } from '../../addon/build.ts';

const run = promisify(execFile);
const folder = () => mkdtemp(join(tmpdir(), 'rowshot-build-'));

test('three files within their sizes, which Apps Script takes as they are', async () => {
  const outDir = await folder();
  const built = await buildAddon({ outDir, backendUrl: 'https://rowshot.example.com' });
  expect(built.files).toEqual(['Code.js', 'sidebar.html', 'appsscript.json']);
  expect(built.codeBytes).toBeLessThanOrEqual(60 * 1024);
  expect(built.sidebarGzippedBytes).toBeLessThanOrEqual(40 * 1024);
  const page = await readFile(join(outDir, 'sidebar.html'), 'utf8');
  const script = page.slice(page.indexOf('<script>') + 8, page.lastIndexOf('</script>'));
  for (const damaged of ['`', '</script', '<!--', '<?']) expect(script).not.toContain(damaged);
  const code = await readFile(join(outDir, 'Code.js'), 'utf8');
  expect(code).toContain('https://rowshot.example.com');
  expect(code).toMatch(/function onOpen\(\.\.\.\w+\)/);
  // Parse errors in Apps Script.
  expect(code).not.toMatch(/\bstatic \w+ ?=|[{;]#\w+[ ;=(]/);
});

test('the manifest asks for least, and for the backend’s address only', async () => {
  const outDir = await folder();
  await buildAddon({ outDir, backendUrl: 'https://rowshot.example.com' });
  const manifest = JSON.parse(await readFile(join(outDir, 'appsscript.json'), 'utf8'));
  expect(manifest.urlFetchWhitelist).toEqual(['https://rowshot.example.com/']);
  expect(manifest.oauthScopes).not.toContain('https://www.googleapis.com/auth/spreadsheets');
  expect(manifest.oauthScopes).not.toContain('https://www.googleapis.com/auth/drive');
});

test.each(['', 'rowshot.example.com', 'http://rowshot.example.com', 'https://rowshot.example.com/api'])(
  'a wrong address is named: %p',
  async (backendUrl) => {
    await expect(buildAddon({ outDir: tmpdir(), backendUrl })).rejects.toThrow(
      `ROWSHOT_BACKEND_URL is "${backendUrl}"`,
    );
  },
);

test('clasp would push exactly these three', async () => {
  const home = await folder();
  await buildAddon({ outDir: join(home, 'addon/build'), backendUrl: 'https://rowshot.example.com' });
  await writeFile(join(home, '.clasp.json'), await readFile('.clasp.json', 'utf8'));
  const clasp = join(process.cwd(), 'node_modules/@google/clasp/build/src/index.js');
  const { stdout } = await run(process.execPath, [clasp, 'show-file-status', '--json'], { cwd: home });
  const { filesToPush } = JSON.parse(stdout);
  expect([...filesToPush].sort()).toEqual([
    'addon/build/Code.js',
    'addon/build/appsscript.json',
    'addon/build/sidebar.html',
  ]);
});
