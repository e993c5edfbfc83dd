import { normaliseHeader } from '../../shared/normalise-header.ts';
import { cellText } from '../../shared/read/cell-text.ts';
import type { Scope } from '../../shared/states.ts';
import { type NamedRow, nameRows } from '../images/name-files.ts';
import { sourceName } from '../images/source-name.ts';
import type { FileReading } from './read-file.ts';

/**
 * The names that a run of FILE will give its outputs, told beforehand so that somebody else's file is never replaced.
 * Seeds are drawn at Start, so that a pattern with `{seed}` is only told where the row has its own.
 */
export function plannedNames({ reading, settings }: FileReading, scope: Scope, batchName: string): readonly string[] {
  const headers = reading.table.header.map((cell) => normaliseHeader(cellText(cell)));
  const named = reading.rows.flatMap((row, index): NamedRow[] => {
    if (row.kind !== 'ready' && row.kind !== 'error') return [];
    const plan = row.kind === 'ready' ? row.plan : null;
    const source = plan?.sources[0];
    const cells = reading.table.rows[index]?.cells ?? [];
    return [
      {
        number: row.number,
        prompt: plan?.outputs[0]?.prompt ?? '',
        source: source === undefined ? null : sourceName(source.value),
        seed: plan?.seed ?? null,
        model: plan?.outputs[0]?.model ?? '',
        fileName: plan?.fileName ?? null,
        outputs: plan?.outputs.length ?? 0,
        columns: Object.fromEntries(headers.map((name, column) => [name, cellText(cells[column])])),
      },
    ];
  });
  const inScope = scope.kind === 'first' ? named.slice(0, scope.count) : named;
  return nameRows(inScope, { pattern: settings.namePattern, batchName }).flat();
}
