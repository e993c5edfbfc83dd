import type { Cell } from '../../shared/cell.ts';
import { normaliseHeader } from '../../shared/normalise-header.ts';
import { cellText } from '../../shared/read/cell-text.ts';
import type { BatchRecord } from '../ports.ts';
import type { ReadRows } from './read-rows.ts';

/**
 * Puts a row that was read again into the order of the batch's own header: columns may have been moved, inserted or
 * deleted since Start, and the manifest and Open know only that header. Our own columns are blank, as when they were sent.
 */
export function cellsAsSent(
  batch: Pick<BatchRecord, 'header' | 'ownColumns'>,
  read: Pick<ReadRows, 'header' | 'ownColumns'>,
): (cells: readonly Cell[]) => readonly Cell[] {
  const places = new Map<string, number[]>();
  read.header.forEach((header, column) => {
    if (read.ownColumns.includes(column)) return;
    const name = normaliseHeader(cellText(header));
    places.set(name, [...(places.get(name) ?? []), column]);
  });
  const from = batch.header.map((header, column) =>
    batch.ownColumns.includes(column) ? undefined : places.get(normaliseHeader(cellText(header)))?.shift(),
  );
  return (cells) => from.map((column) => (column === undefined ? '' : (cells[column] ?? '')));
}
