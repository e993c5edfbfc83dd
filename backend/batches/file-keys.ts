import type { BatchId, RowId } from '../ports.ts';

/** Where an output's file is. A key is written once; a later version has its own. */
export function outputKey(batchId: BatchId, rowId: RowId, version: number, n: number): string {
  return `outputs/${batchId}/${rowId}/${version}/${n}`;
}

/** The same picture without marks, for the next step of a series. */
export function nextStepKey(file: string): string {
  return `${file}.next`;
}

/** A source picture kept with its batch, by content. */
export function inputKey(batchId: BatchId, sha256: string): string {
  return `inputs/${batchId}/${sha256}`;
}
