import { boxBlur } from './box-blur.ts';
import type { Differences, Limits } from './difference-maps.ts';
import type { EdgeBand } from './edge-band.ts';
import type { RgbImage, WorkImage } from './work-image.ts';

const { floor, max, min, round, sqrt } = Math;

/**
 * The full-size result. At the edge each pixel is a mixture of a background colour B and an object colour F, so its
 * alpha is its place on the line from B to F, and its own colour is what is left when B's share is taken out.
 * @returns RGBA interleaved.
 */
export function edgeAlpha(
  image: RgbImage,
  work: WorkImage,
  background: Uint8Array,
  band: EdgeBand,
  maps: Differences,
  limits: Limits,
): Uint8Array {
  const { width, height } = image;
  const { step } = work;
  const out = new Uint8Array(width * height * 4);
  const outline = outlineShare(background, work);
  for (let wy = 0; wy < work.height; wy++) {
    const top = wy * step;
    const bottom = min(height, top + step);
    for (let wx = 0; wx < work.width; wx++) {
      const k = wy * work.width + wx;
      const left = wx * step;
      const right = min(width, left + step);
      if (band.kind[k] === 2) {
        const ends = endColours(k, image, work, band, maps);
        for (let y = top; y < bottom; y++) {
          for (let x = left; x < right; x++) {
            mixPixel(image.data, (y * width + x) * 3, out, (y * width + x) * 4, ends, limits, outline(x, y));
          }
        }
        continue;
      }
      const opaque = band.kind[k] === 1;
      for (let y = top; y < bottom; y++) {
        for (let x = left, o = (y * width + left) * 4, s = (y * width + left) * 3; x < right; x++, o += 4, s += 3) {
          out[o] = opaque ? (image.data[s] ?? 0) : 255;
          out[o + 1] = opaque ? (image.data[s + 1] ?? 0) : 255;
          out[o + 2] = opaque ? (image.data[s + 2] ?? 0) : 255;
          out[o + 3] = opaque ? 255 : 0;
        }
      }
    }
  }
  return out;
}

/** B and F − B of one work pixel. */
interface Ends {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly f0: number;
  readonly f1: number;
  readonly f2: number;
}

function endColours(k: number, image: RgbImage, work: WorkImage, band: EdgeBand, maps: Differences): Ends {
  // B: the fitted background here, plus what the nearest sure background pixel says of shadow.
  const from = band.backdrop[k] ?? -1;
  const shade0 = from >= 0 ? (maps.red[from] ?? 0) : 0;
  const shade1 = from >= 0 ? (maps.green[from] ?? 0) : 0;
  const shade2 = from >= 0 ? (maps.blue[from] ?? 0) : 0;
  const b0 = min(255, (work.red[k] ?? 0) - (maps.red[k] ?? 0) + shade0);
  const b1 = min(255, (work.green[k] ?? 0) - (maps.green[k] ?? 0) + shade1);
  const b2 = min(255, (work.blue[k] ?? 0) - (maps.blue[k] ?? 0) + shade2);
  const inside = band.object[k] ?? -1;
  if (inside >= 0) {
    return {
      b0,
      b1,
      b2,
      f0: (work.red[inside] ?? 0) - b0,
      f1: (work.green[inside] ?? 0) - b1,
      f2: (work.blue[inside] ?? 0) - b2,
    };
  }
  return thinEnds(k, image, work, maps, b0, b1, b2);
}

