/** Largest value within about `radius` of each pixel (one pixel more or less). */
export function localMaximum(map: Float32Array, width: number, height: number, radius: number): Float32Array {
  return spread(pooledExtreme(map, width, height, radius, 1), width, height);
}

/** Largest minus smallest value within about `radius` of each pixel. */
export function localRange(map: Float32Array, width: number, height: number, radius: number): Float32Array {
  const most = pooledExtreme(map, width, height, radius, 1);
  const least = pooledExtreme(map, width, height, radius, -1);
  for (let i = 0; i < most.length; i++) most[i] = (most[i] ?? 0) + (least[i] ?? 0);
  return spread(most, width, height);
}

/** Back to full size, each value four times. */
function spread(pooled: Float32Array, width: number, height: number): Float32Array {
  const across = (width + 1) >> 1;
  const out = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const row = (y >> 1) * across;
    for (let x = 0; x < width; x++, i++) out[i] = pooled[row + (x >> 1)] ?? 0;
  }
  return out;
}

/** Largest value within a (2·radius + 1)² window; the window shrinks at the sides. */
function windowMaximum(map: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = new Float32Array(map.length);
  for (let y = 0; y < height; y++) runningMaximum(map, across, y * width, 1, width, radius);
  // Down the columns in row order: whole rows are compared, which is kinder to the cache.
  let out: Float32Array = across;
  let span = 1;
  const wanted = 2 * radius + 1;
  while (span < wanted) {
    const shift = Math.min(span, wanted - span);
    out = rowsMaximum(out, width, height, shift);
    span += shift;
  }
  return shiftRows(out, width, height, radius);
}

/**
 * Largest (or with `least`, smallest) value within about `radius` of each 2 × 2 block: half as wide and high as the map,
 * rounded up, and a quarter of the work.
 */
function pooledExtreme(map: Float32Array, width: number, height: number, radius: number, sign: 1 | -1): Float32Array {
  const across = (width + 1) >> 1;
  const down = (height + 1) >> 1;
  const pooled = new Float32Array(across * down);
  for (let y = 0, k = 0; y < down; y++) {
    const under = 2 * y + 1 < height ? width : 0;
    for (let x = 0; x < across; x++, k++) {
      const i = 2 * y * width + 2 * x;
      const beside = 2 * x + 1 < width ? 1 : 0;
      pooled[k] = Math.max(
        sign * (map[i] ?? 0),
        sign * (map[i + beside] ?? 0),
        sign * (map[i + under] ?? 0),
        sign * (map[i + under + beside] ?? 0),
      );
    }
  }
  return windowMaximum(pooled, across, down, radius >> 1);
}

/** Block-wise running maximum (van Herk): three comparisons a value whatever the radius. */
function runningMaximum(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  count: number,
  radius: number,
) {
  const window = 2 * radius + 1;
  const forward = new Float32Array(count);
  const backward = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const v = from[start + i * stride] ?? 0;
    const before = i % window === 0 ? v : (forward[i - 1] ?? 0);
    forward[i] = Math.max(v, before);
  }
  for (let i = count - 1; i >= 0; i--) {
    const v = from[start + i * stride] ?? 0;
    const after = i === count - 1 || i % window === window - 1 ? v : (backward[i + 1] ?? 0);
    backward[i] = Math.max(v, after);
  }
  for (let i = 0; i < count; i++) {
    const first = Math.max(0, i - radius);
    const last = Math.min(count - 1, i + radius);
    let most = Math.max(backward[first] ?? 0, forward[last] ?? 0);
    // At the ends the window is cut short, and the two runs may leave a middle block out.
    if (last - first < 2 * radius) {
      for (let k = first; k <= last; k++) most = Math.max(most, from[start + k * stride] ?? 0);
    }
    to[start + i * stride] = most;
  }
}

/** Each row becomes the larger of itself and the row `shift` below. */
function rowsMaximum(map: Float32Array, width: number, height: number, shift: number): Float32Array {
  const out = new Float32Array(map.length);
  for (let y = 0, i = 0; y < height; y++) {
    const down = (y + shift < height ? shift : height - 1 - y) * width;
    for (let x = 0; x < width; x++, i++) {
      const a = map[i] ?? 0;
      const b = map[i + down] ?? 0;
      out[i] = Math.max(a, b);
    }
  }
  return out;
}

/** Moves rows down by `radius`, so that a window that began at its row is centred on it. */
function shiftRows(map: Float32Array, width: number, height: number, radius: number): Float32Array {
  const out = new Float32Array(map.length);
  for (let y = 0; y < height; y++) {
    const from = Math.max(0, y - radius);
    out.set(map.subarray(from * width, (from + 1) * width), y * width);
  }
  return out;
}
