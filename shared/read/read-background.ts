import { closest } from '../closest.ts';
import { COLOUR_NAMES, readColour, readGradient } from '../colour.ts';
import { readImage } from './read-image.ts';
import { tidyText } from './tidy-text.ts';
import type { ValueReading } from './value-reading.ts';

export type Background = { readonly colour: string } | { readonly image: string };

/**
 * A colour (`#rrggbb` or a CSS name, lower case), `gradient:` and two of them, or a picture's link, upload or file name.
 */
export function readBackground(text: string): ValueReading<Background> {
  const plain = colourOf(text);
  if (plain !== null) return { ok: true, value: { colour: plain } };
  const tidy = tidyText(text).toLowerCase();
  const meant = colourOf(tidy) ?? colourOf(`#${tidy}`) ?? colourOf(tidy.replace(/\s/g, ''));
  if (meant !== null) return { ok: true, value: { colour: meant }, readAs: meant };
  if (/[/\\]|\.\w{2,5}$/.test(text.trim()) || /^[a-z]{2,}:(?!\s*#)/i.test(text.trim())) {
    if (!/^gradient/i.test(tidy)) {
      const image = readImage(text);
      return image.ok ? { ...image, value: { image: image.value } } : image;
    }
  }
  const suggestion = closest(tidy, COLOUR_NAMES);
  return {
    ok: false,
    allowed: "must be #RRGGBB, a CSS colour such as ivory, gradient:#a-#b, or a picture's link or upload",
    ...(suggestion === null ? {} : { suggestion }),
  };
}

function colourOf(text: string): string | null {
  const gradient = readGradient(text);
  return gradient ? `gradient:${gradient[0]}-${gradient[1]}` : readColour(text);
}
