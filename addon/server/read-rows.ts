import { fingerprintText } from '../../shared/fingerprint.ts';
import { readTable } from '../../shared/read/read-table.ts';
import type { ReadContext, RowReading, TableReading } from '../../shared/reading.ts';
import { isRowId, rowIdFromKey } from '../../shared/row-id.ts';
import type { CheckRequest } from '../protocol.ts';
import { sha256Bytes, sha256Hex } from './digest.ts';
import type { TabRead } from './read-tab.ts';

/** One row that counts: neither blank nor an untouched example. */
export interface CountedRow {
  readonly reading: Exclude<RowReading, { kind: 'blank' | 'example' }>;
  /** `''`: none yet. */
  readonly rowId: string;
  /** SHA-256 of the inputs, hex, first 32 digits. */
  readonly fingerprint: string;
}

export interface RowsRead {
  readonly reading: TableReading;
  readonly rows: readonly CountedRow[];
  /** SHA-256, hex, of all rows that count: their numbers and inputs, and nothing of models or prices. */
  readonly digest: string;
}

/** Reads a tab against the template, as the backend will do again. */
export function readRows(tab: TabRead, request: CheckRequest): RowsRead {
  const reading = readTable(tab.table, contextOf(tab, request));
  const ids = new Map(tab.table.rows.map((row) => [row.number, knownId(row.rowId)]));
  const hashes = new Map<string, string>();
  const rows: CountedRow[] = [];
  for (const row of reading.rows) {
    if (!('inputs' in row)) continue;
    const text = fingerprintText(row.inputs, request.settings, request.template.id);
    const fingerprint = hashes.get(text) ?? sha256Hex(text).slice(0, 32);
    hashes.set(text, fingerprint);
    const rowId = row.key === null ? (ids.get(row.number) ?? '') : rowIdFromKey(row.key, sha256Bytes);
    rows.push({ reading: row, rowId, fingerprint });
  }
  const digest = sha256Hex(rows.map((row) => `${row.reading.number} ${row.fingerprint}`).join('\n'));
  return { reading, rows, digest };
}

/** What somebody typed into our column is no id. */
function knownId(rowId: string | undefined): string {
  return rowId !== undefined && isRowId(rowId) ? rowId : '';
}

function contextOf(tab: TabRead, { template, settings, preview, knowledge }: CheckRequest): ReadContext {
  return { template, settings, preview, ...knowledge, ownColumns: tab.ownColumns };
}
