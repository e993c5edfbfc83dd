/** What a tool of a row does; one word each, the same in cells, catalogue, manifest and code. */
export type Tool =
  | 'generate'
  | 'edit'
  | 'remove-background'
  | 'replace-background'
  | 'upscale'
  | 'smart-crop'
  | 'product-shot'
  | 'lifestyle'
  | 'image-to-image'
  | 'object-removal'
  | 'alt-text'
  | 'product-description'
  | 'convert'
  | 'watermark';

export type TemplateId = 'generate-basic' | 'generate-full' | 'products' | 'edit' | 'steps' | 'tools' | 'custom';

/** What a column's cells may hold; the reader of each kind is in shared/read/. */
export type ColumnKind =
  | { readonly type: 'text' }
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'whole'; readonly min: number; readonly max: number }
  | { readonly type: 'number'; readonly above?: number; readonly min?: number; readonly max?: number }
  | { readonly type: 'aspect_ratio' }
  | { readonly type: 'model' }
  | { readonly type: 'palette' }
  | { readonly type: 'background' }
  | { readonly type: 'image' }
  | { readonly type: 'file_name' };

export interface TemplateColumn {
  /** Canonical header, lower case with underscores. */
  readonly name: string;
  /** Other headers that mean this column. */
  readonly synonyms?: readonly string[];
  readonly kind: ColumnKind;
  readonly required?: boolean;
  /** The value when neither cell nor batch setting has one; absent: none. */
  readonly default?: string;
  /** False for image and name columns, which cannot be set once for the batch. */
  readonly batchSetting?: boolean;
  /** True: understood where a table has it, but left out of a new tab until someone wants it (a step's options). */
  readonly optional?: boolean;
  /** Header note: what to fill in, with its valid values, in plain words. */
  readonly note: string;
}

/** One template: a JSON file under templates/. */
export interface Template {
  readonly id: TemplateId;
  readonly title: string;
  /** One sentence for the template picker. */
  readonly description: string;
  /** Model alias used where its key is configured and no cell or setting names one. */
  readonly defaultModel?: string;
  readonly columns: readonly TemplateColumn[];
  /** Two example rows, recognised and skipped while untouched: column name → text. */
  readonly examples: readonly Readonly<Record<string, string>>[];
}