/** Where the object is thinner than its edge, F is the picture pixel around here that differs most from B. */
function thinEnds(
  k: number,
  image: RgbImage,
  work: WorkImage,
  maps: Differences,
  b0: number,
  b1: number,
  b2: number,
): Ends {
  const x = k % work.width;
  const y = (k / work.width) | 0;
  let best = k;
  for (let Y = max(0, y - 2); Y <= min(work.height - 1, y + 2); Y++) {
    for (let X = max(0, x - 2); X <= min(work.width - 1, x + 2); X++) {
      const j = Y * work.width + X;
      if ((maps.fine[j] ?? 0) > (maps.fine[best] ?? 0)) best = j;
    }
  }
  let ends = {
    b0,
    b1,
    b2,
    f0: (work.red[best] ?? 0) - b0,
    f1: (work.green[best] ?? 0) - b1,
    f2: (work.blue[best] ?? 0) - b2,
  };
  let most = ends.f0 ** 2 + ends.f1 ** 2 + ends.f2 ** 2;
  const left = (best % work.width) * work.step;
  const top = ((best / work.width) | 0) * work.step;
  for (let row = top; row < min(image.height, top + work.step); row++) {
    for (let column = left; column < min(image.width, left + work.step); column++) {
      const s = (row * image.width + column) * 3;
      const f0 = (image.data[s] ?? 0) - b0;
      const f1 = (image.data[s + 1] ?? 0) - b1;
      const f2 = (image.data[s + 2] ?? 0) - b2;
      const far = f0 * f0 + f1 * f1 + f2 * f2;
      if (far > most) {
        most = far;
        ends = { b0, b1, b2, f0, f1, f2 };
      }
    }
  }
  return ends;
}

function mixPixel(
  data: Uint8Array,
  s: number,
  out: Uint8Array,
  o: number,
  ends: Ends,
  limits: Limits,
  outline: number,
) {
  const { b0, b1, b2, f0, f1, f2 } = ends;
  const d0 = (data[s] ?? 0) - b0;
  const d1 = (data[s + 1] ?? 0) - b1;
  const d2 = (data[s + 2] ?? 0) - b2;
  const apart = f0 * f0 + f1 * f1 + f2 * f2;
  const place = (d0 * f0 + d1 * f1 + d2 * f2) / (apart + 1e-3);
  // The ends of the scale are noise, not transparency.
  let alpha = (place - 0.06) / 0.88;
  // Where object and background hardly differ, colour says little and the outline decides.
  const contrast = sqrt(apart / 3);
  const trust = max(0, min(1, (contrast - 3 * limits.fine) / (3 * limits.fine + 6)));
  alpha = trust * max(0, min(1, alpha)) + (1 - trust) * outline;
  if (alpha <= 0.015) {
    out[o] = 255;
    out[o + 1] = 255;
    out[o + 2] = 255;
    out[o + 3] = 0;
    return;
  }
  if (alpha > 1) alpha = 1;
  const take = 1 / max(alpha, 0.15);
  out[o] = max(0, min(255, b0 + d0 * take));
  out[o + 1] = max(0, min(255, b1 + d1 * take));
  out[o + 2] = max(0, min(255, b2 + d2 * take));
  out[o + 3] = round(alpha * 255);
}

/** The work outline, smoothed: alpha by position alone. */
function outlineShare(background: Uint8Array, work: WorkImage): (x: number, y: number) => number {
  const { width, height, step } = work;
  const object = new Float32Array(background.length);
  for (let i = 0; i < object.length; i++) object[i] = background[i] === 1 ? 0 : 1;
  const soft = boxBlur(object, width, height, 1);
  if (step === 1) return (x, y) => soft[y * width + x] ?? 0;
  return (x, y) => {
    const u = max(0, (x + 0.5) / step - 0.5);
    const v = max(0, (y + 0.5) / step - 0.5);
    const left = min(width - 1, floor(u));
    const top = min(height - 1, floor(v));
    const right = min(width - 1, left + 1);
    const under = min(height - 1, top + 1);
    const fu = u - left;
    const fv = v - top;
    const above = (soft[top * width + left] ?? 0) * (1 - fu) + (soft[top * width + right] ?? 0) * fu;
    const below = (soft[under * width + left] ?? 0) * (1 - fu) + (soft[under * width + right] ?? 0) * fu;
    return above * (1 - fv) + below * fv;
  };
}
