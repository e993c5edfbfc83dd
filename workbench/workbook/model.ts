/**
 * A spreadsheet as plain data: what the server keeps in memory, writes to disk and sends to the page.
 * Pure and browser-safe. Rows and columns are zero-based here; only A1 text and Apps Script count from one.
 * `Cell` objects are never changed in place, so a reader may keep one.
 */

/** An error value as Sheets shows it, such as `#N/A`. */
export type CellError = {
  readonly error: '#N/A' | '#REF!' | '#NAME?' | '#VALUE!' | '#DIV/0!' | '#NUM!' | '#NULL!' | '#ERROR!';
};

/** What a cell holds. A date, time or duration is a number (days since 1899-12-30), told apart by its number format. */
export type CellValue = null | string | number | boolean | CellError;

/** Sheets' number format types, as in the Sheets API. AUTOMATIC means that nothing was chosen. */
export type NumberFormatType =
  | 'AUTOMATIC'
  | 'TEXT'
  | 'NUMBER'
  | 'PERCENT'
  | 'CURRENCY'
  | 'DATE'
  | 'TIME'
  | 'DATE_TIME'
  | 'SCIENTIFIC';

export type NumberFormat = { readonly type: NumberFormatType; readonly pattern?: string };

/** Data validation of the kind "one of a list". A strict one refuses other values, else they get a warning mark. */
export type Dropdown = { readonly values: readonly string[]; readonly strict: boolean; readonly helpText?: string };

/** A stretch of text with its own link or style, from `start` (in UTF-16 units) to the next run. */
export type TextRun = {
  readonly start: number;
  readonly link?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly foreground?: string;
};

/** One cell. A property that is absent has Sheets' default. Colours are `#rrggbb`. */
export type Cell = {
  readonly value?: CellValue;
  /** The formula as typed, with its `=`; `value` is then its result. */
  readonly formula?: string;
  readonly note?: string;
  /** A link over the whole cell. */
  readonly link?: string;
  readonly runs?: readonly TextRun[];
  /** The picture shown in the cell, from `=IMAGE("…")`. */
  readonly image?: string;
  readonly numberFormat?: NumberFormat;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly background?: string;
  readonly foreground?: string;
  readonly wrap?: 'OVERFLOW' | 'WRAP' | 'CLIP';
  readonly horizontalAlign?: 'left' | 'center' | 'right';
  readonly verticalAlign?: 'top' | 'middle' | 'bottom';
  readonly dropdown?: Dropdown;
};

export type CellProperty = keyof Cell;

/** All properties a cell can have, in a fixed order. */
export const CELL_PROPERTIES = [
  'value',
  'formula',
  'note',
  'link',
  'runs',
  'image',
  'numberFormat',
  'bold',
  'italic',
  'background',
  'foreground',
  'wrap',
  'horizontalAlign',
  'verticalAlign',
  'dropdown',
] as const satisfies readonly CellProperty[];

/** A change of some properties of one cell; `null` takes a property away, an absent one stays as it is. */
export type CellPatch = { readonly [K in CellProperty]?: Cell[K] | null };

/** A row. `cells` may be shorter than the tab is wide; what is missing is empty. */
export type Row = { readonly cells: readonly (Cell | null)[]; readonly hidden?: boolean; readonly height?: number };

/** A column's look. `width` in pixels, 100 when absent. */
export type Column = { readonly width?: number; readonly hidden?: boolean };

/** A rectangle, half open: `endRow` and `endColumn` are outside. */
export type GridRange = {
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
};

/** The tab's filter. `hiddenValues` are shown texts, by column (as a decimal key, counted in the tab). */
export type BasicFilter = {
  readonly range: GridRange;
  readonly hiddenValues: { readonly [column: string]: readonly string[] };
};

/** A range only its editors (e-mails) may change; no range means the whole tab. */
export type ProtectedRange = {
  readonly id: number;
  readonly range: GridRange | null;
  readonly description: string;
  readonly editors: readonly string[];
  readonly warningOnly: boolean;
};

/** One tab. `rows` and `columns` may be shorter than the counts; what is missing is empty. */
export type Tab = {
  /** Sheets' sheetId: stays the same when the tab is renamed or moved. */
  readonly id: number;
  title: string;
  hidden: boolean;
  rowCount: number;
  columnCount: number;
  frozenRows: number;
  frozenColumns: number;
  columns: (Column | null)[];
  rows: (Row | null)[];
  filter: BasicFilter | null;
  merges: readonly GridRange[];
  protectedRanges: readonly ProtectedRange[];
};

/** Developer metadata of the spreadsheet, or of one tab when `tabId` is a number. */
export type DeveloperMetadata = {
  readonly id: number;
  readonly key: string;
  readonly value: string;
  readonly visibility: 'DOCUMENT' | 'PROJECT';
  readonly tabId: number | null;
};

/** A spreadsheet's content. Tabs are in the order they are shown. */
export type Workbook = {
  readonly id: string;
  title: string;
  locale: string;
  timeZone: string;
  tabs: Tab[];
  metadata: DeveloperMetadata[];
};

/** An empty tab of Sheets' usual size. */
export function emptyTab(id: number, title: string, rowCount = 1000, columnCount = 26): Tab {
  return {
    id,
    title,
    hidden: false,
    rowCount,
    columnCount,
    frozenRows: 0,
    frozenColumns: 0,
    columns: [],
    rows: [],
    filter: null,
    merges: [],
    protectedRanges: [],
  };
}

/** A spreadsheet with one empty tab, `Sheet1`, whose id is 0 as in Sheets. */
export function emptyWorkbook(id: string, title: string, timeZone = 'Etc/UTC'): Workbook {
  return { id, title, locale: 'en_US', timeZone, tabs: [emptyTab(0, 'Sheet1')], metadata: [] };
}

export function findTab(workbook: Workbook, tabId: number): Tab | undefined {
  return workbook.tabs.find((tab) => tab.id === tabId);
}

/** The cell, or null where it is empty or outside the tab. */
export function cellAt(tab: Tab, row: number, column: number): Cell | null {
  return tab.rows[row]?.cells[column] ?? null;
}

/** The cell's value; null where it is empty. */
export function valueAt(tab: Tab, row: number, column: number): CellValue {
  return tab.rows[row]?.cells[column]?.value ?? null;
}

/** Whether a cell counts as content for "last row" and "last column"; a note or a format alone does not. */
export function hasContent(cell: Cell | null | undefined): boolean {
  if (!cell) return false;
  return cell.formula !== undefined || (cell.value !== undefined && cell.value !== null && cell.value !== '');
}

/** How many rows and columns hold content, counted from the top left (Sheets' last row and last column). */
export function contentSize(tab: Tab): { rows: number; columns: number } {
  let rows = 0;
  let columns = 0;
  for (let row = 0; row < tab.rows.length; row++) {
    const cells = tab.rows[row]?.cells;
    if (!cells) continue;
    for (let column = cells.length - 1; column >= 0; column--) {
      if (!hasContent(cells[column])) continue;
      rows = row + 1;
      if (column + 1 > columns) columns = column + 1;
      break;
    }
  }
  return { rows, columns };
}

export function isCellError(value: CellValue | undefined): value is CellError {
  return typeof value === 'object' && value !== null;
}
