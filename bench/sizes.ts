import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildAddon } from '../addon/build.ts';
import { buildPage } from '../workbench/page/build.ts';
import type { Figure } from './figure.ts';

/** What people's browsers load and what Google is given, as built; kilobytes of 1024 bytes. */
export async function benchSizes(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rowshot-bench-'));
  const addon = join(folder, 'addon');
  const page = join(folder, 'page');
  await buildAddon({ outDir: addon, backendUrl: 'https://rowshot.example.com' });
  await buildPage({ outDir: page, minify: true });
  const sizeOf = async (file: string, packed: boolean) => {
    const bytes = await readFile(file);
    return (packed ? gzipSync(bytes, { level: 9 }) : bytes).length / 1024;
  };
  const pageFiles = (await readdir(page, { recursive: true })).filter((name) => /\.(html|js|css)$/.test(name));
  const pageSizes = await Promise.all(pageFiles.map((name) => sizeOf(join(page, name), true)));
  const alone = { baseline: null };
  const figures: Figure[] = [
    {
      name: 'sidebar.html',
      value: await sizeOf(join(addon, 'sidebar.html'), true),
      unit: 'KB gz',
      ...alone,
      hold: { atMost: 40 },
    },
    { name: 'Code.js', value: await sizeOf(join(addon, 'Code.js'), false), unit: 'KB', ...alone, hold: { atMost: 60 } },
    { name: 'grid page, all files', value: pageSizes.reduce((a, b) => a + b, 0), unit: 'KB gz', ...alone, hold: {} },
  ];
  await rm(folder, { recursive: true, force: true });
  return figures;
}
