import type { Cell } from './cell.ts';
import { normaliseHeader } from './normalise-header.ts';
import { cellText } from './read/cell-text.ts';
import type { Template } from './template.ts';

export interface Recognised {
  readonly template: Template;
  /** Columns that the header has of this template, less what is missing; higher fits better. */
  readonly score: number;
}

/** The templates that a header row may belong to, best first; empty where it has no column of any. */
export function recogniseTemplate(header: readonly Cell[], templates: readonly Template[]): Recognised[] {
  const names = new Set(header.map((cell) => normaliseHeader(cellText(cell))));
  const fits = (words: readonly string[]) => words.some((word) => names.has(word));
  return templates
    .filter(({ id }) => id !== 'custom')
    .map((template) => {
      const { columns } = template;
      const found = columns.filter(({ name, synonyms }) => fits([name, ...(synonyms ?? [])]));
      const exact = found.filter(({ name }) => names.has(name));
      const lacking = columns.filter((column) => column.required && !found.includes(column));
      const steps = template.id === 'steps' && !found.some(({ name }) => name.startsWith('step_')) ? 1 : 0;
      // The exact name and the shorter template decide between templates that share their columns.
      const score = found.length + exact.length / 10 - lacking.length * 0.75 - steps - columns.length / 1000;
      return { template, score, own: found.some(({ name }) => !EVERYWHERE.includes(name)) };
    })
    .filter(({ own }) => own)
    .sort((a, b) => b.score - a.score)
    .map(({ template, score }) => ({ template, score }));
}

/** Columns that every template takes tell nothing. */
const EVERYWHERE = ['model', 'seed_number', 'file_name'];
