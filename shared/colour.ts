import { CSS_COLOURS } from './css-colours.ts';

/** Every CSS colour name, lower case. */
export const COLOUR_NAMES: readonly string[] = CSS_COLOURS.split(' ');

/** `#rrggbb` for `#rgb` and `#rrggbb`, the lower-case name for a CSS colour name; null for anything else. */
export function readColour(text: string): string | null {
  const name = text.trim().toLowerCase();
  if (/^#([0-9a-f]{3}){1,2}$/.test(name)) return name.length === 4 ? name.replace(/\w/g, '$&$&') : name;
  return COLOUR_NAMES.includes(name) ? name : null;
}

/** Both colours of `gradient:#a-#b`, top to bottom, as {@link readColour} gives them; null for anything else. */
export function readGradient(text: string): readonly [from: string, to: string] | null {
  const match = /^gradient\s*:([^-]+)-([^-]+)$/i.exec(text.trim());
  const from = readColour(match?.[1] ?? '');
  const to = readColour(match?.[2] ?? '');
  return from !== null && to !== null ? [from, to] : null;
}
