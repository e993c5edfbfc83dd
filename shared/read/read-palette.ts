import { closest } from '../closest.ts';
import { tidyText } from './tidy-text.ts';
import { listed, type ValueReading } from './value-reading.ts';

export type Palette = { readonly name: string } | { readonly members: readonly string[] };

/** The palettes that a cell may name; a model may have fewer. */
export const PALETTES = ['ember', 'fresh', 'jungle', 'magic', 'melon', 'mosaic', 'pastel', 'ultramarine'];
const MAX_MEMBERS = 5;

/**
 * Up to five `#RRGGBB` separated by blanks, or one named palette; not mixed. Commas between the colours, a full-width
 * `＃`, a missing `#` and `#RGB` have one reading.
 */
export function readPalette(text: string): ValueReading<Palette> {
  const name = text.trim().toLowerCase();
  if (PALETTES.includes(name)) return { ok: true, value: { name } };
  const parts = text.trim().split(/\s+/);
  if (parts.length <= MAX_MEMBERS && parts.every((part) => /^#[0-9a-f]{6}$/i.test(part))) {
    return { ok: true, value: { members: parts.map((part) => part.toLowerCase()) } };
  }
  const tidy = tidyText(text).toLowerCase();
  if (PALETTES.includes(tidy)) return { ok: true, value: { name: tidy }, readAs: tidy };
  const words = tidy.split(/[\s,;|]+/).filter((word) => word !== '');
  const members = words.map((word) => hexOf(word));
  const known = members.filter((member): member is string => member !== null);
  const allowed = `must be up to ${MAX_MEMBERS} colours such as #1A2B3C separated by blanks, or ${listed(PALETTES)}`;
  if (words.length > 1 && words.some((word) => PALETTES.includes(word))) {
    return { ok: false, allowed: `${allowed}, never both` };
  }
  if (known.length < members.length || known.length === 0) {
    const suggestion = words.length === 1 ? closest(tidy, PALETTES) : null;
    return { ok: false, allowed, ...(suggestion === null ? {} : { suggestion }) };
  }
  if (known.length > MAX_MEMBERS) return { ok: false, allowed: `${allowed}; here are ${known.length} colours` };
  return { ok: true, value: { members: known }, readAs: known.join(' ') };
}

function hexOf(word: string): string | null {
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/.exec(word)?.[1];
  if (digits === undefined || (digits.length === 3 && word[0] !== '#')) return null;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}
