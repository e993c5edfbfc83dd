import type { Window } from './robust-surface.ts';
import type { Planes } from './work-image.ts';

const { ceil, floor, max, min } = Math;

/** Cells along the longer side of the picture: light changes slower than that. */
const cells = 24;

/**
 * Takes away the light that a smooth surface cannot follow (a spot, a sweep's horizon, the fringe of a shadow): the mean
 * difference of the known background, cell by cell, carried smoothly under the object.
 * @param flat is changed; it shows the part `window` of what `rough` shows.
 * @param known background pixels of `rough`.
 */
export function evenOut(flat: Planes, window: Window, rough: Planes, known: Uint8Array): void {
  const size = max(8, ceil(max(rough.width, rough.height) / cells));
  const across = ceil(rough.width / size);
  const down = ceil(rough.height / size);
  const sums = cellSums(rough, known, size, across, down);
  fillGaps(sums, across, down, size);
  const { width, height } = flat;
  // Of a pixel, its place among the cells: start + step × number.
  const startX = (window.left * rough.width) / size - 0.5;
  const startY = (window.top * rough.height) / size - 0.5;
  const stepX = (window.width * rough.width) / size / width;
  const stepY = (window.height * rough.height) / size / height;
  const level = (plane: Float32Array, c: number) => {
    const row = new Float32Array(across);
    for (let y = 0, i = 0; y < height; y++) {
      const v = max(0, min(down - 1, startY + (y + 0.5) * stepY));
      const top = floor(v);
      const fv = v - top;
      const under = min(down - 1, top + 1);
      for (let k = 0; k < across; k++) {
        row[k] = (sums[(top * across + k) * 4 + c] ?? 0) * (1 - fv) + (sums[(under * across + k) * 4 + c] ?? 0) * fv;
      }
      for (let x = 0; x < width; x++, i++) {
        const u = max(0, min(across - 1, startX + (x + 0.5) * stepX));
        const left = floor(u);
        const fu = u - left;
        const here = row[left] ?? 0;
        plane[i] = (plane[i] ?? 0) - here - fu * ((row[min(across - 1, left + 1)] ?? 0) - here);
      }
    }
  };
  level(flat.red, 0);
  level(flat.green, 1);
  level(flat.blue, 2);
}

/** Per cell: the sums of red, green and blue over its known pixels, and how many those are. */
function cellSums(rough: Planes, known: Uint8Array, size: number, across: number, down: number): Float64Array {
  const { width, height } = rough;
  const sums = new Float64Array(across * down * 4);
  for (let y = 0, i = 0; y < height; y++) {
    const row = floor(y / size) * across;
    for (let x = 0; x < width; x++, i++) {
      if (known[i] !== 1) continue;
      const cell = (row + floor(x / size)) * 4;
      sums[cell] = (sums[cell] ?? 0) + (rough.red[i] ?? 0);
      sums[cell + 1] = (sums[cell + 1] ?? 0) + (rough.green[i] ?? 0);
      sums[cell + 2] = (sums[cell + 2] ?? 0) + (rough.blue[i] ?? 0);
      sums[cell + 3] = (sums[cell + 3] ?? 0) + 1;
    }
  }
  return sums;
}

/** Turns sums into means; cells with little background take the mean of their neighbours until it settles. */
function fillGaps(sums: Float64Array, across: number, down: number, size: number) {
  const known = new Uint8Array(across * down);
  for (let k = 0; k < known.length; k++) {
    const n = sums[k * 4 + 3] ?? 0;
    known[k] = n >= size * size * 0.15 ? 1 : 0;
    for (let c = 0; c < 3; c++) sums[k * 4 + c] = known[k] === 1 ? (sums[k * 4 + c] ?? 0) / n : 0;
  }
  for (let round = 0; round < 120; round++) {
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const k = y * across + x;
        if (known[k] === 1) continue;
        const around = [
          x > 0 ? k - 1 : k,
          x < across - 1 ? k + 1 : k,
          y > 0 ? k - across : k,
          y < down - 1 ? k + across : k,
        ];
        for (let c = 0; c < 3; c++) {
          let sum = 0;
          for (const j of around) sum += sums[j * 4 + c] ?? 0;
          sums[k * 4 + c] = sum / 4;
        }
      }
    }
  }
}
