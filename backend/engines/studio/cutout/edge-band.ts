import type { Differences } from './difference-maps.ts';

const { floor, max, min } = Math;

/** What the full-size pass needs to know about each work pixel. */
export interface EdgeBand {
  /** 0 background, 1 object, 2 at the edge: alpha is worked out pixel by pixel. */
  readonly kind: Uint8Array;
  /** For edge pixels: the nearest work pixel that is surely object, or −1 where the object is thinner than its edge. */
  readonly object: Int32Array;
  /** For edge pixels: the nearest work pixel that is surely background, or −1. */
  readonly backdrop: Int32Array;
  /** How many work pixels the picture takes from background to object: its blur. */
  readonly softness: number;
}

/** Marks the edge: as many work pixels inside the outline as the picture is blurred, and a few outside it. */
export function edgeBand(background: Uint8Array, maps: Differences, step: number): EdgeBand {
  const { width, height } = maps;
  const count = width * height;
  const depth = depthInto(background, 0, width, height, 8);
  const softness = measureSoftness(depth, maps);
  const outside = step === 1 ? 2 : 1;
  const away = depthInto(background, 1, width, height, outside + 1);
  const kind = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const d = background[i] === 1 ? (away[i] ?? 0) : (depth[i] ?? 0);
    kind[i] = d > 0 && d <= (background[i] === 1 ? outside : softness) ? 2 : background[i] === 1 ? 0 : 1;
  }
  const object = nearest(kind, 1, width, softness + outside + 2);
  const backdrop = nearest(kind, 0, width, softness + outside + 2);
  return { kind, object, backdrop, softness };
}

/** 1 for pixels that touch the other side (corners too), 2 for the next, up to `most`; 0 deeper in and on the other side. */
function depthInto(background: Uint8Array, side: 0 | 1, width: number, height: number, most: number): Uint8Array {
  const depth = new Uint8Array(background.length);
  let front: number[] = [];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (background[i] !== side) continue;
      const other = 1 - side;
      const l = x > 0;
      const r = x < width - 1;
      const u = y > 0;
      const d = y < height - 1;
      if (
        (l && background[i - 1] === other) ||
        (r && background[i + 1] === other) ||
        (u && background[i - width] === other) ||
        (d && background[i + width] === other) ||
        (l && u && background[i - width - 1] === other) ||
        (r && u && background[i - width + 1] === other) ||
        (l && d && background[i + width - 1] === other) ||
        (r && d && background[i + width + 1] === other)
      ) {
        depth[i] = 1;
        front.push(i);
      }
    }
  }
  for (let level = 2; level <= most; level++) {
    const next: number[] = [];
    const visit = (i: number) => {
      if (background[i] === side && depth[i] === 0) {
        depth[i] = level;
        next.push(i);
      }
    };
    for (const i of front) {
      const x = i % width;
      if (x > 0) visit(i - 1);
      if (x < width - 1) visit(i + 1);
      if (i >= width) visit(i - width);
      if (i < background.length - width) visit(i + width);
    }
    front = next;
  }
  return depth;
}

/** The depth at which pixels have reached the difference they have deeper in (typical over the outline). */
function measureSoftness(depth: Uint8Array, maps: Differences): number {
  const { width, height, fine } = maps;
  const reached: number[] = [];
  let border = 0;
  for (let y = 8; y < height - 8; y++) {
    for (let x = 8; x < width - 8; x++) {
      const i = y * width + x;
      if (depth[i] !== 1) continue;
      border++;
      if (border % 7 !== 0) continue;
      for (const to of [1, -1, width, -width]) {
        let straight = true;
        for (let d = 1; d < 6; d++) if (depth[i + to * d] !== d + 1) straight = false;
        if (!straight) continue;
        const full = fine[i + to * 5] ?? 0;
        if (full < 25) continue;
        let d = 0;
        while (d < 5 && (fine[i + to * d] ?? 0) < 0.93 * full) d++;
        reached.push(d);
      }
    }
  }
  if (reached.length < 8) return 2;
  reached.sort((a, b) => a - b);
  return max(1, min(5, (reached[floor(reached.length * 0.6)] ?? 2) + 1));
}

/** Walks from all pixels of `from` into the edge; gives each edge pixel the first one that arrives. */
function nearest(kind: Uint8Array, from: 0 | 1, width: number, reach: number): Int32Array {
  const out = new Int32Array(kind.length).fill(-1);
  let front: number[] = [];
  for (let i = 0; i < kind.length; i++) {
    if (kind[i] !== 2) continue;
    const x = i % width;
    const around = [
      x > 0 ? i - 1 : i,
      x < width - 1 ? i + 1 : i,
      i >= width ? i - width : i,
      i < kind.length - width ? i + width : i,
    ];
    for (const j of around) {
      if (kind[j] === from) {
        out[i] = j;
        front.push(i);
        break;
      }
    }
  }
  for (let n = 1; n < reach && front.length > 0; n++) {
    const next: number[] = [];
    for (const i of front) {
      const origin = out[i] ?? -1;
      const visit = (j: number) => {
        if (kind[j] === 2 && out[j] === -1) {
          out[j] = origin;
          next.push(j);
        }
      };
      const x = i % width;
      if (x > 0) visit(i - 1);
      if (x < width - 1) visit(i + 1);
      if (i >= width) visit(i - width);
      if (i < kind.length - width) visit(i + width);
    }
    front = next;
  }
  return out;
}
