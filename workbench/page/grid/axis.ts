/**
 * Sizes of the rows (or columns) of a tab, in pixels, and where each begins. A hidden one has the size 0.
 * Offsets count from the first row, without the header.
 */
export class Axis {
  readonly count: number;
  readonly total: number;
  private readonly offsets: Float64Array;

  /** @param sizeOf the size of the i-th, in whole pixels */
  constructor(count: number, sizeOf: (index: number) => number) {
    this.count = count;
    this.offsets = new Float64Array(count + 1);
    let offset = 0;
    for (let index = 0; index < count; index++) {
      this.offsets[index] = offset;
      offset += sizeOf(index);
    }
    this.offsets[count] = offset;
    this.total = offset;
  }

  offset(index: number): number {
    return this.offsets[Math.max(0, Math.min(index, this.count))] ?? 0;
  }

  size(index: number): number {
    return this.offset(index + 1) - this.offset(index);
  }

  isHidden(index: number): boolean {
    return this.size(index) === 0;
  }

  /** The visible one at a pixel; the last one below the end, the first one above the start. */
  indexAt(pixel: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.offsets[middle] ?? 0) <= pixel) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  /** The next visible one in a direction, or the same when there is none. */
  step(index: number, direction: 1 | -1): number {
    for (let next = index + direction; next >= 0 && next < this.count; next += direction) {
      if (!this.isHidden(next)) return next;
    }
    return index;
  }

  firstVisible(): number {
    return this.count > 0 && this.isHidden(0) ? this.step(0, 1) : 0;
  }

  lastVisible(): number {
    const last = this.count - 1;
    return last >= 0 && this.isHidden(last) ? this.step(last, -1) : Math.max(0, last);
  }
}
