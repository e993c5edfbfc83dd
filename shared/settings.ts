/** What Set up asks once for a whole batch. Everything is as typed; nothing here has been given a default. */
export interface BatchSettings {
  /** Used by every row that has no prompt of its own; may hold {{column}} placeholders. */
  readonly prompt: string;
  /** Column name → value as typed, for any column except image and name columns. */
  readonly fields: Readonly<Record<string, string>>;
  /** The person's header → template column, for their own sheets. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Header of the column that identifies a row across imports (SKU); null: our row_id does. */
  readonly keyColumn: string | null;
  /** Steps for all rows at once (template `steps`): column name → value, e.g. step_2_prompt. */
  readonly steps: Readonly<Record<string, string>>;
  /** File name pattern; null: the default of product.md. */
  readonly namePattern: string | null;
  /** Studio draws the product's dimensions. */
  readonly showDimensions: boolean;
  readonly improvePrompts: boolean;
  /** What image cells show. */
  readonly imageCells: 'name' | 'url' | 'picture';
}

export const NO_SETTINGS: BatchSettings = {
  prompt: '',
  fields: {},
  mapping: {},
  keyColumn: null,
  steps: {},
  namePattern: null,
  showDimensions: false,
  improvePrompts: false,
  imageCells: 'name',
};
