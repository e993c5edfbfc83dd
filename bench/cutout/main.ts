/**
 * Measures the studio's background removal on a made set: the half the engine was tuned on, and the half it never saw.
 * `node bench/cutout/main.ts [--half=tuned|held-out] [--only=fern,ring] [--list] [--threads=2] [--folder=DIR]`
 * With a folder it takes its `name.jpg` + `name.mask.png` pairs instead. Scenes are photographed once and kept in the
 * temp folder. A whole run writes bench/results/cutout.json.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Half } from './make-set.ts';
import { measure, type Row } from './measure.ts';
import { measureScenes } from './measure-scenes.ts';
import { offenders, summarise, table } from './report.ts';
import { decoded } from './stored-scenes.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    half: { type: 'string' },
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
    threads: { type: 'string', default: '2' },
    folder: { type: 'string' },
    /** Where to write every row with the signs behind its warning: what thresholds are chosen from. */
    signs: { type: 'string' },
  },
});
const titles = { tuned: 'The half it was tuned on', 'held-out': 'The half it never saw' } as const;
const kinds = values.only?.split(',');
const sets = values.folder === undefined ? await measureHalves() : { folder: await measureFolder(values.folder) };
if (values.signs !== undefined) await writeFile(values.signs, JSON.stringify(Object.values(sets).flat()));
if (values.folder === undefined && values.half === undefined && kinds === undefined) await keep(sets);

async function measureHalves(): Promise<Record<string, Row[]>> {
  const halves: readonly Half[] = ['tuned', 'held-out'];
  const rows: Record<string, Row[]> = {};
  for (const half of halves) {
    if (values.half !== undefined && values.half !== half) continue;
    const wanted = ({ kind }: { readonly kind: string }) => kinds === undefined || kinds.includes(kind);
    const of = await measureScenes(half, wanted, Math.max(1, Number(values.threads)));
    print(titles[half], of);
    rows[half] = of;
  }
  return rows;
}

async function measureFolder(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const file of (await readdir(folder)).filter((name) => /\.jpe?g$/i.test(name)).sort()) {
    const name = file.replace(/\.jpe?g$/i, '');
    const [jpeg, mask] = await Promise.all([readFile(join(folder, file)), readFile(join(folder, `${name}.mask.png`))]);
    rows.push(measure({ half: 'folder', kind: 'folder', name, expected: 'good' }, await decoded(jpeg, mask)));
  }
  print(folder, rows);
  return rows;
}

function print(title: string, rows: readonly Row[]): void {
  console.log(`\n${table(title, rows)}`);
  if (values.list) console.log(offenders(rows));
}

async function keep(halves: Readonly<Record<string, readonly Row[]>>): Promise<void> {
  const results = new URL('../results/', import.meta.url);
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  const written = Object.entries(halves).map(([half, rows]) => ({
    half,
    summary: summarise(rows),
    rows: rows.map(({ signs: _, half: __, ...row }) => row),
  }));
  await mkdir(results, { recursive: true });
  await writeFile(new URL('cutout.json', results), `${JSON.stringify(written, rounded, 2)}\n`);
}
