import { CsvError, parse } from 'csv-parse/sync';
import type { Table, TableRow } from '../../shared/cell.ts';
import { decodeText } from './decode-text.ts';
import { type Delimiter, takeDelimiter } from './detect-delimiter.ts';
import { FileError } from './file-error.ts';
import { stripChatter } from './strip-chatter.ts';
import { refuseForeignText } from './tell-kind.ts';

/**
 * Reads CSV or TSV bytes (encodings: see decodeText). Rows are numbered as a spreadsheet would number them after
 * importing the file: the header is row 1 (or the first line that holds anything), blank lines count, a quoted line
 * break does not. A record with too many or
 * too few fields, or a quote that is never closed, becomes a row with a problem (the end of “Row 7: …”); it never refuses the file.
 *
 * @throws FileError for a file without a header, or a text that is no table.
 */
export function readCsv(bytes: Uint8Array, name: string): Table {
  const decoded = decodeText(bytes);
  refuseForeignText(decoded, name);
  const { text, delimiter } = takeDelimiter(stripChatter(decoded));
  const records = parseRecords(text, delimiter);
  const at = records.findIndex((record) => record.fields.some((field) => field.trim() !== ''));
  const first = records[at];
  if (!first) throw new FileError(`${name} is empty. Its first line must hold the column names.`);
  const header = dropTrailingBlank(first.fields);
  const rows = records.slice(at + 1).map((record, index) => toRow(record, at + index + 2, header.length));
  return { header, headerRow: at + 1, rows };
}

interface CsvRecord {
  readonly fields: readonly string[];
  readonly problem?: string;
}

function toRow(record: CsvRecord, number: number, columns: number): TableRow {
  const fields = record.fields.length > columns ? dropTrailingBlank(record.fields, columns) : record.fields;
  const blank = fields.every((field) => field.trim() === '');
  const problem =
    record.problem ??
    (!blank && fields.length !== columns
      ? `it has ${fields.length} field${fields.length === 1 ? '' : 's'}, the header has ${columns}. Check its quotes and separators.`
      : undefined);
  return { number, cells: fields, ...(problem === undefined ? {} : { problem }) };
}

function dropTrailingBlank(fields: readonly string[], keep = 1): readonly string[] {
  let end = fields.length;
  while (end > keep && (fields[end - 1] ?? '').trim() === '') end -= 1;
  return fields.slice(0, end);
}

/**
 * csv-parse gives up at a quote that is never closed, and everything after it would be lost in one field. The line that
 * opens it is set aside as a row with a problem, and reading goes on behind it.
 */
function parseRecords(text: string, delimiter: Delimiter): CsvRecord[] {
  const out: CsvRecord[] = [];
  // Several programs may have written to one file: line ends are mixed then. A lone \r is one only in old files of Macs.
  const lineEnds = text.includes('\n') ? ['\r\n', '\n'] : ['\r'];
  let rest = text;
  while (rest !== '') {
    let consumed = 0;
    try {
      parse(rest, {
        delimiter,
        record_delimiter: lineEnds,
        // `a, "b"`: a quoted field after a blank.
        ltrim: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: false,
        on_record: (record: string[], context) => {
          out.push({ fields: record });
          consumed = context.bytes;
          return null;
        },
      });
      return out;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const tail = Buffer.from(rest).subarray(consumed).toString();
      const end = tail.indexOf(lineEnds.at(-1) ?? '\n');
      const line = (end === -1 ? tail : tail.slice(0, end)).replace(/\r$/, '');
      out.push({
        fields: line.split(delimiter),
        problem: `it opens a quote (") that is never closed. Close it, or write "" for a quote inside a field.`,
      });
      rest = end === -1 ? '' : tail.slice(end + 1);
    }
  }
  return out;
}
