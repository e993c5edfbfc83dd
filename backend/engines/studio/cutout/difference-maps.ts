import { boxBlur } from './box-blur.ts';
import type { Planes } from './work-image.ts';

const { floor, min, sqrt } = Math;

/** How each work pixel differs from the background behind it. All in levels (0–255). */
export interface Differences extends Planes {
  /** Distance of the pixel's colour from the background: red, green and blue hold the signed differences. */
  readonly fine: Float32Array;
  /** The same for the mean of its 5 × 5 neighbourhood: less noise, so fainter things show. */
  readonly coarse: Float32Array;
  /** Change of colour across the pixel. */
  readonly edge: Float32Array;
  /** Change of colour across the pixel between neighbourhood means: shows faint outlines. */
  readonly faintEdge: Float32Array;
}

/** The values of the maps that the background's own noise stays below. */
export interface Limits {
  readonly fine: number;
  readonly coarse: number;
  readonly edge: number;
  readonly faintEdge: number;
}

/** @param smooth whether single pixels carry sensor noise that should be averaged away first. */
export function differenceMaps(flat: Planes, smooth: boolean): Differences {
  const { width, height } = flat;
  const soften = (p: Float32Array) => (smooth ? binomial(p, width, height) : p);
  const red = soften(flat.red);
  const green = soften(flat.green);
  const blue = soften(flat.blue);
  const means = [
    boxBlur(red, width, height, 2),
    boxBlur(green, width, height, 2),
    boxBlur(blue, width, height, 2),
  ] as const;
  return {
    width,
    height,
    red,
    green,
    blue,
    fine: length(red, green, blue),
    coarse: length(...means),
    edge: slope(red, green, blue, width, height, 1),
    faintEdge: slope(...means, width, height, 2),
  };
}

/** Measures the limits on pixels known to be background. */
export function limitsOn(maps: Differences, pixels: Int32Array): Limits {
  const quantile = (map: Float32Array, q: number) => {
    const values = Float32Array.from(pixels, (i) => map[i] ?? 0).sort();
    return values[min(values.length - 1, floor(values.length * q))] ?? 0;
  };
  const limit = (map: Float32Array, times: number, floor: number) => quantile(map, 0.9) * times + floor;
  return {
    fine: limit(maps.fine, 1.9, 1.8),
    coarse: limit(maps.coarse, 2, 1),
    edge: limit(maps.edge, 1.9, 1),
    faintEdge: limit(maps.faintEdge, 1.9, 1),
  };
}

function length(red: Float32Array, green: Float32Array, blue: Float32Array): Float32Array {
  const out = new Float32Array(red.length);
  for (let i = 0; i < out.length; i++) {
    const r = red[i] ?? 0;
    const g = green[i] ?? 0;
    const b = blue[i] ?? 0;
    out[i] = sqrt((r * r + g * g + b * b) / 3);
  }
  return out;
}

function slope(
  red: Float32Array,
  green: Float32Array,
  blue: Float32Array,
  width: number,
  height: number,
  reach: number,
): Float32Array {
  const out = new Float32Array(red.length);
  for (let y = 0, i = 0; y < height; y++) {
    const up = min(reach, y) * width;
    const down = min(reach, height - 1 - y) * width;
    for (let x = 0; x < width; x++, i++) {
      const left = i - min(reach, x);
      const right = i + min(reach, width - 1 - x);
      const rx = (red[right] ?? 0) - (red[left] ?? 0);
      const gx = (green[right] ?? 0) - (green[left] ?? 0);
      const bx = (blue[right] ?? 0) - (blue[left] ?? 0);
      const ry = (red[i + down] ?? 0) - (red[i - up] ?? 0);
      const gy = (green[i + down] ?? 0) - (green[i - up] ?? 0);
      const by = (blue[i + down] ?? 0) - (blue[i - up] ?? 0);
      out[i] = sqrt((rx * rx + gx * gx + bx * bx + ry * ry + gy * gy + by * by) / 12);
    }
  }
  return out;
}

/** 1-2-1 across and down. */
function binomial(plane: Float32Array, width: number, height: number): Float32Array {
  const across = new Float32Array(plane.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const left = x > 0 ? i - 1 : i;
      const right = x < width - 1 ? i + 1 : i;
      across[i] = ((plane[left] ?? 0) + 2 * (plane[i] ?? 0) + (plane[right] ?? 0)) / 4;
    }
  }
  const out = new Float32Array(plane.length);
  for (let y = 0, i = 0; y < height; y++) {
    const up = y > 0 ? width : 0;
    const down = y < height - 1 ? width : 0;
    for (let x = 0; x < width; x++, i++) {
      out[i] = ((across[i - up] ?? 0) + 2 * (across[i] ?? 0) + (across[i + down] ?? 0)) / 4;
    }
  }
  return out;
}
