import type { Table } from '../../shared/cell.ts';
import { readCsv } from './read-csv.ts';
import { readWorkbook, type WorkbookTab } from './read-workbook.ts';
import { tellFormat } from './tell-kind.ts';

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
  const format = tellFormat(bytes, name);
  if (format === 'csv') {
    return [{ name: name.replace(/^.*[\\/]/, '').replace(/\.[^.]+$/, ''), table: readCsv(bytes, name) }];
  }
  const tabs = await readWorkbook({ format, bytes }, name);
  return tabs.map((tab) => ({ name: tab.name, table: toTable(tab) }));
}

/** The header is the first row that holds anything, as in a sheet. */
function toTable(tab: WorkbookTab): Table {
  const at = Math.max(
    0,
    tab.rows.findIndex((cells) => cells.some((cell) => typeof cell === 'object' || String(cell).trim() !== '')),
  );
  const rows = tab.rows.slice(at + 1).map((cells, index) => ({ number: at + index + 2, cells }));
  return { header: tab.rows[at] ?? [], headerRow: at + 1, rows };
}
