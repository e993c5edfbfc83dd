import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PLACEHOLDER_BACKEND } from './placeholder-backend.ts';

// In an installed package both parts were built beforehand; in a checkout they are built anew at every start.
const PACKED_ADDON = path.join(import.meta.dirname, '..', 'addon', 'build');
const PACKED_PAGE = path.join(import.meta.dirname, 'page', 'build');
const IS_CHECKOUT = import.meta.url.endsWith('.ts');

/** The add-on for this backend in `outDir`; answers the path of Code.js, with sidebar.html beside it. */
export async function builtAddon(outDir: string, backendUrl: string): Promise<string> {
  const code = path.join(outDir, 'Code.js');
  await mkdir(outDir, { recursive: true });
  if (IS_CHECKOUT) {
    const { buildAddon } = await import('../addon/build.ts');
    await buildAddon({ outDir, backendUrl });
  } else {
    const built = await readFile(path.join(PACKED_ADDON, 'Code.js'), 'utf8');
    await writeFile(code, built.replaceAll(PLACEHOLDER_BACKEND, backendUrl));
    await copyFile(path.join(PACKED_ADDON, 'sidebar.html'), path.join(outDir, 'sidebar.html'));
  }
  return code;
}

/** Folder of the spreadsheet page's files. */
export async function builtPage(outDir: string): Promise<string> {
  if (!IS_CHECKOUT && existsSync(PACKED_PAGE)) return PACKED_PAGE;
  const { buildPage } = await import('./page/build.ts');
  await buildPage({ outDir });
  return outDir;
}
