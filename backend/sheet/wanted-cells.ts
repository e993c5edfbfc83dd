import { type ResultLink, shownMessage, shownStatus } from '../batches/view-row.ts';
import type { BatchRecord, OutputRecord, RowRecord } from '../ports.ts';
import type { WantedCell, WantedRow } from './plan-sheet-writes.ts';

const PREVIEW_WIDTH = 320;

/** What the sheet shows of one row, by own column. All text is literal; a formula is made only from our own address. */
export function wantedCells(row: RowRecord, batch: BatchRecord, link: ResultLink): WantedRow {
  const cells = new Map<string, WantedCell>();
  const put = (own: string, value: string | number) => cells.set(own, { value, link: null });
  put('status', shownStatus(row, batch));
  put('message', shownMessage(row).slice(0, 50_000));
  const outputs = newestOutputs(row);
  for (const output of outputs) {
    if (output.kind === 'image' && output.file !== null) {
      cells.set(`image_${output.n}`, imageCell(output, batch, link(batch, output)));
    }
  }
  const texts = outputs.filter((one) => one.kind === 'text').map((one) => one.text);
  if (texts.length > 0) put('result_text', texts.join('\n').slice(0, 50_000));
  if (outputs.length > 0 || row.costUsd > 0) put('cost', Math.round(row.costUsd * 1e6) / 1e6);
  if (outputs.length > 0 && row.seed !== null) put('seed', row.seed);
  return { rowId: row.rowId, batchId: batch.id, inputKey: row.fingerprint, cells };
}

/** Of each output its newest version. */
export function newestOutputs(row: RowRecord): OutputRecord[] {
  const newest = new Map<number, OutputRecord>();
  for (const output of row.outputs) {
    const known = newest.get(output.n);
    if (!known || output.version > known.version) newest.set(output.n, output);
  }
  return [...newest.values()].sort((a, b) => a.n - b.n);
}

function imageCell(output: OutputRecord, batch: BatchRecord, url: string): WantedCell {
  switch (batch.settings.imageCells) {
    case 'url':
      return { value: url, link: url };
    case 'picture':
      return { value: { formula: `=IMAGE("${url}?w=${PREVIEW_WIDTH}")` }, link: null };
    case 'name':
      return { value: output.name.split('/').at(-1) ?? output.name, link: url };
  }
}

/** How many images and whether texts the rows of a tab make, for the columns that it needs. */
export function neededColumns(rows: readonly RowRecord[]): { readonly maxImages: number; readonly hasText: boolean } {
  let maxImages = 0;
  let hasText = false;
  for (const row of rows) {
    for (const planned of row.plan?.outputs ?? []) {
      if (planned.result === 'text') hasText = true;
      else maxImages = Math.max(maxImages, planned.n);
    }
  }
  return { maxImages, hasText };
}
