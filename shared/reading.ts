import type { Catalogue, ProviderId } from './catalogue.ts';
import type { Table } from './cell.ts';
import type { Issue, Notice } from './issue.ts';
import type { RowPlan } from './row-plan.ts';
import type { BatchSettings } from './settings.ts';
import type { Template } from './template.ts';

export interface ReadLimits {
  /** 10,000 from a sheet, 50,000 from a file. */
  readonly maxRows: number;
  /** num_images may go up to 4; an operator may raise it to 8. */
  readonly maxImages: number;
}

/** All that reading a table depends on besides the table. */
export interface ReadContext {
  readonly template: Template;
  readonly catalogue: Catalogue;
  /** Providers that can run here; `studio` always can. */
  readonly configured: readonly ProviderId[];
  readonly settings: BatchSettings;
  /** Preview offline: every output runs on studio whatever its model says. */
  readonly preview: boolean;
  readonly limits: ReadLimits;
  /**
   * Our own output columns in this table, by 0-based index: never read as inputs, never offered as placeholders.
   * A column is ours only if its header cell carries our mark.
   */
  readonly ownColumns: readonly number[];
}

/** What became of one column of the table. */
export interface ColumnReading {
  readonly index: number;
  readonly header: string;
  /** Template column it was read as; null: kept as the person's own, usable as {{header}}. */
  readonly field: string | null;
}

export type RowReading =
  | { readonly kind: 'blank' | 'example'; readonly number: number }
  | {
      readonly kind: 'error';
      readonly number: number;
      readonly key: string | null;
      readonly issues: readonly Issue[];
      readonly inputs: RowInputs;
    }
  | {
      readonly kind: 'ready';
      readonly number: number;
      readonly key: string | null;
      /** Warnings only. */
      readonly issues: readonly Issue[];
      readonly inputs: RowInputs;
      readonly plan: RowPlan;
    };

/**
 * What decides whether a row is unchanged: cells of the template's columns (except file_name) and of columns that a
 * placeholder names, as typed. Column name → text. Batch prompt and settings are added by {@link fingerprintText}.
 */
export type RowInputs = Readonly<Record<string, string>>;

export interface TableReading {
  readonly table: Table;
  readonly columns: readonly ColumnReading[];
  /** Issues of the table itself: missing, duplicate or nearly right headers. */
  readonly issues: readonly Issue[];
  readonly notices: readonly Notice[];
  readonly rows: readonly RowReading[];
}
