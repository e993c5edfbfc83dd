import { emptyPlanes, type Planes } from './work-image.ts';

const { floor, max, min, sqrt } = Math;

/** A polynomial of x and y per channel; x and y run from −1 to 1 over the picture. */
export interface Surface {
  readonly degree: number;
  readonly red: Float64Array;
  readonly green: Float64Array;
  readonly blue: Float64Array;
}

export interface SurfaceFit {
  readonly surface: Surface;
  /** The samples that lie on the surface. */
  readonly on: Int32Array;
  /** Typical distance of those from it, in levels. */
  readonly sigma: number;
}

/**
 * Reweighted least squares over the pixels `samples`: with `blunt`, some rounds that fear large errors little come
 * first (for when a good part is not background), then Tukey's weights.
 */
export function fitSurface(
  planes: Planes,
  samples: Int32Array,
  degree: number,
  start: Float32Array,
  blunt: boolean,
): SurfaceFit {
  const basis = powers(planes, samples, degree);
  let weights = start;
  let surface = leastSquares(planes, samples, basis, weights, degree);
  let errors = distances(planes, samples, basis, surface);
  let sigma = spread(errors, weights);
  const rounds = blunt ? 12 : 7;
  for (let round = 0; round < rounds; round++) {
    const reach = max(4.685 * sigma, 3);
    const mild = blunt && round < 6;
    weights = Float32Array.from(errors, (e) => {
      if (mild) return 1 / (1 + e);
      const u = e / reach;
      return u < 1 ? (1 - u * u) ** 2 : 0;
    });
    surface = leastSquares(planes, samples, basis, weights, degree);
    errors = distances(planes, samples, basis, surface);
    sigma = spread(errors, weights);
  }
  const limit = max(3.5 * sigma, 3);
  return { surface, on: samples.filter((_, k) => (errors[k] ?? 0) < limit), sigma };
}

/** Where planes lie in the whole picture, in shares of its width and height. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const wholePicture: Window = { left: 0, top: 0, width: 1, height: 1 };

/** @returns the picture's difference from the surface; nothing is brighter than white, so the surface is cut there. */
export function subtractSurface(planes: Planes, surface: Surface, window: Window = wholePicture): Planes {
  const { width, height } = planes;
  const out = emptyPlanes(width, height);
  const flatten = (from: Float32Array, to: Float32Array, p: Float64Array) => {
    const n = surface.degree + 1;
    const along = new Float64Array(n);
    for (let y = 0, i = 0; y < height; y++) {
      const v = 2 * (window.top + ((y + 0.5) / height) * window.height) - 1;
      // The polynomial in x of this row.
      for (let a = 0, k = 0; a < n; a++) {
        let sum = 0;
        for (let b = 0, vb = 1; b < n - a; b++, vb *= v) sum += (p[k++] ?? 0) * vb;
        along[a] = sum;
      }
      for (let x = 0; x < width; x++, i++) {
        const u = 2 * (window.left + ((x + 0.5) / width) * window.width) - 1;
        let level = along[n - 1] ?? 0;
        for (let a = n - 2; a >= 0; a--) level = level * u + (along[a] ?? 0);
        to[i] = (from[i] ?? 0) - min(level, 255);
      }
    }
  };
  flatten(planes.red, out.red, surface.red);
  flatten(planes.green, out.green, surface.green);
  flatten(planes.blue, out.blue, surface.blue);
  return out;
}

/** Terms x^a·y^b with a + b ≤ degree, in the order a, then b; one row per sample. */
function powers(planes: Planes, samples: Int32Array, degree: number): Float64Array {
  const terms = ((degree + 1) * (degree + 2)) / 2;
  const out = new Float64Array(samples.length * terms);
  for (let s = 0; s < samples.length; s++) {
    const i = samples[s] ?? 0;
    const u = (2 * ((i % planes.width) + 0.5)) / planes.width - 1;
    const v = (2 * (floor(i / planes.width) + 0.5)) / planes.height - 1;
    let k = s * terms;
    for (let a = 0, ua = 1; a <= degree; a++, ua *= u) {
      for (let b = 0, vb = 1; b <= degree - a; b++, vb *= v) out[k++] = ua * vb;
    }
  }
  return out;
}

function distances(planes: Planes, samples: Int32Array, basis: Float64Array, surface: Surface): Float32Array {
  const terms = surface.red.length;
  return Float32Array.from(samples, (i, s) => {
    let red = planes.red[i] ?? 0;
    let green = planes.green[i] ?? 0;
    let blue = planes.blue[i] ?? 0;
    for (let k = 0; k < terms; k++) {
      const v = basis[s * terms + k] ?? 0;
      red -= v * (surface.red[k] ?? 0);
      green -= v * (surface.green[k] ?? 0);
      blue -= v * (surface.blue[k] ?? 0);
    }
    return sqrt((red * red + green * green + blue * blue) / 3);
  });
}

/** Median distance of the samples still believed, scaled to a standard deviation. */
function spread(errors: Float32Array, weights: Float32Array): number {
  const believed = errors.filter((_, k) => (weights[k] ?? 0) > 0.05).sort();
  return (believed[believed.length >> 1] ?? 0) * 1.2 + 0.15;
}

function leastSquares(
  planes: Planes,
  samples: Int32Array,
  basis: Float64Array,
  weights: Float32Array,
  degree: number,
): Surface {
  const terms = ((degree + 1) * (degree + 2)) / 2;
  const wide = terms + 3;
  const m = new Float64Array(terms * wide);
  for (let s = 0; s < samples.length; s++) {
    const weight = weights[s] ?? 0;
    if (weight === 0) continue;
    const i = samples[s] ?? 0;
    for (let r = 0; r < terms; r++) {
      const wv = weight * (basis[s * terms + r] ?? 0);
      const row = r * wide;
      for (let c = r; c < terms; c++) m[row + c] = (m[row + c] ?? 0) + wv * (basis[s * terms + c] ?? 0);
      m[row + terms] = (m[row + terms] ?? 0) + wv * (planes.red[i] ?? 0);
      m[row + terms + 1] = (m[row + terms + 1] ?? 0) + wv * (planes.green[i] ?? 0);
      m[row + terms + 2] = (m[row + terms + 2] ?? 0) + wv * (planes.blue[i] ?? 0);
    }
  }
  for (let r = 0; r < terms; r++) {
    for (let c = 0; c < r; c++) m[r * wide + c] = m[c * wide + r] ?? 0;
    // A little resistance to bending, so that a side hidden by the object cannot send the surface anywhere.
    m[r * wide + r] = (m[r * wide + r] ?? 0) + (r === 0 ? 1e-9 : samples.length * 3e-5 + 1e-9);
  }
  eliminate(m, terms, wide);
  const column = (c: number) => Float64Array.from({ length: terms }, (_, r) => m[r * wide + terms + c] ?? 0);
  return { degree, red: column(0), green: column(1), blue: column(2) };
}

/** Gauss–Jordan on a symmetric positive matrix with its right sides beside it: needs no pivoting. */
function eliminate(m: Float64Array, terms: number, wide: number) {
  for (let i = 0; i < terms; i++) {
    const inverse = 1 / (m[i * wide + i] ?? 1);
    for (let c = i; c < wide; c++) m[i * wide + c] = (m[i * wide + c] ?? 0) * inverse;
    for (let r = 0; r < terms; r++) {
      const factor = m[r * wide + i] ?? 0;
      if (r === i || factor === 0) continue;
      for (let c = i; c < wide; c++) m[r * wide + c] = (m[r * wide + c] ?? 0) - factor * (m[i * wide + c] ?? 0);
    }
  }
}
