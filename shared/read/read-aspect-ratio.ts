import { closest } from '../closest.ts';
import { tidyText } from './tidy-text.ts';
import { listed, type ValueReading } from './value-reading.ts';

/** Every ratio that a cell may ask for; a model may have fewer. */
export const ASPECT_RATIOS = '1:3 1:2 9:16 10:16 2:3 3:4 4:5 1:1 5:4 4:3 3:2 16:10 16:9 2:1 3:1'.split(' ');

/** One of {@link ASPECT_RATIOS}; `16x9` and `16/9` have one reading. */
export function readAspectRatio(text: string): ValueReading<string> {
  const plain = text.trim().replace(/\s*:\s*/, ':');
  if (ASPECT_RATIOS.includes(plain)) return { ok: true, value: plain };
  const tidy = tidyText(text).replace(/^(\d+)\s*[:x×/∶]\s*(\d+)$/i, '$1:$2');
  if (ASPECT_RATIOS.includes(tidy)) return { ok: true, value: tidy, readAs: tidy };
  const suggestion = sameShape(tidy) ?? closest(tidy, ASPECT_RATIOS);
  return { ok: false, allowed: `must be ${listed(ASPECT_RATIOS)}`, ...(suggestion === null ? {} : { suggestion }) };
}

/** `1920:1080` → `16:9`: a ratio of the list with the very same shape. */
function sameShape(text: string): string | null {
  const [width = 0, height = 0] = text.split(':').map(Number);
  if (!(width > 0 && height > 0)) return null;
  return (
    ASPECT_RATIOS.find((ratio) => {
      const [w = 0, h = 0] = ratio.split(':').map(Number);
      return w * height === h * width;
    }) ?? null
  );
}
