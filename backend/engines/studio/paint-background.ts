import sharp from 'sharp';
import { RowError } from '../../../shared/errors.ts';
import type { Picture } from './picture.ts';
import type { SeededRandom } from './seeded-random.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** Thresholds of an 8 × 8 ordered dither, −0.5 – 0.5: a smooth gradient in 8 bits would show bands. */
const DITHER = [
  0, 32, 8, 40, 2, 34, 10, 42, 48, 16, 56, 24, 50, 18, 58, 26, 12, 44, 4, 36, 14, 46, 6, 38, 60, 28, 52, 20, 62, 30, 54,
  22, 3, 35, 11, 43, 1, 33, 9, 41, 51, 19, 59, 27, 49, 17, 57, 25, 15, 47, 7, 39, 13, 45, 5, 37, 63, 31, 55, 23, 61, 29,
  53, 21,
].map((rank) => (rank + 0.5) / 64 - 0.5);

/**
 * Reads `#rrggbb` or a CSS colour.
 * @throws RowError `bad_input` naming the value.
 */
export async function readColour(value: string): Promise<Rgb> {
  try {
    const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: value } });
    const [red = 0, green = 0, blue = 0] = await pixel.raw().toBuffer();
    return [red, green, blue];
  } catch (cause) {
    throw new RowError(
      'bad_input',
      `background "${value}" is no colour. Use #RRGGBB, a CSS colour name, gradient:#a-#b, or an image.`,
      { cause },
    );
  }
}

/** Paints `#rrggbb`, a CSS colour, or `gradient:#a-#b` (from top to bottom). */
export async function paintBackground(value: string, width: number, height: number): Promise<Picture> {
  const gradient = /^gradient:\s*(.+?)\s*-\s*(#?[^-]+)$/i.exec(value.trim());
  if (gradient === null) {
    const colour = await readColour(value.trim());
    return paint(width, height, () => colour, false);
  }
  const [from, to] = [await readColour(gradient[1] ?? ''), await readColour(gradient[2] ?? '')];
  const last = Math.max(1, height - 1);
  return paint(width, height, (_x, y) => blend(from, to, y / last), true);
}

/**
 * A photographer's clean backdrop: nearly white, a soft pool of light that the seed moves a little, falling off to the
 * corners. `tint` colours it faintly.
 */
export function paintBackdrop(width: number, height: number, random: SeededRandom, tint: Rgb | null): Picture {
  const warmth = random.between(-1, 1);
  const base: Rgb = tint === null ? [247 + warmth * 2, 247, 247 - warmth * 3] : blend([248, 248, 248], tint, 0.16);
  const edge: Rgb = blend(base, tint ?? [150, 152, 158], tint === null ? 0.17 : 0.22);
  const [lightX, lightY] = [0.5 + random.between(-0.14, 0.14), 0.46 + random.between(-0.05, 0.05)];
  const reach = 0.86;
  return paint(
    width,
    height,
    (x, y) => {
      const away = Math.hypot(
        (x / width - lightX) * Math.sqrt(width / height),
        (y / height - lightY) * Math.sqrt(height / width),
      );
      const share = Math.min(1, Math.max(0, (away - 0.12) / reach));
      return blend(base, edge, share * share * (3 - 2 * share));
    },
    true,
  );
}

export const blend = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

function paint(width: number, height: number, colourAt: (x: number, y: number) => Rgb, smooth: boolean): Picture {
  // Clamped: the dither must not wrap 255.4 to 0.
  const data = new Uint8ClampedArray(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colourAt(x, y);
      const noise = smooth ? (DITHER[(y & 7) * 8 + (x & 7)] ?? 0) * 0.98 : 0;
      data[at] = colour[0] + noise;
      data[at + 1] = colour[1] + noise;
      data[at + 2] = colour[2] + noise;
      at += 3;
    }
  }
  return { data: new Uint8Array(data.buffer), width, height, channels: 3 };
}
