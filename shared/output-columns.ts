import { normaliseHeader } from './normalise-header.ts';
import type { Template } from './template.ts';

/** `image_1`, `image_2` … besides the fixed ones. */
export type OutputField = string;

export interface OutputColumn {
  readonly field: OutputField;
  /** What the header says, unless the person has a column of that name: see {@link chooseHeader}. */
  readonly header: string;
  readonly hidden: boolean;
}

/**
 * Our columns, in order, for a tab whose rows make up to `maxImages` images; `hasText` where a row makes a text. `template`
 * decides no column today: its row plans do, through the other two.
 */
export function outputColumns(wanted: {
  readonly template?: Template;
  readonly maxImages: number;
  readonly hasText: boolean;
}): OutputColumn[] {
  const images = Array.from({ length: wanted.maxImages }, (_, index) => `image_${index + 1}`);
  const texts = wanted.hasText ? ['result_text'] : [];
  return ['status', 'message', ...images, ...texts, 'cost', 'seed', 'row_id'].map((field) => ({
    field,
    header: field,
    hidden: field === 'row_id',
  }));
}

const MARK = 'Made by Rowshot: ';

const EXPLAINED: Readonly<Record<string, string>> = {
  status: 'How far this row is.',
  message: 'What happened, and what to do where it failed.',
  result_text: 'The text made for this row.',
  cost: 'What this row has cost, in USD.',
  seed: 'The seed that repeats the result.',
  row_id: 'Tells rows apart when they are sorted or moved.',
};

/** The note on our header cell: its first line makes the column ours and says which it is, wherever it is moved. */
export function markNote(field: OutputField): string {
  const image = `Result ${field.replace('image_', '')} of this row, as a link.`;
  const moved = 'You may move, rename, restyle or hide this column.';
  return `${MARK}${field}\n${EXPLAINED[field] ?? image} ${moved}`;
}

/** Which of our columns the note on a header cell marks; null: the column is the person's own. */
export function readMark(note: string | null | undefined): OutputField | null {
  const field = /^\s*Made by Rowshot: ([a-z_]+\d*)\s*(?:\n|$)/.exec(note ?? '')?.[1];
  return field !== undefined && (EXPLAINED[field] !== undefined || /^image_[1-9]\d{0,2}$/.test(field)) ? field : null;
}

/** The header for one of our columns beside the person's own: `status`, else `rowshot_status`, else with a number. */
export function chooseHeader(field: OutputField, otherHeaders: readonly string[]): string {
  const taken = new Set(otherHeaders.map(normaliseHeader));
  if (!taken.has(field)) return field;
  let header = `rowshot_${field}`;
  for (let n = 2; taken.has(header); n++) header = `rowshot_${field}_${n}`;
  return header;
}
