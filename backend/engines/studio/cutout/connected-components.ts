/** Connected areas of a mask, joined by sides. */
export interface Components {
  /** 0 outside the mask, else the component's number from 1. */
  readonly labels: Int32Array;
  /** Pixels of each component; entry 0 is unused. */
  readonly areas: readonly number[];
}

/**
 * Labels the pixels where `mask` equals `value`: runs along the rows first, then runs that touch are made one, so that
 * each pixel is visited twice, in order.
 */
export function connectedComponents(mask: Uint8Array, width: number, height: number, value: 0 | 1 = 1): Components {
  const labels = new Int32Array(width * height);
  // Of each run of pixels, the run that stands for its component (itself, or an earlier one).
  let parents = new Int32Array(1024);
  let sizes = new Int32Array(1024);
  let runs = 0;
  const root = (run: number): number => {
    let at = run;
    while ((parents[at] ?? 0) !== at) {
      const up = parents[at] ?? 0;
      parents[at] = parents[up] ?? 0;
      at = up;
    }
    return at;
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (const end = i + width; i < end; ) {
      if (mask[i] !== value) {
        i++;
        continue;
      }
      runs++;
      if (runs === parents.length) {
        parents = widened(parents);
        sizes = widened(sizes);
      }
      let own = runs;
      parents[own] = own;
      const start = i;
      let above = 0;
      for (; i < end && mask[i] === value; i++) {
        labels[i] = runs;
        const over = y > 0 ? (labels[i - width] ?? 0) : 0;
        if (over === 0 || over === above) continue;
        above = over;
        const other = root(over);
        if (other < own) {
          parents[own] = other;
          own = other;
        } else if (other > own) parents[other] = own;
      }
      sizes[runs] = i - start;
    }
  }
  const numbers = new Int32Array(runs + 1);
  const areas: number[] = [0];
  for (let run = 1; run <= runs; run++) {
    const first = root(run);
    if (first === run) {
      numbers[run] = areas.length;
      areas.push(0);
    } else numbers[run] = numbers[first] ?? 0;
    const number = numbers[run] ?? 0;
    areas[number] = (areas[number] ?? 0) + (sizes[run] ?? 0);
  }
  for (let i = 0; i < labels.length; i++) {
    const run = labels[i] ?? 0;
    if (run !== 0) labels[i] = numbers[run] ?? 0;
  }
  return { labels, areas };
}

function widened(from: Int32Array): Int32Array<ArrayBuffer> {
  const out = new Int32Array(from.length * 2);
  out.set(from);
  return out;
}
