/** Connected areas of a mask, joined by sides. */
export interface Components {
  /** 0 outside the mask, else the component's number from 1. */
  readonly labels: Int32Array;
  /** Pixels of each component; entry 0 is unused. */
  readonly areas: readonly number[];
}

/** Labels the pixels where `mask` equals `value`. */
export function connectedComponents(mask: Uint8Array, width: number, height: number, value: 0 | 1 = 1): Components {
  const count = width * height;
  const labels = new Int32Array(count);
  const areas: number[] = [0];
  const stack = new Int32Array(count);
  for (let start = 0; start < count; start++) {
    if (mask[start] !== value || labels[start] !== 0) continue;
    const label = areas.length;
    let area = 0;
    let top = 0;
    labels[start] = label;
    stack[top++] = start;
    const visit = (i: number) => {
      if (mask[i] === value && labels[i] === 0) {
        labels[i] = label;
        stack[top++] = i;
      }
    };
    while (top > 0) {
      const i = stack[--top] ?? 0;
      area++;
      const x = i % width;
      if (x > 0) visit(i - 1);
      if (x < width - 1) visit(i + 1);
      if (i >= width) visit(i - width);
      if (i < count - width) visit(i + width);
    }
    areas.push(area);
  }
  return { labels, areas };
}
