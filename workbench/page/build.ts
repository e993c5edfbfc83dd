import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type BuildPageOptions = {
  /** Where the files go; made when missing. */
  readonly outDir: string;
  /** Smaller files without source maps, for the package. */
  readonly minify?: boolean;
};

/** The paths of what was written. */
export type BuiltPage = { readonly indexHtml: string; readonly js: string; readonly css: string };

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** Bundles the grid page: `index.html`, `page.js` and `page.css`, for any static file server at `/`. */
export async function buildPage(options: BuildPageOptions): Promise<BuiltPage> {
  const { outDir, minify = false } = options;
  await mkdir(outDir, { recursive: true });
  await build({
    entryPoints: { page: path.join(HERE, 'main.tsx') },
    outdir: outDir,
    bundle: true,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify,
    sourcemap: minify ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
  });
  await build({
    entryPoints: { page: path.join(HERE, 'styles', 'page.css') },
    outdir: outDir,
    bundle: true,
    minify,
    logLevel: 'warning',
  });
  const indexHtml = path.join(outDir, 'index.html');
  await writeFile(indexHtml, await readFile(path.join(HERE, 'index.html')));
  return { indexHtml, js: path.join(outDir, 'page.js'), css: path.join(outDir, 'page.css') };
}
