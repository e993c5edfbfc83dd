import { normaliseHeader } from '../../shared/normalise-header.ts';
import { cleanPath } from './clean-path.ts';

/** What a name may be made of. */
export interface NamedRow {
  /** The row's number when the batch started. */
  readonly number: number;
  readonly prompt: string;
  /** Name of the row's first picture, e.g. `Red mug.jpg`; null where the row has none. */
  readonly source: string | null;
  readonly seed: number | null;
  readonly model: string;
  /** The row's own file_name; replaces the pattern. */
  readonly fileName: string | null;
  readonly outputs: number;
  /** Normalised header → text, for {{column}}. */
  readonly columns: Readonly<Record<string, string>>;
}

export interface NameOptions {
  /** null: the default, `{row:4}_{n}_{slug}`, or `{source}` for rows with a picture (`{source}_{n}` for several outputs). */
  readonly pattern: string | null;
  readonly batchName: string;
}

const SLUG_LENGTH = 40;

/**
 * Names every output of a batch, without extension, in the order of rows and outputs. Names that are equal but for case
 * get `-2`, `-3` … in row order; `/` makes folders; what file systems refuse is replaced. Fixed once at Start.
 */
export function nameRows(rows: readonly NamedRow[], options: NameOptions): string[][] {
  const taken = new Set<string>();
  const nextSuffix = new Map<string, number>();
  return rows.map((row) =>
    Array.from({ length: row.outputs }, (_, index) => {
      const wanted = cleanPath(fillPattern(patternFor(row, options.pattern), row, index + 1, options.batchName));
      const key = wanted.toLowerCase();
      let name = wanted;
      for (let k = nextSuffix.get(key) ?? 2; taken.has(name.toLowerCase()); k++) {
        name = `${wanted}-${k}`;
        nextSuffix.set(key, k + 1);
      }
      taken.add(name.toLowerCase());
      return name;
    }),
  );
}

/** The name of a later version of the same output: `mug` → `mug_v2`. */
export function versionedName(name: string, version: number): string {
  return version > 1 ? `${name}_v${version}` : name;
}

function patternFor(row: NamedRow, pattern: string | null): string {
  if (row.fileName) return row.fileName.replace(/\.(jpe?g|png|webp|avif|gif|tiff?)$/i, '');
  if (pattern) return pattern;
  if (row.source === null) return '{row:4}_{n}_{slug}';
  return row.outputs > 1 ? '{source}_{n}' : '{source}';
}

function fillPattern(pattern: string, row: NamedRow, n: number, batchName: string): string {
  const plain = (text: string) => text.replace(/[\\/]/g, '-');
  return pattern
    .replace(/\{\{([^{}]*)\}\}/g, (_, header: string) => plain(row.columns[normaliseHeader(header)] ?? ''))
    .replace(/\{(row|n|seed)(?::(\d{1,2}))?\}/g, (_, field: string, digits: string | undefined) => {
      const value = field === 'row' ? row.number : field === 'n' ? n : row.seed === null ? '' : row.seed + n - 1;
      return String(value).padStart(value === '' ? 0 : Number(digits ?? 0), '0');
    })
    .replace(/\{(slug|source|batch|model)\}/g, (_, field: string) => {
      if (field === 'slug') return slug(row.prompt);
      if (field === 'source') return plain((row.source ?? '').replace(/\.[a-z0-9]{1,5}$/i, ''));
      return plain(field === 'batch' ? batchName : row.model);
    });
}

/** Letters and digits of a prompt joined by hyphens, at most 40 characters, cut at a word where that is possible. */
export function slug(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  let out = '';
  for (const word of words) {
    const longer = out ? `${out}-${word}` : word;
    if ([...longer].length > SLUG_LENGTH) return out || [...word].slice(0, SLUG_LENGTH).join('');
    out = longer;
  }
  return out;
}
