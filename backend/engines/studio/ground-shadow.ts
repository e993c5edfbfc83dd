import sharp from 'sharp';
import { type Box, fromPicture, type Picture } from './picture.ts';

/** How light falls on an object that stands on a ground. */
export interface Light {
  /** Where the cast shadow leans: −1 far to the left, 0 straight back, 1 far to the right. */
  readonly lean: number;
  /** 0 no shadow – 1 a hard lamp; 0.5 is a bright, diffuse room. */
  readonly strength: number;
}

/** Darkness by pixel of a canvas, 0 – 255. */
export interface ShadowMask {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Shadows are soft: this many pixels along the longer side hold all there is to see. */
const WORK_SIDE = 640;

/**
 * The shadow that an object throws on the ground it stands on: a dark line where it touches, a soft pool below it, and
 * a faint cast shadow away from the light. `object` is cut to its box, `place` is where it stands on the canvas.
 */
export async function groundShadow(
  object: Picture,
  place: Box,
  canvas: { readonly width: number; readonly height: number },
  light: Light,
): Promise<ShadowMask> {
  const scale = Math.min(1, WORK_SIDE / Math.max(canvas.width, canvas.height));
  const [width, height] = [
    Math.max(1, Math.round(canvas.width * scale)),
    Math.max(1, Math.round(canvas.height * scale)),
  ];
  const [w, h] = [Math.max(1, Math.round(place.width * scale)), Math.max(1, Math.round(place.height * scale))];
  const alpha = await fromPicture(object).resize(w, h, { fit: 'fill' }).extractChannel(3).raw().toBuffer();
  const [left, base] = [place.left * scale, (place.top + place.height) * scale - 1];
  const planes = project({ alpha, w, h, left, base, width, height, light });
  const spread = Math.max(w, h * 0.45);
  const [contact, pool, cast] = await Promise.all([
    blur(planes.contact, width, height, 0.8 + spread * 0.008),
    blur(planes.pool, width, height, 1 + spread * 0.035),
    blur(planes.cast, width, height, 1 + spread * 0.05),
  ]);
  const mixed = new Uint8Array(width * height);
  const castShare = 0.3 * light.strength + 0.06;
  for (let at = 0; at < mixed.length; at += 1) {
    const lit =
      (1 - ((contact[at] ?? 0) / 255) * 0.5) *
      (1 - ((pool[at] ?? 0) / 255) * (0.22 + 0.2 * light.strength)) *
      (1 - ((cast[at] ?? 0) / 255) * castShare);
    mixed[at] = Math.round((1 - lit) * 255);
  }
  const data = await sharp(mixed, { raw: { width, height, channels: 1 } })
    .resize(canvas.width, canvas.height, { fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { data, width: canvas.width, height: canvas.height };
}

/** A column whose lowest pixel is no higher than this share of the height stands there: a rear leg, a round bottom. */
const FOOT_RISE = 0.22;

/** What hangs over the ground (a handle, a spout) throws its shadow between the front and the back feet. */
const OVERHANG_RISE = 0.08;

interface Projection {
  readonly alpha: Uint8Array;
  readonly w: number;
  readonly h: number;
  readonly left: number;
  readonly base: number;
  readonly width: number;
  readonly height: number;
  readonly light: Light;
}

/** Lays the silhouette down on the ground in three ways, without softness. */
function project({ alpha, w, h, left, base, width, height, light }: Projection) {
  const [contact, pool, cast] = [0, 1, 2].map(() => new Uint8Array(width * height));
  const darken = (plane: Uint8Array | undefined, x: number, y: number, value: number): void => {
    const [column, row] = [Math.round(x), Math.round(y)];
    if (plane === undefined || column < 0 || row < 0 || column >= width || row >= height) return;
    const at = row * width + column;
    if (value > (plane[at] ?? 0)) plane[at] = value;
  };
  const thickness = Math.max(1, Math.min(w, h) * 0.012);
  for (let x = 0; x < w; x += 1) {
    const lowest = lowestRise(alpha, w, h, x);
    if (lowest === null) continue;
    const stands = lowest <= h * FOOT_RISE;
    const ground = base - (stands ? lowest : h * OVERHANG_RISE);
    const touch = stands ? 1 - (0.75 * lowest) / (h * FOOT_RISE) : 0;
    for (let offset = -thickness; offset <= thickness; offset += 1)
      darken(contact, left + x, ground + offset, 255 * touch);
    for (let rise = lowest; rise < h; rise += 1) {
      const value = alpha[(h - 1 - rise) * w + x] ?? 0;
      if (value < 40) continue;
      const up = rise - (stands ? lowest : 0);
      // Only the lower part throws a pool; the whole thins out with height as a soft lamp's shadow does.
      if (up < h * 0.4) darken(pool, left + x, ground - up * 0.18, value * (1 - up / (h * 0.5)));
      for (let fill = 0; fill <= 1; fill += 0.5) {
        darken(
          cast,
          left + x + (up + fill) * light.lean * 0.55,
          ground - (up + fill) * 0.26,
          value * (1 - (0.85 * up) / h),
        );
      }
    }
  }
  return { contact: contact ?? new Uint8Array(), pool: pool ?? new Uint8Array(), cast: cast ?? new Uint8Array() };
}

const blur = (plane: Uint8Array, width: number, height: number, sigma: number): Promise<Uint8Array> =>
  sharp(plane, { raw: { width, height, channels: 1 } })
    .blur(sigma)
    .extractChannel(0)
    .raw()
    .toBuffer();

/** Height above the lowest row at which a column's object begins; null: nothing in this column. */
function lowestRise(alpha: Uint8Array, w: number, h: number, x: number): number | null {
  for (let rise = 0; rise < h; rise += 1) if ((alpha[(h - 1 - rise) * w + x] ?? 0) >= 40) return rise;
  return null;
}
