import type { Row } from './measure.ts';

/** The figures of one half. Below .95 a cut-out should carry a warning, from .95 on it should not. */
export interface Summary {
  readonly pictures: number;
  readonly meanIou: number;
  readonly meanIouUnwarned: number;
  readonly baselineIou: number;
  readonly meanAlphaError: number;
  readonly below95: number;
  readonly below95Warned: number;
  readonly good: number;
  readonly goodWarned: number;
  readonly notPlain: number;
  readonly notPlainWarned: number;
  /** Mean processor time of pictures of .8–1.3 megapixels. */
  readonly msAtOneMegapixel: number;
}

const mean = (rows: readonly Row[], figure: (row: Row) => number) =>
  rows.reduce((sum, row) => sum + figure(row), 0) / Math.max(1, rows.length);
const warned = (rows: readonly Row[]) => rows.filter((row) => row.doubt !== null).length;

export function summarise(rows: readonly Row[]): Summary {
  const plain = rows.filter((row) => row.expected === 'good');
  const bad = plain.filter((row) => row.iou < 0.95);
  const good = plain.filter((row) => row.iou >= 0.95);
  const busy = rows.filter((row) => row.expected === 'warned');
  const quiet = plain.filter((row) => row.doubt === null);
  const one = rows.filter((row) => row.megapixels > 0.8 && row.megapixels < 1.3);
  return {
    pictures: rows.length,
    meanIou: mean(plain, (row) => row.iou),
    meanIouUnwarned: mean(quiet, (row) => row.iou),
    baselineIou: mean(plain, (row) => row.baselineIou),
    meanAlphaError: mean(plain, (row) => row.alphaError),
    below95: bad.length,
    below95Warned: warned(bad),
    good: good.length,
    goodWarned: warned(good),
    notPlain: busy.length,
    notPlainWarned: warned(busy),
    msAtOneMegapixel: mean(one, (row) => row.ms),
  };
}

function line(title: string, rows: readonly Row[]): string {
  const bad = rows.filter((row) => row.iou < 0.95);
  const good = rows.filter((row) => row.iou >= 0.95);
  const figures = [
    mean(rows, (row) => row.iou).toFixed(3),
    Math.min(...rows.map((row) => row.iou)).toFixed(3),
    mean(rows, (row) => row.baselineIou).toFixed(3),
    mean(rows, (row) => row.alphaError).toFixed(4),
    mean(rows, (row) => row.ms).toFixed(0),
    `${warned(bad)}/${bad.length}`,
    `${warned(good)}/${good.length}`,
  ];
  return title.padEnd(18) + figures.map((figure) => figure.padStart(10)).join('');
}

/** @returns a table per kind, and the figures of all plain pictures under it. */
export function table(title: string, rows: readonly Row[]): string {
  const heads = ['IoU', 'worst', 'baseline', 'alphaerr', 'ms', '<.95 warn', '≥.95 warn'];
  const lines = [title, ' '.repeat(18) + heads.map((head) => head.padStart(10)).join('')];
  for (const kind of new Set(rows.map((row) => row.kind))) {
    lines.push(
      line(
        kind,
        rows.filter((row) => row.kind === kind),
      ),
    );
  }
  lines.push(
    line(
      'all plain',
      rows.filter((row) => row.expected === 'good'),
    ),
  );
  const s = summarise(rows);
  lines.push(
    `below .95: ${s.below95}, of which warned ${s.below95Warned}; good: ${s.good}, of which warned ${s.goodWarned}; ` +
      `not plain: ${s.notPlain}, of which warned ${s.notPlainWarned}; mean IoU without a warning ` +
      `${s.meanIouUnwarned.toFixed(3)}; ${s.msAtOneMegapixel.toFixed(0)} ms at 1 megapixel`,
  );
  return lines.join('\n');
}

/** @returns each picture below .95 or needlessly warned about, worst first. */
export function offenders(rows: readonly Row[]): string {
  return rows
    .filter((row) => (row.expected === 'good' ? row.iou < 0.95 || row.doubt !== null : row.doubt === null))
    .sort((a, b) => a.iou - b.iou)
    .map((row) => `${row.iou.toFixed(3)} ${row.name.padEnd(28)} ${row.megapixels.toFixed(2)} MP  ${row.doubt ?? '—'}`)
    .join('\n');
}
