const { min } = Math;

/** Mean over a (2·radius + 1)² window; the window shrinks at the sides. Cost does not depend on the radius. */
export function boxBlur(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    let count = 0;
    for (let x = 0; x < min(radius, width); x++) {
      sum += plane[row + x] ?? 0;
      count++;
    }
    for (let x = 0; x < width; x++) {
      if (x + radius < width) {
        sum += plane[row + x + radius] ?? 0;
        count++;
      }
      if (x - radius - 1 >= 0) {
        sum -= plane[row + x - radius - 1] ?? 0;
        count--;
      }
      across[row + x] = sum / count;
    }
  }
  const out = new Float32Array(plane.length);
  const sums = new Float64Array(width);
  let count = 0;
  for (let y = 0; y < min(radius, height); y++, count++) addTo(sums, across, y * width, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) {
      addTo(sums, across, (y + radius) * width, 1);
      count++;
    }
    if (y - radius - 1 >= 0) {
      addTo(sums, across, (y - radius - 1) * width, -1);
      count--;
    }
    const share = 1 / count;
    for (let x = 0, i = y * width; x < width; x++, i++) out[i] = (sums[x] ?? 0) * share;
  }
  return out;
}

function addTo(sums: Float64Array, plane: Float32Array, from: number, sign: number) {
  for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] ?? 0) + sign * (plane[from + x] ?? 0);
}
