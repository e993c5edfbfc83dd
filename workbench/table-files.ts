import { stringify } from 'csv-stringify/sync';
import { writeXlsx } from 'hucre/xlsx';
import type { Cell, Table } from '../shared/cell.ts';
import type { TableReader, TableWriter } from './server/file-routes.ts';

/** A file's tabs, as the backend's reader gives them. */
type FileReader = (
  bytes: Uint8Array,
  name: string,
) => Promise<readonly { readonly name: string; readonly table: Table }[]>;

/** Import: the first tab of a file, with what could not be read as it stands. */
export function tableReader(readFile: FileReader): TableReader {
  return async (bytes, name) => {
    const [first, ...others] = await readFile(bytes, name);
    if (!first) throw new Error('it has no tab with rows.');
    const { header, rows } = first.table;
    const warnings = rows.flatMap((row) => (row.problem === undefined ? [] : [`Row ${row.number}: ${row.problem}`]));
    if (others.length > 0) warnings.push(`Only “${first.name}” was imported; the file has ${others.length} more tabs.`);
    return { rows: [header, ...rows.map((row) => row.cells)].map((cells) => cells.map(plainValue)), warnings };
  };
}

function plainValue(cell: Cell): string | number | boolean | null {
  if (typeof cell !== 'object') return cell === '' ? null : cell;
  return cell.shown === '' ? null : cell.shown;
}

/** Download: shown texts as CSV or XLSX. */
export const writeTable: TableWriter = async (rows, format, title) => {
  if (format === 'csv')
    return Buffer.from(
      stringify(
        rows.map((row) => [...row]),
        { bom: true, record_delimiter: '\r\n' },
      ),
    );
  return writeXlsx({ sheets: [{ name: title.slice(0, 31), rows: rows.map((row) => [...row]) }] });
};
