import { CsvError, parse } from 'csv-parse/sync';
import type { Table, TableRow } from '../../shared/cell.ts';
import { decodeText } from './decode-text.ts';
import { type Delimiter, detectDelimiter } from './detect-delimiter.ts';
import { FileError } from './file-error.ts';
import { stripChatter } from './strip-chatter.ts';

/**
 * Reads CSV or TSV bytes (encodings: see decodeText). Rows are numbered as a spreadsheet would number them after
 * importing the file: the header is row 1, blank lines count, a quoted line break does not. A record with too many or
 * too few fields, or a quote that is never closed, becomes a row with a problem (the end of “Row 7: …”); it never refuses the file.
 *
 * @throws FileError for a file without a header.
 */
export function readCsv(bytes: Uint8Array, name: string): Table {
  const text = stripChatter(decodeText(bytes));
  const records = parseRecords(text.replace(/^\s*\n/, ''), detectDelimiter(text));
  const [first, ...rest] = records;
  if (!first || first.fields.every((field) => field.trim() === '')) {
    throw new FileError(`${name} is empty. Its first line must hold the column names.`);
  }
  const header = dropTrailingBlank(first.fields);
  return { header, headerRow: 1, rows: rest.map((record, index) => toRow(record, index + 2, header.length)) };
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
  let rest = text;
  while (rest !== '') {
    let consumed = 0;
    try {
      parse(rest, {
        delimiter,
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
      const end = tail.indexOf('\n');
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
