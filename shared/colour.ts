import { CSS_COLOURS } from './css-colours.ts';

/** `#rrggbb` for `#rgb`, `#rrggbb` or a CSS colour name (any case); null for anything else. */
export function readColour(text: string): string | null {
  const name = text.trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(name)) return name;
  if (/^#[0-9a-f]{3}$/.test(name)) return name.replace(/[0-9a-f]/g, '$&$&');
  if (!/^[a-z]+$/.test(name)) return null;
  const hex = new RegExp(`(?:^| )${name}:([0-9a-f]{6})`).exec(CSS_COLOURS)?.[1];
  return hex === undefined ? null : `#${hex}`;
}

/** Both colours of `gradient:#a-#b` as `#rrggbb`, top to bottom; null for anything else. */
export function readGradient(text: string): readonly [from: string, to: string] | null {
  const match = /^gradient\s*:\s*([^-]+?)\s*-\s*([^-]+)$/i.exec(text.trim());
  const from = match?.[1] === undefined ? null : readColour(match[1]);
  const to = match?.[2] === undefined ? null : readColour(match[2]);
  return from !== null && to !== null ? [from, to] : null;
}

/** Every CSS colour name, for "Did you mean". */
export function colourNames(): string[] {
  return CSS_COLOURS.replace(/:\w+/g, '').split(' ');
}
