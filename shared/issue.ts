/** One click mends the cell: write `value` as plain text. */
export interface Repair {
  readonly label: string;
  readonly value: string;
}

/** Something to say about one cell (or header). */
export interface Issue {
  readonly severity: 'error' | 'warning';
  /** A1 address, e.g. `B4`; null where no cell exists for it (a missing column). */
  readonly cell: string | null;
  /** 1-based row, or null for the table. */
  readonly row: number | null;
  /** The column's header as the person wrote it, or the template's name where it is missing. */
  readonly column: string;
  /** What the cell holds, as shown. */
  readonly found: string;
  /** A whole sentence: what is wrong, what is allowed, and the fix where there is one. */
  readonly message: string;
  readonly repair?: Repair;
}

/** Something that is said once for the whole batch. */
export interface Notice {
  readonly code: 'provider_not_configured' | 'unsupported_offline' | 'too_many_rows' | 'no_notice_channel';
  readonly message: string;
  /** Rows it concerns, by number. */
  readonly rows: readonly number[];
}
