/** Largest value within a (2·radius + 1)² window. */
export function localMaximum(map: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = new Float32Array(map.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const end = i + Math.min(radius, width - 1 - x);
      let best = 0;
      for (let k = i - Math.min(radius, x); k <= end; k++) {
        const v = map[k] ?? 0;
        if (v > best) best = v;
      }
      across[i] = best;
    }
  }
  const out = new Float32Array(map.length);
  for (let y = 0, i = 0; y < height; y++) {
    const up = Math.min(radius, y);
    const down = Math.min(radius, height - 1 - y);
    for (let x = 0; x < width; x++, i++) {
      const end = i + down * width;
      let best = 0;
      for (let k = i - up * width; k <= end; k += width) {
        const v = across[k] ?? 0;
        if (v > best) best = v;
      }
      out[i] = best;
    }
  }
  return out;
}

/** Largest minus smallest value within a (2·radius + 1)² window. */
export function localRange(map: Float32Array, width: number, height: number, radius: number): Float32Array {
  const most = localMaximum(map, width, height, radius);
  const least = localMaximum(
    map.map((v) => 1000 - v),
    width,
    height,
    radius,
  );
  return most.map((v, i) => v - 1000 + (least[i] ?? 0));
}
