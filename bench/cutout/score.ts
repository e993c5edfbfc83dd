/** How well an alpha channel matches the truth (both 0–255, one byte a pixel). */
export interface Score {
  /** Intersection over union at half opacity. */
  readonly iou: number;
  /** Mean absolute error of alpha over the whole picture, 0–1. */
  readonly mae: number;
}

export function score(alpha: Uint8Array, truth: Uint8Array): Score {
  let both = 0;
  let either = 0;
  let error = 0;
  for (let i = 0; i < truth.length; i++) {
    const a = alpha[i] ?? 0;
    const t = truth[i] ?? 0;
    error += Math.abs(a - t);
    if (a > 127 && t > 127) both++;
    if (a > 127 || t > 127) either++;
  }
  return { iou: either === 0 ? 1 : both / either, mae: error / 255 / Math.max(1, truth.length) };
}

export function alphaOf(rgba: Uint8Array): Uint8Array {
  const alpha = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < alpha.length; i++) alpha[i] = rgba[i * 4 + 3] ?? 0;
  return alpha;
}
