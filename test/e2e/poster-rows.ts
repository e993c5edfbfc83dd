import type { CellPatch } from '../../workbench/workbook/model.ts';

/** `sku` and `note` are the person's own columns. */
export const POSTER_HEADER = ['sku', 'prompt', 'aspect_ratio', 'num_images', 'model', 'seed_number', 'note'] as const;

type PosterCell = string | number | CellPatch;
type PosterRow = readonly PosterCell[];

const AS_TIME: CellPatch = { value: 123 / 1440, numberFormat: { type: 'TIME', pattern: 'h:mm am/pm' } };
const AS_DATE: CellPatch = { value: 45_000, numberFormat: { type: 'DATE', pattern: 'yyyy-mm-dd' } };

/** What a row must hold to be wrong, and a word of the message that it must get. */
const MISTAKES: readonly {
  readonly says: RegExp;
  readonly cells: Readonly<Partial<Record<(typeof POSTER_HEADER)[number], PosterCell>>>;
}[] = [
  { says: /7:3/, cells: { aspect_ratio: '7:3' } },
  { says: /read 2:3 as a time/, cells: { aspect_ratio: AS_TIME } },
  { says: /square/, cells: { aspect_ratio: 'square' } },
  { says: /as a date/, cells: { aspect_ratio: AS_DATE } },
  { says: /“0”/, cells: { num_images: '0' } },
  { says: /“9”/, cells: { num_images: '9' } },
  { says: /“2.5”/, cells: { num_images: '2.5' } },
  { says: /“many”/, cells: { num_images: 'many' } },
  { says: /#N\/A/, cells: { num_images: { value: { error: '#N/A' } } } },
  { says: /prompt is required|prompt/, cells: { prompt: '' } },
  { says: /#REF!/, cells: { prompt: { value: { error: '#REF!' } } } },
  { says: /\{\{colour\}\}/, cells: { prompt: 'A {{colour}} kite' } },
  { says: /\{\{note\}\}/, cells: { prompt: 'Kite, {{note}}', note: '' } },
  { says: /“-1”/, cells: { seed_number: '-1' } },
  { says: /“2147483648”/, cells: { seed_number: '2147483648' } },
  { says: /“lucky”/, cells: { seed_number: 'lucky' } },
  { says: /“1.5”/, cells: { seed_number: '1.5' } },
  { says: /#VALUE!/, cells: { seed_number: { value: { error: '#VALUE!' } } } },
  { says: /dall-e-3/, cells: { model: 'dall-e-3' } },
  { says: /#NAME\?/, cells: { model: { value: { error: '#NAME?' } } } },
];

export interface PosterSheet {
  readonly rows: readonly PosterRow[];
  /** By sku: what the message must say. */
  readonly mistakes: ReadonlyMap<string, RegExp>;
}

/** Rows of small posters, each with a seed and a prompt of its own; one in `every` is wrong in a way of its own. */
export function posterRows(count: number, every: number): PosterSheet {
  const rows: PosterRow[] = [];
  const mistakes = new Map<string, RegExp>();
  for (let index = 0; index < count; index++) {
    const sku = `K-${String(index + 1).padStart(4, '0')}`;
    const mistake = index % every === every - 1 ? MISTAKES[Math.floor(index / every)] : undefined;
    const cells: Record<(typeof POSTER_HEADER)[number], PosterCell> = {
      sku,
      prompt: promptOf(sku),
      aspect_ratio: '1:1',
      num_images: '1',
      model: 'studio',
      seed_number: seedOf(sku),
      note: `mine ${index + 1}`,
      ...mistake?.cells,
    };
    rows.push(POSTER_HEADER.map((name) => cells[name]));
    if (mistake) mistakes.set(sku, mistake.says);
  }
  return { rows, mistakes };
}

export function promptOf(sku: string): string {
  return `Kite number ${sku}`;
}

export function seedOf(sku: string): string {
  return String(70_000 + Number(sku.slice(2)));
}
