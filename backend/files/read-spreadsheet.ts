import type { Table } from '../../shared/cell.ts';
import { FileError } from './file-error.ts';
import { readCsv } from './read-csv.ts';
import { readWorkbook, type WorkbookTab } from './read-workbook.ts';

export type SpreadsheetFormat = 'csv' | 'xlsx' | 'xls';

export interface SpreadsheetTab {
  readonly name: string;
  readonly table: Table;
}

/**
 * Reads a CSV, TSV, XLSX or XLS file, told by content and not by name. Tabs keep their names; a CSV has one, named after
 * the file.
 *
 * @throws FileError naming the file, what it is and what to do.
 */
export async function readSpreadsheet(bytes: Uint8Array, name: string): Promise<readonly SpreadsheetTab[]> {
  const format = sniff(bytes, name);
  if (format === 'csv') {
    return [{ name: name.replace(/^.*[\\/]/, '').replace(/\.[^.]+$/, ''), table: readCsv(bytes, name) }];
  }
  const tabs = await readWorkbook({ format, bytes }, name);
  return tabs.map((tab) => ({ name: tab.name, table: toTable(tab) }));
}

function toTable(tab: WorkbookTab): Table {
  const [header = [], ...rest] = tab.rows;
  return { header, headerRow: 1, rows: rest.map((cells, index) => ({ number: index + 2, cells })) };
}

function sniff(bytes: Uint8Array, name: string): SpreadsheetFormat {
  const head = Buffer.from(bytes.subarray(0, 8));
  const is = (hex: string) => head.toString('hex').startsWith(hex);
  if (bytes.length === 0) throw new FileError(`${name} is empty. Expected a CSV, TSV, XLSX or XLS file.`);
  if (is('504b0304') || is('504b0506')) return 'xlsx';
  if (is('d0cf11e0a1b11ae1')) return 'xls';
  const known: readonly (readonly [hex: string, what: string])[] = [
    ['25504446', 'a PDF'],
    ['89504e47', 'a PNG picture'],
    ['ffd8ff', 'a JPEG picture'],
    ['47494638', 'a GIF picture'],
    ['1f8b', 'a gzip archive'],
    ['7b5c727466', 'an RTF document'],
  ];
  const match = known.find(([hex]) => is(hex));
  const what = match?.[1] ?? (looksBinary(bytes) ? 'no spreadsheet' : null);
  if (what !== null) throw new FileError(`${name} is ${what}. Expected a CSV, TSV, XLSX or XLS file.`);
  return 'csv';
}

// Text in UTF-16 has zero bytes too, but on one side of each pair only.
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096);
  const bom = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff);
  if (bom) return false;
  let [even, odd, control] = [0, 0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++;
    else if (byte < 9 || (byte > 13 && byte < 27)) control++;
  });
  return control > sample.length * 0.05 || (even > 0 && odd > 0 && even + odd > sample.length * 0.02);
}
