/** The baseline: object is what differs from the mean colour of the picture's border. @returns alpha, 0 or 255. */
export function plainThreshold(data: Uint8Array, width: number, height: number): Uint8Array {
  const mean = [0, 0, 0];
  let n = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x > 2 && y > 2 && x < width - 3 && y < height - 3) continue;
      for (let c = 0; c < 3; c++) mean[c] = (mean[c] ?? 0) + (data[(y * width + x) * 3 + c] ?? 0);
      n++;
    }
  }
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) {
    let far = 0;
    for (let c = 0; c < 3; c++) far = Math.max(far, Math.abs((data[i * 3 + c] ?? 0) - (mean[c] ?? 0) / n));
    alpha[i] = far > 24 ? 255 : 0;
  }
  return alpha;
}
