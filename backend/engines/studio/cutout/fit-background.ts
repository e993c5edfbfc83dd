import { boxBlur } from './box-blur.ts';
import { erode, grow } from './morphology.ts';
import { fitSurface, type Surface, type SurfaceFit, subtractSurface } from './robust-surface.ts';
import { emptyPlanes, type Planes } from './work-image.ts';

const { abs, floor, max, min, round } = Math;

export interface BackgroundFit {
  readonly surface: Surface;
  /** Share of the border band that one lit colour explains. */
  readonly inliers: number;
  /** The border pixels that it does explain: where the noise can be measured. */
  readonly plain: Int32Array;
  /** Typical distance of those from it, in levels. */
  readonly sigma: number;
}

const mostSamples = 2500;
/** Side of the small picture the lighting is followed on. */
const overview = 180;

/**
 * Fits the lighting of a plain background. First to the band along the border, of which up to half may be object: the
 * fit starts twice, from the commonest colour and from all of it, and the one that explains more is kept. Then, as the
 * border says little about the middle, to everything that joins it smoothly.
 */
export function fitBackground(planes: Planes): BackgroundFit {
  const band = borderBand(planes.width, planes.height);
  const gathered = fitSurface(planes, band, 2, commonest(planes, band), false);
  const everything = fitSurface(planes, band, 2, new Float32Array(band.length).fill(1), true);
  const value = (fit: SurfaceFit) => fit.on.length / band.length - fit.sigma * 0.01;
  const border = value(gathered) >= value(everything) ? gathered : everything;
  return {
    surface: followInward(planes, border),
    inliers: border.on.length / max(1, band.length),
    plain: border.on,
    sigma: border.sigma,
  };
}

function borderBand(width: number, height: number): Int32Array {
  const depth = max(1, round(min(width, height) * 0.03));
  const all: number[] = [];
  for (let y = 0; y < height; y++) {
    const inside = y >= depth && y < height - depth;
    for (let x = 0; x < width; x++) {
      if (inside && x === depth) x = max(depth, width - depth);
      all.push(y * width + x);
    }
  }
  return thinned(all);
}

function thinned(all: readonly number[]): Int32Array {
  const every = max(1, all.length / mostSamples);
  return Int32Array.from({ length: floor(all.length / every) }, (_, k) => all[floor(k * every)] ?? 0);
}

/** 1 for samples near the most frequent colour of the band, else 0. */
function commonest(planes: Planes, band: Int32Array): Float32Array {
  const bins = new Float64Array(8 * 8 * 8);
  const binOf = (i: number) =>
    ((planes.red[i] ?? 0) >> 5) * 64 + ((planes.green[i] ?? 0) >> 5) * 8 + ((planes.blue[i] ?? 0) >> 5);
  for (const i of band) bins[binOf(i)] = (bins[binOf(i)] ?? 0) + 1;
  let best = 0;
  bins.forEach((n, k) => {
    if (n > (bins[best] ?? 0)) best = k;
  });
  let [red, green, blue, n] = [0, 0, 0, 0];
  for (const i of band) {
    if (binOf(i) !== best) continue;
    red += planes.red[i] ?? 0;
    green += planes.green[i] ?? 0;
    blue += planes.blue[i] ?? 0;
    n++;
  }
  const reach = 40;
  return Float32Array.from(band, (i) =>
    abs((planes.red[i] ?? 0) - red / n) < reach &&
    abs((planes.green[i] ?? 0) - green / n) < reach &&
    abs((planes.blue[i] ?? 0) - blue / n) < reach
      ? 1
      : 0,
  );
}

/** On a small copy, walks in from the border wherever the light changes slowly, and fits what was walked on. */
function followInward(planes: Planes, border: SurfaceFit): Surface {
  const small = overviewOf(planes);
  const { width, height } = small;
  const count = width * height;
  if (min(width, height) < 24) return border.surface;
  let surface = border.surface;
  for (const farthest of [60, 12, 6]) {
    const flat = subtractSurface(small, surface);
    const open = new Uint8Array(count);
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        const i = y * width + x;
        const far = max(abs(flat.red[i] ?? 0), abs(flat.green[i] ?? 0), abs(flat.blue[i] ?? 0));
        if (far < farthest + 2 * border.sigma && steepest(flat, i) < 1.3 + 0.5 * border.sigma) open[i] = 1;
      }
    }
    const wide = erode(open, width, height, 1);
    const walked = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const x = i % width;
      const y = floor(i / width);
      if ((x < 5 || y < 5 || x >= width - 5 || y >= height - 5) && wide[i] === 1) walked[i] = 1;
    }
    grow(walked, wide, width, height);
    const samples: number[] = [];
    for (let i = 0; i < count; i++) if (walked[i] === 1) samples.push(i);
    if (samples.length < count * 0.08) return surface;
    const chosen = thinned(samples);
    surface = fitSurface(small, chosen, 4, new Float32Array(chosen.length).fill(1), false).surface;
  }
  return surface;
}

function steepest(flat: Planes, i: number): number {
  const { width } = flat;
  const slope = (p: Float32Array) =>
    max(abs((p[i + 1] ?? 0) - (p[i - 1] ?? 0)), abs((p[i + width] ?? 0) - (p[i - width] ?? 0))) / 2;
  return max(slope(flat.red), slope(flat.green), slope(flat.blue));
}

function overviewOf(planes: Planes): Planes {
  const step = max(1, round(max(planes.width, planes.height) / overview));
  const width = floor(planes.width / step);
  const height = floor(planes.height / step);
  const out = emptyPlanes(width, height);
  const shrink = (from: Float32Array, to: Float32Array) => {
    const soft = boxBlur(from, planes.width, planes.height, max(1, step >> 1));
    const half = step >> 1;
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) to[i] = soft[(y * step + half) * planes.width + x * step + half] ?? 0;
    }
  };
  shrink(planes.red, out.red);
  shrink(planes.green, out.green);
  shrink(planes.blue, out.blue);
  return out;
}
