import type { Cell, Table, TableRow } from '../../shared/cell.ts';
import { type OutputField, readMark } from '../../shared/output-columns.ts';
import { cellOf, markMerged, textOf } from './read-cells.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** A tab as it was in one moment. Columns are 0-based, rows 1-based. */
export interface TabRead {
  readonly sheet: Sheet;
  readonly table: Table;
  /** Our own columns by their mark; of a copied column the leftmost is ours. */
  readonly own: ReadonlyMap<OutputField, number>;
  /** Every column that carries a mark, copies too: none of them is read as input. */
  readonly ownColumns: readonly number[];
  /** Header notes, as long as the header. */
  readonly notes: readonly string[];
  /** What our columns show, by row as in `table.rows`, for planning writes. */
  readonly shown: readonly (readonly string[])[];
}

/** How far down a header row is looked for. */
const HEADER_WITHIN = 20;

/** Reads a tab once: values, what is shown, header notes and merges. */
export function readTab(sheet: Sheet): TabRead {
  const range = sheet.getDataRange();
  const values = range.getValues();
  const shown = range.getDisplayValues();
  const cells = values.map((line, row) => line.map((value, column) => cellOf(value, shown[row]?.[column] ?? '')));
  markMerged(cells, range.getMergedRanges());
  const headerIndex = findHeader(cells);
  const width = cells[0]?.length ?? 0;
  const notes = headerNotes(sheet, headerIndex, width);
  const { own, ownColumns } = ownColumnsOf(notes);
  const idColumn = own.get('row_id');
  const skipped = new Set(ownColumns);
  const rows = cells.slice(headerIndex + 1).map((line, index): TableRow => {
    const number = headerIndex + 2 + index;
    const rowId = idColumn === undefined ? '' : textOf(line[idColumn] ?? '').trim();
    return { number, cells: line.map((cell, column) => (skipped.has(column) ? '' : cell)), rowId };
  });
  return {
    sheet,
    table: { header: cells[headerIndex] ?? [], headerRow: headerIndex + 1, rows },
    own,
    ownColumns,
    notes,
    shown: shown.slice(headerIndex + 1),
  };
}

function findHeader(cells: readonly (readonly Cell[])[]): number {
  const found = cells.slice(0, HEADER_WITHIN).findIndex((line) => line.some((cell) => textOf(cell).trim() !== ''));
  return Math.max(0, found);
}

function headerNotes(sheet: Sheet, headerIndex: number, width: number): readonly string[] {
  if (width === 0) return [];
  return sheet.getRange(headerIndex + 1, 1, 1, width).getNotes()[0] ?? [];
}

function ownColumnsOf(notes: readonly string[]): Pick<TabRead, 'own' | 'ownColumns'> {
  const own = new Map<OutputField, number>();
  const ownColumns: number[] = [];
  notes.forEach((note, column) => {
    const field = readMark(note);
    if (field === null) return;
    ownColumns.push(column);
    if (!own.has(field)) own.set(field, column);
  });
  return { own, ownColumns };
}

/** The person's own headers; `''` for ours, so that indexes stay those of the tab. */
export function personalHeaders(read: TabRead): readonly string[] {
  const ours = new Set(read.ownColumns);
  return read.table.header.map((cell, column) => (ours.has(column) ? '' : textOf(cell).trim()));
}

/** Numbers of the rows that the person selected in this tab; empty where another tab is open. */
export function selectedNumbers(sheet: Sheet): readonly number[] {
  const active = SpreadsheetApp.getActiveSpreadsheet().getActiveSheet();
  if (active.getSheetId() !== sheet.getSheetId()) return [];
  const ranges = sheet.getActiveRangeList()?.getRanges() ?? [];
  const last = sheet.getLastRow();
  const numbers = new Set<number>();
  for (const range of ranges) {
    const end = Math.min(last, range.getRow() + range.getNumRows() - 1);
    for (let row = range.getRow(); row <= end; row++) numbers.add(row);
  }
  return [...numbers].sort((a, b) => a - b);
}
