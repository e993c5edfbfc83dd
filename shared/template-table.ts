import type { Catalogue } from './catalogue.ts';
import { modelWords } from './find-model.ts';
import { ASPECT_RATIOS } from './read/read-aspect-ratio.ts';
import { PALETTES } from './read/read-palette.ts';
import type { Template, TemplateColumn } from './template.ts';

export interface TemplateTableColumn {
  readonly name: string;
  readonly required: boolean;
  /** Header note. */
  readonly note: string;
  /** Dropdown values; null: none. */
  readonly list: readonly string[] | null;
  /** Whether nothing outside the list is valid; a model or palette may be typed otherwise too. */
  readonly strict: boolean;
}

/** A template as a table to fill in. Every cell is meant as plain text, so that `2:3` stays what it is. */
export interface TemplateTable {
  readonly columns: readonly TemplateTableColumn[];
  readonly header: readonly string[];
  /** The example rows, each as long as the header. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Header, example rows, notes and dropdown lists of a template. A step's option columns are left out unless `optional` is
 * true: the table would be 74 columns wide.
 */
export function templateTable(
  template: Template,
  catalogue: Catalogue,
  { optional = false }: { readonly optional?: boolean } = {},
): TemplateTable {
  const shown = template.columns.filter((column) => optional || !column.optional);
  return {
    columns: shown.map((column) => ({
      name: column.name,
      required: column.required === true,
      note: column.required ? `Required. ${column.note}` : column.note,
      ...dropdown(column, catalogue),
    })),
    header: shown.map(({ name }) => name),
    rows: template.examples.map((example) => shown.map(({ name }) => example[name] ?? '')),
  };
}

function dropdown({ kind }: TemplateColumn, catalogue: Catalogue): Pick<TemplateTableColumn, 'list' | 'strict'> {
  switch (kind.type) {
    case 'choice':
      return { list: kind.values, strict: true };
    case 'aspect_ratio':
      return { list: ASPECT_RATIOS, strict: true };
    case 'model':
      return { list: modelWords(catalogue), strict: false };
    case 'palette':
      return { list: PALETTES, strict: false };
    case 'whole': {
      if (kind.max - kind.min >= 10) return { list: null, strict: false };
      const list = Array.from({ length: kind.max - kind.min + 1 }, (_, index) => String(kind.min + index));
      return { list, strict: false };
    }
    default:
      return { list: null, strict: false };
  }
}
