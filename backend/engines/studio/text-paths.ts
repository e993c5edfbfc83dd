import { createRequire } from 'node:module';
import { type Font, openSync } from 'fontkit';

/** Weights of Inter (OFL) that pictures are lettered in. */
export type Weight = 'regular' | 'medium' | 'bold' | 'black';

const FILES: Readonly<Record<Weight, string>> = {
  regular: '400Regular/Inter_400Regular.ttf',
  medium: '500Medium/Inter_500Medium.ttf',
  bold: '700Bold/Inter_700Bold.ttf',
  black: '900Black/Inter_900Black.ttf',
};

const resolver = createRequire(import.meta.url);
const fonts = new Map<Weight, Font>();

function font(weight: Weight): Font {
  const known = fonts.get(weight);
  if (known !== undefined) return known;
  const opened = openSync(resolver.resolve(`@expo-google-fonts/inter/${FILES[weight]}`));
  if (!('layout' in opened)) throw new Error(`${FILES[weight]} holds several fonts; one was expected`);
  fonts.set(weight, opened);
  return opened;
}

export interface Lettering {
  readonly weight: Weight;
  /** Pixels of the em square. */
  readonly size: number;
  /** Extra space after each letter, in ems. */
  readonly tracking?: number;
}

/** A text reduced to what the typeface can draw. */
export interface Drawable {
  readonly text: string;
  /** How many letters had no glyph and were left out or shown as an ellipsis. */
  readonly missing: number;
}

/**
 * Makes a text drawable: blanks joined, accents that the typeface lacks dropped from their letters, symbols (emoji)
 * left out, and each run of other letters without a glyph shown as one ellipsis, never as boxes.
 */
export function makeDrawable(text: string): Drawable {
  const face = font('regular');
  let missing = 0;
  let out = '';
  for (const character of text.normalize('NFC').replace(/\s+/gu, ' ').trim()) {
    const code = character.codePointAt(0) ?? 0;
    if (character === ' ' || face.hasGlyphForCodePoint(code)) {
      out += character;
      continue;
    }
    if (/[\p{M}\p{Cf}\p{Cc}\p{Variation_Selector}]/u.test(character)) continue;
    const plain = [...character.normalize('NFKD')].filter((part) =>
      face.hasGlyphForCodePoint(part.codePointAt(0) ?? 0),
    );
    if (plain.length > 0) {
      out += plain.join('');
      continue;
    }
    missing += 1;
    if (/[\p{L}\p{N}]/u.test(character) && !out.trimEnd().endsWith('…')) out += '…';
  }
  return { text: out.replace(/ +/g, ' ').trim(), missing };
}

/** Width in pixels of one line. */
export function measureText(text: string, { weight, size, tracking = 0 }: Lettering): number {
  const face = font(weight);
  const run = face.layout(text);
  return (run.advanceWidth / face.unitsPerEm) * size + run.glyphs.length * tracking * size;
}

/** Height in pixels of a capital letter. */
export const capHeight = ({ weight, size }: Lettering): number =>
  (font(weight).capHeight / font(weight).unitsPerEm) * size;

/** One line as SVG path data with its baseline starting at (x, y) pixels; `anchor` says which end x is. */
export function textPath(
  text: string,
  lettering: Lettering & { readonly x: number; readonly y: number; readonly anchor?: 'start' | 'middle' | 'end' },
): string {
  const { weight, size, tracking = 0, x, y, anchor = 'start' } = lettering;
  const face = font(weight);
  const scale = size / face.unitsPerEm;
  const run = face.layout(text);
  const width = measureText(text, lettering) - tracking * size;
  let pen = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  let data = '';
  run.glyphs.forEach((glyph, index) => {
    const place = run.positions[index];
    const left = pen + (place?.xOffset ?? 0) * scale;
    const base = y - (place?.yOffset ?? 0) * scale;
    for (const { command, args } of glyph.path.commands) {
      data += LETTERS[command];
      for (let at = 0; at < args.length; at += 2) {
        data += `${tidy(left + (args[at] ?? 0) * scale)} ${tidy(base - (args[at + 1] ?? 0) * scale)} `;
      }
    }
    pen += (place?.xAdvance ?? 0) * scale + tracking * size;
  });
  return data;
}

const LETTERS = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const;

const tidy = (value: number): string => (Math.round(value * 100) / 100).toString();
