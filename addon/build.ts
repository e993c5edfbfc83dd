import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { minify } from '@swc/core';
import { build, type BuildOptions as EsbuildOptions, transform } from 'esbuild';
import manifest from './appsscript.json' with { type: 'json' };

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Bytes of Code.js, and of sidebar.html gzipped: what Apps Script and a slow line take without being noticed. */
const MAX_CODE = 60 * 1024;
const MAX_SIDEBAR_GZIPPED = 40 * 1024;

export interface BuildOptions {
  /** Where Code.js, sidebar.html and appsscript.json are written. */
  readonly outDir: string;
  /** The backend's origin, e.g. `https://api.example.com`; the add-on sends its tokens there and nowhere else. */
  readonly backendUrl: string;
}

export interface BuiltAddon {
  readonly files: readonly string[];
  readonly codeBytes: number;
  readonly sidebarGzippedBytes: number;
}

/** Builds the add-on as Apps Script takes it: one script, one page, one manifest. Throws naming what does not fit. */
export async function buildAddon(options: BuildOptions): Promise<BuiltAddon> {
  const backendUrl = checkedBackendUrl(options.backendUrl);
  const [code, sidebar] = await Promise.all([buildServer(backendUrl), buildSidebar()]);
  const contents: Readonly<Record<string, string>> = {
    'Code.js': code,
    'sidebar.html': sidebar,
    'appsscript.json': `${JSON.stringify({ ...manifest, urlFetchWhitelist: [`${backendUrl}/`] }, null, 2)}\n`,
  };
  const codeBytes = Buffer.byteLength(code);
  const sidebarGzippedBytes = gzipSync(sidebar, { level: 9 }).length;
  if (codeBytes > MAX_CODE) throw new Error(`Code.js has ${codeBytes} bytes; at most ${MAX_CODE} are allowed.`);
  if (sidebarGzippedBytes > MAX_SIDEBAR_GZIPPED) {
    throw new Error(
      `sidebar.html has ${sidebarGzippedBytes} bytes gzipped; at most ${MAX_SIDEBAR_GZIPPED} are allowed.`,
    );
  }
  await mkdir(options.outDir, { recursive: true });
  const files = Object.keys(contents);
  await Promise.all(files.map((name) => writeFile(join(options.outDir, name), contents[name] ?? '')));
  return { files, codeBytes, sidebarGzippedBytes };
}

function checkedBackendUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const local = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost';
  if (
    !url ||
    (url.protocol !== 'https:' && !(local && url.protocol === 'http:')) ||
    url.pathname !== '/' ||
    url.search
  ) {
    throw new Error(
      `ROWSHOT_BACKEND_URL is "${text}"; expected the backend's address such as https://rowshot.example.com (https, no path).`,
    );
  }
  return url.origin;
}

/** Apps Script calls top-level functions only, so each export gets one that survives minification. */
async function buildServer(backendUrl: string): Promise<string> {
  const shared = {
    entryPoints: [join(HERE, 'server/main.ts')],
    bundle: true,
    minify: true,
    // Apps Script's V8 knows ?. and ??, and no static or #private fields.
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    define: { ROWSHOT_BACKEND_URL: JSON.stringify(backendUrl) },
  } satisfies EsbuildOptions;
  const listed = await build({ ...shared, format: 'esm', metafile: true, write: false, outfile: 'Code.js' });
  const exported = Object.values(listed.metafile.outputs)[0]?.exports ?? [];
  if (exported.length === 0) throw new Error('addon/server/main.ts exports no entry point.');
  const footer = exported.map((name) => `function ${name}(...a){return rowshot.${name}(...a)}`).join('\n');
  const bundle = await build({
    ...shared,
    write: false,
    format: 'iife',
    globalName: 'rowshot',
    footer: { js: footer },
  });
  return squeeze(bundle.outputFiles[0]?.text ?? '', false);
}

/** swc finds what esbuild leaves: some 5 %, which both bundles need to stay within their sizes. */
async function squeeze(script: string, asciiOnly: boolean): Promise<string> {
  const { code } = await minify(script, {
    compress: { ecma: 2020, passes: 3, toplevel: false },
    mangle: { toplevel: false },
    ecma: 2020,
    module: false,
    format: { asciiOnly },
  });
  return code;
}

async function buildSidebar(): Promise<string> {
  const [script, css] = await Promise.all([
    build({
      entryPoints: [join(HERE, 'sidebar/main.tsx')],
      bundle: true,
      write: false,
      minify: true,
      format: 'iife',
      target: 'es2020',
      // h(…) instead of the automatic runtime's objects: smaller, and tsconfig.json would decide otherwise.
      tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
      inject: [join(HERE, 'sidebar/jsx-factory.ts')],
      legalComments: 'none',
      // HtmlService takes `//` inside a template literal for a comment.
      supported: { 'template-literal': false },
    }),
    readFile(join(HERE, 'sidebar/sidebar.css'), 'utf8').then((text) =>
      transform(text, { loader: 'css', minify: true, target: 'chrome110' }),
    ),
  ]);
  return checkedPage(await squeeze(script.outputFiles[0]?.text ?? '', true), css.code);
}

function checkedPage(script: string, css: string): string {
  const code = script.trim();
  for (const forbidden of ['`', '</script', '<!--', '<?']) {
    if (code.includes(forbidden) || css.includes(forbidden)) {
      const at = code.indexOf(forbidden);
      throw new Error(
        `sidebar.html would hold ${JSON.stringify(forbidden)}, which HtmlService damages: …${code.slice(Math.max(0, at - 60), at + 40)}…`,
      );
    }
  }
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><base target="_blank"><title>Rowshot</title>',
    `<style>${css.trim()}</style></head>`,
    '<body><div id="app"></div>',
    `<script>${code}</script>`,
    '</body></html>',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outDir = join(HERE, 'build');
  const built = await buildAddon({ outDir, backendUrl: process.env.ROWSHOT_BACKEND_URL ?? '' }).catch(
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
  console.log(
    `${built.files.join(', ')} → ${outDir} (Code.js ${(built.codeBytes / 1024).toFixed(1)} KB, sidebar ${(built.sidebarGzippedBytes / 1024).toFixed(1)} KB gzipped)`,
  );
}
