import { RowError } from '../../../shared/errors.ts';

/** Width and height in pixels. */
export type Size = readonly [width: number, height: number];

/** `16:9` → [16, 9]. */
export function readRatio(ratio: string): Size {
  const found = /^(\d{1,3}):(\d{1,3})$/.exec(ratio);
  const [width, height] = [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
  if (width > 0 && height > 0) return [width, height];
  throw new RowError('bad_input', `aspect_ratio "${ratio}" is not a ratio such as 16:9. Choose one from the list.`);
}

/** The size of exactly this ratio whose area is nearest to `megapixels` (10⁶ pixels; default 1024 × 1024). */
export function sizeOfRatio(ratio: string, pixels = 1024 * 1024): Size {
  const [across, down] = readRatio(ratio);
  const unit = Math.max(1, Math.round(Math.sqrt(pixels / (across * down))));
  return [across * unit, down * unit];
}

/** The largest part of this ratio inside a picture. */
export function largestInside(ratio: string, width: number, height: number): Size {
  const [across, down] = readRatio(ratio);
  return width * down > height * across
    ? [Math.max(1, Math.round((height * across) / down)), height]
    : [width, Math.max(1, Math.round((width * down) / across))];
}

/** The smallest canvas of this ratio around a picture. */
export function smallestAround(ratio: string, width: number, height: number): Size {
  const [across, down] = readRatio(ratio);
  return width * down > height * across
    ? [width, Math.round((width * down) / across)]
    : [Math.round((height * across) / down), height];
}

/** Scales a size so that its area is between the two (pixels), keeping its ratio. */
export function withinArea([width, height]: Size, least: number, most: number): Size {
  const area = width * height;
  const factor = area < least ? Math.sqrt(least / area) : area > most ? Math.sqrt(most / area) : 1;
  return [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
}
