const { ceil, max, min, sqrt } = Math;

/** An sRGB image as the decoder gives it: RGB interleaved, 8 bits, row by row. */
export interface RgbImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Three float planes of one size, levels 0–255 (or differences of levels). */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
}

/** The picture small enough to think about: one work pixel is a block of `step` × `step` picture pixels. */
export interface WorkImage extends Planes {
  readonly step: number;
}

/** Pixels the analysis looks at. More costs time, fewer loses cords and leaves. */
const mostPixels = 1_150_000;

/** Averages whole blocks, so that work pixels and picture pixels line up exactly. */
export function workImage(image: RgbImage): WorkImage {
  const step = max(1, ceil(sqrt((image.width * image.height) / mostPixels)));
  const width = ceil(image.width / step);
  const height = ceil(image.height / step);
  const planes = emptyPlanes(width, height);
  const sums = new Float64Array(width * 3);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    const top = y * step;
    const bottom = min(image.height, top + step);
    for (let row = top; row < bottom; row++) addRow(image, row, step, sums);
    for (let x = 0; x < width; x++) {
      const across = min(image.width, (x + 1) * step) - x * step;
      const share = 1 / (across * (bottom - top));
      const i = y * width + x;
      planes.red[i] = (sums[x * 3] ?? 0) * share;
      planes.green[i] = (sums[x * 3 + 1] ?? 0) * share;
      planes.blue[i] = (sums[x * 3 + 2] ?? 0) * share;
    }
  }
  return { ...planes, step };
}

function addRow(image: RgbImage, row: number, step: number, sums: Float64Array) {
  const { data, width } = image;
  let from = row * width * 3;
  for (let x = 0, cell = 0; x < width; cell += 3) {
    const end = min(width, x + step);
    let red = 0;
    let green = 0;
    let blue = 0;
    for (; x < end; x++, from += 3) {
      red += data[from] ?? 0;
      green += data[from + 1] ?? 0;
      blue += data[from + 2] ?? 0;
    }
    sums[cell] = (sums[cell] ?? 0) + red;
    sums[cell + 1] = (sums[cell + 1] ?? 0) + green;
    sums[cell + 2] = (sums[cell + 2] ?? 0) + blue;
  }
}

export function emptyPlanes(width: number, height: number): Planes {
  const count = width * height;
  return {
    width,
    height,
    red: new Float32Array(count),
    green: new Float32Array(count),
    blue: new Float32Array(count),
  };
}

/** Means of 2 × 2 blocks: for what needs no detail. An odd last row or column is left out. */
export function halved(planes: Planes): Planes {
  const width = planes.width >> 1;
  const height = planes.height >> 1;
  const out = emptyPlanes(width, height);
  const shrink = (from: Float32Array, to: Float32Array) => {
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0, j = 2 * y * planes.width; x < width; x++, i++, j += 2) {
        const above = (from[j] ?? 0) + (from[j + 1] ?? 0);
        to[i] = (above + (from[j + planes.width] ?? 0) + (from[j + planes.width + 1] ?? 0)) / 4;
      }
    }
  };
  shrink(planes.red, out.red);
  shrink(planes.green, out.green);
  shrink(planes.blue, out.blue);
  return out;
}
