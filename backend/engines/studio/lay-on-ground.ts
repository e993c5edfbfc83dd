import type { ShadowMask } from './ground-shadow.ts';
import type { Box, Picture } from './picture.ts';

/** How much of each colour a full shadow lets through: a little blue, as daylight's shadows are. */
const SHADOW_TINT = [0.13, 0.14, 0.17] as const;

/**
 * Lays an object (cut to its box, with alpha) on an opaque background of the canvas's size, its shadow under it. The
 * box's size must be the object's; what stands over the canvas is cut.
 */
export function layOnGround(background: Picture, object: Picture, place: Box, shadow: ShadowMask | null): Picture {
  const { width, height } = background;
  const data = new Uint8ClampedArray(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const dark = (shadow?.data[pixel] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      const ground = background.data[pixel * background.channels + channel] ?? 0;
      data[pixel * 3 + channel] = ground * (1 - dark * (1 - (SHADOW_TINT[channel] ?? 0)));
    }
  }
  const [fromY, toY] = [Math.max(0, place.top), Math.min(height, place.top + object.height)];
  const [fromX, toX] = [Math.max(0, place.left), Math.min(width, place.left + object.width)];
  for (let y = fromY; y < toY; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      const from = ((y - place.top) * object.width + (x - place.left)) * 4;
      const share = (object.data[from + 3] ?? 0) / 255;
      if (share === 0) continue;
      const to = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        data[to + channel] = (object.data[from + channel] ?? 0) * share + (data[to + channel] ?? 0) * (1 - share);
      }
    }
  }
  return { data: new Uint8Array(data.buffer), width, height, channels: 3 };
}

/**
 * Multiplies an object's colours, with a slope from left to right (`slope` 0.1: the right edge 10 % brighter, the left
 * as much darker).
 */
export function relight(object: Picture, gains: readonly [number, number, number], slope: number): Picture {
  const { width, height, channels } = object;
  const data = new Uint8ClampedArray(object.data);
  for (let x = 0; x < width; x += 1) {
    const side = 1 + slope * ((x / Math.max(1, width - 1)) * 2 - 1);
    for (let y = 0; y < height; y += 1) {
      const at = (y * width + x) * channels;
      for (let channel = 0; channel < 3; channel += 1) {
        data[at + channel] = (object.data[at + channel] ?? 0) * (gains[channel] ?? 1) * side;
      }
    }
  }
  return { data: new Uint8Array(data.buffer), width, height, channels };
}
