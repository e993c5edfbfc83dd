/**
 * Measures the studio's background removal: `node bench/cutout/main.ts [folder]`. Without a folder it photographs a made
 * set (the half the engine was tuned on, and the half it never saw); with one it takes its `name.jpg` + `name.mask.png`
 * pairs. Prints a table per kind of picture and writes bench/results/cutout.json.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { cutOut } from '../../backend/engines/studio/cutout/cut-out.ts';
import { type Half, makeSet } from './make-set.ts';
import { photograph } from './photograph.ts';
import { plainThreshold } from './plain-threshold.ts';
import { alphaOf, score } from './score.ts';

interface Row {
  readonly half: Half | 'folder';
  readonly kind: string;
  readonly name: string;
  readonly expected: 'good' | 'warned';
  readonly megapixels: number;
  readonly iou: number;
  readonly mae: number;
  readonly baselineIou: number;
  readonly ms: number;
  readonly doubt: string | null;
}

async function measure(
  about: Pick<Row, 'half' | 'kind' | 'name' | 'expected'>,
  data: Uint8Array,
  width: number,
  height: number,
  mask: Uint8Array,
): Promise<Row> {
  const started = performance.now();
  const result = cutOut({ data, width, height });
  const ms = performance.now() - started;
  const baseline = score(plainThreshold(data, width, height), mask);
  const { iou, mae } = score(alphaOf(result.data), mask);
  const megapixels = (width * height) / 1e6;
  return { ...about, megapixels, iou, mae, baselineIou: baseline.iou, ms, doubt: result.doubt };
}

async function measureSet(half: Half): Promise<Row[]> {
  const rows: Row[] = [];
  for (const spec of makeSet(half)) {
    const { data, width, height, mask } = await photograph(spec);
    const { kind, name, expected } = spec;
    rows.push(await measure({ half, kind, name, expected }, data, width, height, mask));
  }
  return rows;
}

async function measureFolder(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const file of (await readdir(folder)).filter((name) => /\.jpe?g$/i.test(name)).sort()) {
    const name = file.replace(/\.jpe?g$/i, '');
    const picture = sharp(await readFile(join(folder, file))).autoOrient();
    const { data, info } = await picture
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const mask = await sharp(await readFile(join(folder, `${name}.mask.png`)))
      .resize(info.width, info.height, { fit: 'fill' })
      .toColourspace('b-w')
      .extractChannel(0)
      .raw()
      .toBuffer();
    const about = { half: 'folder', kind: 'folder', name, expected: 'good' } as const;
    rows.push(await measure(about, data, info.width, info.height, mask));
  }
  return rows;
}

const mean = (rows: readonly Row[], figure: (row: Row) => number) =>
  rows.reduce((sum, row) => sum + figure(row), 0) / Math.max(1, rows.length);

function line(title: string, rows: readonly Row[]): string {
  const warned = rows.filter((row) => row.doubt !== null).length;
  const figures = [
    mean(rows, (row) => row.iou).toFixed(3),
    Math.min(...rows.map((row) => row.iou)).toFixed(3),
    mean(rows, (row) => row.baselineIou).toFixed(3),
    mean(rows, (row) => row.mae).toFixed(4),
    mean(rows, (row) => row.ms).toFixed(0),
    `${warned}/${rows.length}`,
  ];
  return title.padEnd(18) + figures.map((figure) => figure.padStart(9)).join('');
}

function summary(rows: readonly Row[]) {
  const plain = rows.filter((row) => row.expected === 'good');
  const bad = plain.filter((row) => row.iou < 0.95);
  const good = plain.filter((row) => row.iou >= 0.95);
  const busy = rows.filter((row) => row.expected === 'warned');
  const warned = (of: readonly Row[]) => of.filter((row) => row.doubt !== null).length;
  return {
    meanIou: mean(plain, (row) => row.iou),
    meanIouUnwarned: mean(
      plain.filter((row) => row.doubt === null),
      (row) => row.iou,
    ),
    baselineIou: mean(plain, (row) => row.baselineIou),
    meanAlphaError: mean(plain, (row) => row.mae),
    below95: bad.length,
    below95Warned: warned(bad),
    good: good.length,
    goodWarned: warned(good),
    notPlain: busy.length,
    notPlainWarned: warned(busy),
    meanMs: mean(rows, (row) => row.ms),
  };
}

function report(title: string, rows: readonly Row[]) {
  console.log(`\n${title}`);
  console.log(`${''.padEnd(18)}      IoU    worst baseline alphaerr       ms   warned`);
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const of = rows.filter((row) => row.kind === kind);
    console.log(line(kind, of));
  }
  const s = summary(rows);
  console.log(
    line(
      'all plain',
      rows.filter((row) => row.expected === 'good'),
    ),
  );
  console.log(
    `below .95: ${s.below95}, of which warned ${s.below95Warned}; good: ${s.good}, of which warned ${s.goodWarned}; ` +
      `not plain: ${s.notPlain}, of which warned ${s.notPlainWarned}; mean IoU without a warning ${s.meanIouUnwarned.toFixed(3)}`,
  );
}

const folder = process.argv[2];
const results = new URL('../results/', import.meta.url);
const sets: Record<string, Row[]> = {};
if (folder === undefined) {
  sets.tuned = await measureSet('tuned');
  report('The half it was tuned on', sets.tuned);
  sets['held-out'] = await measureSet('held-out');
  report('The half it never saw', sets['held-out']);
} else {
  sets.folder = await measureFolder(folder);
  report(folder, sets.folder);
}
const written = Object.entries(sets).map(([half, rows]) => ({ half, summary: summary(rows), rows }));
await mkdir(results, { recursive: true });
await writeFile(new URL('cutout.json', results), `${JSON.stringify(written, null, 2)}\n`);
