import { stringify } from 'csv-stringify';
import type { Cell } from '../../shared/cell.ts';
import type { BatchRecord, OutputRecord, RowRecord } from '../ports.ts';
import { typedFacts } from './typed-facts.ts';

/** The manifest's own columns, in order; the person's columns follow. */
export const MANIFEST_COLUMNS = [
  'row',
  'row_id',
  'status',
  'tool',
  'source',
  'prompt',
  'prompt_sent',
  'model',
  'seed',
  'cost',
  'file',
  'text',
  'warning',
  'error',
  'message',
] as const;

/** One line of manifest.csv: an output, or a row that has none. `file` is its name in the ZIP, `''` where it has none. */
export interface ManifestLine {
  readonly row: RowRecord;
  readonly status: 'completed' | 'failed' | 'stopped' | 'cancelled';
  readonly output: OutputRecord | null;
  readonly file: string;
}

/**
 * manifest.csv as a stream of text (UTF-8 with BOM, so that Excel reads it). Cells that a spreadsheet would run as a
 * formula are quoted with an apostrophe.
 */
export function manifestCsv(batch: BatchRecord, lines: Iterable<ManifestLine>): AsyncIterable<string> {
  const own = batch.header.map((cell, index) => ({ index, header: cellText(cell) }));
  const kept = own.filter(({ index, header }) => header !== '' && !batch.ownColumns.includes(index));
  const csv = stringify({ bom: true, escape_formulas: true, record_delimiter: '\r\n' });
  const records = function* () {
    yield [...MANIFEST_COLUMNS, ...kept.map((column) => column.header)];
    for (const line of lines)
      yield [...manifestRecord(line, batch), ...kept.map(({ index }) => cellText(line.row.cells[index] ?? ''))];
  };
  return pump(csv, records());
}

async function* pump(csv: ReturnType<typeof stringify>, records: Iterable<readonly string[]>): AsyncIterable<string> {
  for (const record of records) {
    csv.write(record);
    for (let chunk = csv.read(); chunk !== null; chunk = csv.read()) yield String(chunk);
  }
  csv.end();
  for await (const chunk of csv) yield String(chunk);
}

function manifestRecord({ row, status, output, file }: ManifestLine, batch: BatchRecord): string[] {
  const typed = row.plan === null ? typedFacts(row, batch) : null;
  const planned = row.plan?.outputs.find((one) => one.n === (output?.n ?? 1));
  const warnings = [...row.warnings, ...(output?.warnings ?? [])];
  return [
    String(row.number),
    row.rowId,
    status,
    typed?.tool ?? planned?.tool ?? '',
    typed?.source ?? row.plan?.sources.map((source) => source.value).join(' ') ?? '',
    typed?.prompt ?? planned?.prompt ?? '',
    output?.promptSent ?? '',
    output?.model ?? planned?.model ?? '',
    output?.seed === null || output === null ? '' : String(output.seed),
    output === null ? money(row.costUsd) : money(output.costUsd),
    file,
    output?.text ?? '',
    [...new Set(warnings)].join(' '),
    row.failure?.code ?? '',
    row.failure?.message ?? '',
  ];
}

function money(usd: number): string {
  return String(Math.round(usd * 1e6) / 1e6);
}

function cellText(cell: Cell): string {
  return typeof cell === 'object' ? cell.shown : String(cell);
}
