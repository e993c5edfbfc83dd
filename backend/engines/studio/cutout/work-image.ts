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
export const detailPixels = 1_150_000;
/** Enough to follow the light and to see where the object is. */
export const overviewPixels = 300_000;

/** Averages whole blocks, so that work pixels and picture pixels line up exactly. */
export function workImage(image: RgbImage, mostPixels: number): WorkImage {
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

/** A part of a picture: its place in picture pixels, and its pixels. */
export interface Cropped {
  readonly left: number;
  readonly top: number;
  readonly image: RgbImage;
}

export function crop(image: RgbImage, left: number, top: number, width: number, height: number): Cropped {
  if (width === image.width && height === image.height) return { left, top, image };
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * 3;
    data.set(image.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { left, top, image: { data, width, height } };
}
