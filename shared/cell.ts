/**
 * One cell as it was read, before any meaning is given to it. JSON-safe, so that the add-on, the command line and the
 * backend pass on the very same value. Blank is `''`.
 */
export type Cell = string | number | boolean | DamagedCell;

/** A cell whose text a spreadsheet replaced by something of its own. `shown` is what the person sees in the cell. */
export type DamagedCell =
  | { readonly kind: 'date'; readonly shown: string }
  | { readonly kind: 'time'; readonly shown: string }
  | { readonly kind: 'error'; readonly shown: string }
  | { readonly kind: 'merged'; readonly shown: string };

/** A header row and the rows below it, as read from one tab or file. */
export interface Table {
  readonly header: readonly Cell[];
  /** 1-based number of the header row; rows carry their own numbers. */
  readonly headerRow: number;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** 1-based, as the spreadsheet names it; row 1 is the header. */
  readonly number: number;
  readonly cells: readonly Cell[];
  /** The id that our own hidden row_id column (or an earlier read) holds for this row; `''` where it has none yet. */
  readonly rowId?: string;
  /** What was wrong with the row itself, e.g. too many fields in a CSV line. The row then is an error, never the file. */
  readonly problem?: string;
}
