/** Typing errors between two texts: letters missing, added, wrong, or two neighbours swapped. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = last;
    last = next;
  }
  return last[b.length] ?? 0;
}

/** The candidate that was probably meant: one typing error in up to seven letters, two in longer words; else null. */
export function closest(text: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = 3;
  for (const candidate of candidates) {
    const longer = Math.max(text.length, candidate.length);
    const allowed = longer < 4 ? 0 : longer < 8 ? 1 : 2;
    if (Math.abs(text.length - candidate.length) > allowed) continue;
    const far = distance(text, candidate);
    if (far > 0 && far <= allowed && far < bestDistance) {
      best = candidate;
      bestDistance = far;
    }
  }
  return best;
}
