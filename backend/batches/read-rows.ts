import type { DraftRow } from '../../shared/api.ts';
import { readTable } from '../../shared/read/read-table.ts';
import type { RowReading } from '../../shared/reading.ts';
import type { BatchRecord, RowId } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { InputError } from './errors.ts';
import { fingerprintRow } from './fingerprint-row.ts';

/** A header and rows, all from one read. */
export interface ReadRows {
  readonly header: BatchRecord['header'];
  readonly headerRow: number;
  readonly ownColumns: readonly number[];
  readonly rows: readonly DraftRow[];
}

/** A row that counts, read with the same code as in the sidebar. */
export interface CountedRow {
  readonly rowId: RowId;
  readonly number: number;
  readonly cells: DraftRow['cells'];
  readonly fingerprint: string;
  readonly reading: Extract<RowReading, { kind: 'ready' | 'error' }>;
}

/** Reads rows as the batch's settings say; blank and example rows do not count. Throws InputError for too many rows. */
export function readRows(deps: BatchDeps, batch: BatchRecord, read: ReadRows): readonly CountedRow[] {
  const template = deps.templates.get(batch.template);
  if (template === undefined) throw new InputError(`There is no template “${batch.template}”.`);
  const reading = readTable(
    {
      header: read.header,
      headerRow: read.headerRow,
      rows: read.rows,
    },
    {
      template,
      catalogue: deps.catalogue,
      configured: deps.configured,
      settings: batch.settings,
      preview: batch.preview,
      limits: deps.limits,
      ownColumns: read.ownColumns,
    },
  );
  const tooMany = reading.notices.find((notice) => notice.code === 'too_many_rows');
  if (tooMany !== undefined) throw new InputError(tooMany.message);
  return reading.rows.flatMap((row, index): CountedRow[] => {
    const sent = read.rows[index];
    if (sent === undefined || (row.kind !== 'ready' && row.kind !== 'error')) return [];
    const fingerprint = fingerprintRow(row.inputs, batch.settings, batch.template, deps.identityOf);
    return [{ rowId: sent.rowId, number: row.number, cells: sent.cells, fingerprint, reading: row }];
  });
}
