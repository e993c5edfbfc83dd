import { normaliseHeader } from '../../shared/normalise-header.ts';
import { cellText } from '../../shared/read/cell-text.ts';
import { type NamedRow, nameRows } from '../images/name-files.ts';
import { sourceName } from '../images/source-name.ts';
import type { BatchRecord } from '../ports.ts';
import type { CountedRow } from './read-rows.ts';

/** Names of all outputs of a batch, in the order of its rows; rows with errors have none. */
export function nameOutputs(
  batch: BatchRecord,
  header: BatchRecord['header'],
  rows: readonly CountedRow[],
  seeds: readonly number[],
): readonly (readonly string[])[] {
  const headers = header.map((cell) => normaliseHeader(cellText(cell)));
  const named = rows.map((row, index): NamedRow => {
    const plan = row.reading.kind === 'ready' ? row.reading.plan : null;
    const first = plan?.outputs[0];
    const source = plan?.sources[0];
    return {
      number: row.number,
      prompt: first?.prompt ?? '',
      source: source === undefined ? null : sourceName(source.value),
      seed: seeds[index] ?? null,
      model: first?.model ?? '',
      fileName: plan?.fileName ?? null,
      outputs: plan?.outputs.length ?? 0,
      columns: Object.fromEntries(headers.map((name, column) => [name, cellText(row.cells[column])])),
    };
  });
  return nameRows(named, { pattern: batch.settings.namePattern, batchName: batch.name });
}
