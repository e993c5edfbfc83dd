const { min } = Math;

/** Masks are one byte a pixel, 0 or 1, row by row. */

/** Keeps pixels whose whole (2·radius + 1)² square is set; outside the picture counts as set. */
export function erode(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  return square(mask, width, height, radius, 0);
}

/** Sets pixels that have a set pixel within the (2·radius + 1)² square. */
export function dilate(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  return square(mask, width, height, radius, 1);
}

/** Spreads `value` by `radius`, one direction at a time: cost does not depend on the radius. */
function square(mask: Uint8Array, width: number, height: number, radius: number, value: 0 | 1): Uint8Array {
  if (radius <= 0) return mask.slice();
  const across = new Uint8Array(mask.length).fill(1 - value);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let until = -1;
    for (let x = 0; x < min(radius, width); x++) if (mask[row + x] === value) until = x + radius;
    for (let x = 0; x < width; x++) {
      if (x + radius < width && mask[row + x + radius] === value) until = x + 2 * radius;
      if (x <= until) across[row + x] = value;
    }
  }
  const out = new Uint8Array(mask.length).fill(1 - value);
  const until = new Int32Array(width).fill(-1);
  const look = (y: number) => {
    for (let x = 0, i = y * width; x < width; x++, i++) if (across[i] === value) until[x] = y + radius;
  };
  for (let y = 0; y < min(radius, height); y++) look(y);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) look(y + radius);
    for (let x = 0, i = y * width; x < width; x++, i++) if (y <= (until[x] ?? -1)) out[i] = value;
  }
  return out;
}

/** Sets in `mask` every pixel of `allowed` that joins it (sides only), in at most `steps` steps. */
export function grow(mask: Uint8Array, allowed: Uint8Array, width: number, height: number, steps = Infinity): void {
  let edge: number[] = [];
  const count = width * height;
  for (let i = 0; i < count; i++) {
    if (mask[i] !== 1) continue;
    const x = i % width;
    if (
      (x > 0 && mask[i - 1] === 0) ||
      (x < width - 1 && mask[i + 1] === 0) ||
      (i >= width && mask[i - width] === 0) ||
      (i < count - width && mask[i + width] === 0)
    ) {
      edge.push(i);
    }
  }
  for (let step = 0; step < steps && edge.length > 0; step++) {
    const next: number[] = [];
    const visit = (i: number) => {
      if (mask[i] === 0 && allowed[i] === 1) {
        mask[i] = 1;
        next.push(i);
      }
    };
    for (const i of edge) {
      const x = i % width;
      if (x > 0) visit(i - 1);
      if (x < width - 1) visit(i + 1);
      if (i >= width) visit(i - width);
      if (i < count - width) visit(i + width);
    }
    edge = next;
  }
}
