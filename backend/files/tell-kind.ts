import { FileError } from './file-error.ts';

export type SpreadsheetFormat = 'csv' | 'xlsx' | 'xls';

const BINARY: readonly (readonly [hex: string, what: string])[] = [
  ['25504446', 'a PDF'],
  ['89504e47', 'a PNG picture'],
  ['ffd8ff', 'a JPEG picture'],
  ['47494638', 'a GIF picture'],
  ['1f8b', 'a gzip archive'],
  ['7b5c727466', 'an RTF document'],
  ['0900040007001000', 'an Excel file of before 1993'],
  ['0902060000', 'an Excel file of before 1993'],
  ['0904060000', 'an Excel file of before 1993'],
];

/** Text that some programs save under a spreadsheet's name, by how it begins. */
const TEXT: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^<\?xml[\s\S]*urn:schemas-microsoft-com:office:spreadsheet/i, 'an XML table (Excel 2003)'],
  [/^(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|table|meta|style|div)\b/i, 'a web page (HTML)'],
  [/^<\?xml\b/i, 'an XML document'],
  [/^[{[]\s*[{["][\s\S]*[}\]]\s*$/, 'JSON'],
];

/** An XLSX with a password is an encrypted stream of this name inside the container of old Excel files. */
const LOCKED = Buffer.from('EncryptedPackage', 'utf16le');

/** How a file is read, told by content and not by name. @throws FileError for what is no spreadsheet. */
export function tellFormat(bytes: Uint8Array, name: string): SpreadsheetFormat {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (bytes.length === 0) throw new FileError(`${name} is empty. Expected a CSV, TSV, XLSX or XLS file.`);
  if (head.startsWith('504b0304') || head.startsWith('504b0506')) return 'xlsx';
  if (head.startsWith('d0cf11e0a1b11ae1')) {
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(LOCKED)) {
      throw new FileError(
        `${name} is locked with a password. Open it, remove the password, save it, and use that file.`,
      );
    }
    return 'xls';
  }
  const match = BINARY.find(([hex]) => head.startsWith(hex));
  const what = match?.[1] ?? (looksBinary(bytes) ? 'no spreadsheet' : null);
  if (what !== null) throw new FileError(`${name} is ${what}. Expected a CSV, TSV, XLSX or XLS file.`);
  return 'csv';
}

/** @throws FileError for a text that is no table, such as a web page saved as `.xls`. */
export function refuseForeignText(text: string, name: string): void {
  const start = text.trimStart();
  const match = TEXT.find(([pattern]) => pattern.test(start));
  if (!match) return;
  throw new FileError(
    `${name} is ${match[1]}, not a CSV, TSV, XLSX or XLS file. Open it in a spreadsheet and save it as XLSX or CSV.`,
  );
}

/** @throws FileError naming a ZIP that is not an XLSX by the files in it. */
export function refuseForeignZip(names: ReadonlySet<string>, name: string): void {
  const all = [...names];
  const what = names.has('xl/workbook.bin')
    ? 'a binary Excel workbook (XLSB)'
    : names.has('content.xml')
      ? 'an OpenDocument file (ODS)'
      : all.some((one) => one.startsWith('Index/'))
        ? 'a Numbers file'
        : all.some((one) => one.startsWith('word/') || one.startsWith('ppt/'))
          ? 'an office document without a table'
          : names.has('[Content_Types].xml')
            ? null
            : 'a ZIP archive';
  if (what !== null) throw new FileError(`${name} is ${what}. Save it as XLSX or CSV, and use that file.`);
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
