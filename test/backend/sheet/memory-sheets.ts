import {
  type SheetCell,
  type SheetRange,
  type SheetReading,
  type SheetsApi,
  SheetsError,
  type SheetWrite,
} from '../../../backend/ports.ts';

const BLANK: SheetCell = { value: '', shown: '', link: null, note: '' };

/** A spreadsheet in memory: rows of cells, what a person can do to them, and Google's refusals on request. */
export class MemorySheet {
  rows: SheetCell[][];
  width: number;
  readonly metadata: { key: string; value: string }[] = [];
  readonly protectedColumns = new Set<number>();
  hidden = new Set<number>();
  writes = 0;
  reads = 0;
  cellsWritten = 0;
  /** Called between a read and the write that follows, as a person's hand would. */
  beforeWrite: ((sheet: MemorySheet) => void) | null = null;
  fail: ((kind: 'read' | 'write') => SheetsError | null) | null = null;

  constructor(rows: readonly (readonly (string | number)[])[], notes: readonly string[] = []) {
    this.width = Math.max(...rows.map((row) => row.length), 1);
    this.rows = rows.map((row) => Array.from({ length: this.width }, (_, c) => cell(row[c] ?? '')));
    const header = this.rows[0] ?? [];
    notes.forEach((note, column) => {
      header[column] = { ...(header[column] ?? BLANK), note };
    });
  }

  at(row: number, column: number): SheetCell {
    return this.rows[row - 1]?.[column] ?? BLANK;
  }

  set(row: number, column: number, value: string | number): void {
    const cells = this.rows[row - 1];
    if (cells) cells[column] = { ...(cells[column] ?? BLANK), ...cell(value), note: cells[column]?.note ?? '' };
  }

  insertRow(row: number): void {
    this.rows.splice(
      row - 1,
      0,
      Array.from({ length: this.width }, () => BLANK),
    );
  }

  deleteRow(row: number): void {
    this.rows.splice(row - 1, 1);
  }

  copyRow(from: number, to: number): void {
    const source = this.rows[from - 1];
    if (source) this.rows.splice(to - 1, 0, [...source]);
  }

  moveRow(from: number, to: number): void {
    const [row] = this.rows.splice(from - 1, 1);
    if (row) this.rows.splice(to - 1, 0, row);
  }

  moveColumn(from: number, to: number): void {
    for (const row of this.rows) {
      const [moved] = row.splice(from, 1);
      row.splice(to, 0, moved ?? BLANK);
    }
  }

  insertColumn(at: number): void {
    for (const row of this.rows) row.splice(at, 0, BLANK);
    this.width += 1;
  }

  deleteColumn(at: number): void {
    for (const row of this.rows) row.splice(at, 1);
    this.width -= 1;
  }

  /** Sorts rows below the header; with columns given only those cells move (a range sorted by hand). */
  sort(by: (row: readonly SheetCell[]) => string | number, headerRows = 1, columns?: readonly [number, number]): void {
    const head = this.rows.slice(0, headerRows);
    const body = this.rows.slice(headerRows);
    const sorted = [...body].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
    if (!columns) {
      this.rows = [...head, ...sorted];
      return;
    }
    const [first, last] = columns;
    this.rows = [
      ...head,
      ...body.map((row, index) => row.map((old, c) => (c >= first && c <= last ? (sorted[index]?.[c] ?? BLANK) : old))),
    ];
  }

  apply(writes: readonly SheetWrite[]): void {
    for (const write of writes) {
      if (write.kind === 'cell' && this.protectedColumns.has(write.column)) {
        throw new SheetsError('bad_range', 'You are trying to edit a protected cell or object.');
      }
    }
    const width =
      this.width + writes.reduce((sum, write) => sum + (write.kind === 'append_columns' ? write.count : 0), 0);
    for (const write of writes) {
      if (write.kind === 'cell' && (!this.rows[write.row - 1] || write.column >= width)) {
        throw new SheetsError('bad_range', 'outside the grid');
      }
    }
    for (const write of writes) {
      if (write.kind === 'append_columns') {
        this.width += write.count;
        for (const row of this.rows) while (row.length < this.width) row.push(BLANK);
      } else if (write.kind === 'hide_column') this.hidden.add(write.column);
      else {
        const row = this.rows[write.row - 1];
        if (!row) continue;
        const shown = typeof write.value === 'object' ? '' : String(write.value);
        const note = write.note ?? row[write.column]?.note ?? '';
        row[write.column] = { value: write.value, shown, link: write.link, note };
        this.cellsWritten += 1;
      }
    }
  }

  reading(title: string, ranges: readonly SheetRange[]): SheetReading {
    return {
      title,
      rowCount: this.rows.length,
      columnCount: this.width,
      blocks: ranges.map((range) => ({
        range,
        cells: this.rows
          .slice(range.firstRow - 1, range.lastRow)
          .map((row) => row.slice(range.firstColumn, range.lastColumn + 1)),
      })),
    };
  }
}

/** The spreadsheet port on sheets in memory. Tabs by name `spreadsheetId/tab`. */
export function memorySheets(tabs: ReadonlyMap<string, MemorySheet>): SheetsApi {
  const find = (spreadsheetId: string, tab: string) => {
    const sheet = tabs.get(`${spreadsheetId}/${tab}`);
    if (!sheet) throw new SheetsError('gone', 'no such tab');
    return sheet;
  };
  return {
    findMetadata: async (spreadsheetId, key) =>
      [...tabs]
        .filter(([name]) => name.startsWith(`${spreadsheetId}/`))
        .flatMap(([, sheet]) => sheet.metadata.filter((entry) => entry.key === key).map((entry) => entry.value)),
    read: async (spreadsheetId, tab, ranges) => {
      const sheet = find(spreadsheetId, tab);
      const failure = sheet.fail?.('read') ?? null;
      if (failure) throw failure;
      sheet.reads += 1;
      return structuredClone(sheet.reading(tab, ranges));
    },
    write: async (spreadsheetId, tab, writes, answer) => {
      const sheet = find(spreadsheetId, tab);
      const failure = sheet.fail?.('write') ?? null;
      if (failure) throw failure;
      sheet.beforeWrite?.(sheet);
      sheet.writes += 1;
      sheet.apply(writes);
      return structuredClone(sheet.reading(tab, answer));
    },
  };
}

function cell(value: string | number): SheetCell {
  return { ...BLANK, value, shown: String(value) };
}
