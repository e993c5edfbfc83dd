/** Adds US dollars, rounded to millionths, so that sums of cents stay sums of cents. */
export function addMoney(a: number, b: number): number {
  return Math.round((a + b) * 1e6) / 1e6;
}

/** The UTC month that a moment (epoch ms) falls in: `2026-11`. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}
