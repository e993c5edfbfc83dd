import { connectedComponents } from './connected-components.ts';
import type { Differences, Limits } from './difference-maps.ts';
import { localMaximum } from './local-extremes.ts';
import { erode, grow } from './morphology.ts';

const { max, min, round } = Math;

/** Background found by walking in from the picture's border over pixels that look like it, crossing no edge. */
export function floodBackground(maps: Differences, limits: Limits): Uint8Array {
  const { width, height } = maps;
  const open = openPixels(maps, limits);
  // The walker is this wide: it cannot slip through a small gap in a faint outline.
  const radius = max(1, round(max(width, height) / 400));
  const wide = erode(open, width, height, radius);
  const background = new Uint8Array(width * height);
  for (let x = 0; x < width; x++) {
    background[x] = wide[x] ?? 0;
    background[(height - 1) * width + x] = wide[(height - 1) * width + x] ?? 0;
  }
  for (let y = 0; y < height; y++) {
    background[y * width] = wide[y * width] ?? 0;
    background[y * width + width - 1] = wide[y * width + width - 1] ?? 0;
  }
  grow(background, wide, width, height);
  grow(background, open, width, height, radius + 2);
  return background;
}

function openPixels(maps: Differences, limits: Limits): Uint8Array {
  const { width, height, fine, coarse, edge, faintEdge } = maps;
  const open = new Uint8Array(width * height);
  for (let i = 0; i < open.length; i++) {
    open[i] =
      (fine[i] ?? 0) < limits.fine &&
      (coarse[i] ?? 0) < limits.coarse &&
      (edge[i] ?? 0) < limits.edge &&
      (faintEdge[i] ?? 0) < limits.faintEdge
        ? 1
        : 0;
  }
  forgiveSpecks(open, maps, limits);
  return open;
}

/** A few noisy pixels on their own are not an obstacle. */
function forgiveSpecks(open: Uint8Array, maps: Differences, limits: Limits) {
  const { labels, areas } = connectedComponents(open, maps.width, maps.height, 0);
  const worst = new Float32Array(areas.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0;
    if (label > 0) worst[label] = max(worst[label] ?? 0, (maps.coarse[i] ?? 0) / limits.coarse);
  }
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0;
    if (label > 0 && (areas[label] ?? 0) <= 40 && (worst[label] ?? 0) < 1.6) open[i] = 1;
  }
}

/** The strongest difference within the reach of JPEG's 8 × 8 blocks. */
export function strongestNearby(maps: Differences, step: number): Float32Array {
  return localMaximum(maps.fine, maps.width, maps.height, max(2, round(8 / step)));
}

/**
 * Moves the background up to the object: over the rim that the edge tests keep clear of an object, up a faint outline
 * to its crest, and over the ringing that JPEG leaves beside strong edges.
 * @param nearby from `strongestNearby`.
 */
export function closeIn(
  background: Uint8Array,
  nearby: Float32Array,
  maps: Differences,
  limits: Limits,
  step: number,
): void {
  const { width, height, fine, faintEdge } = maps;
  const allowed = new Uint8Array(width * height);
  for (let i = 0; i < allowed.length; i++) {
    const relaxed = min(3 * limits.fine, 0.1 * (nearby[i] ?? 0));
    allowed[i] = (fine[i] ?? 0) < max(limits.fine, relaxed) ? 1 : 0;
  }
  const reach = 4 + round(4 / step);
  let front: number[] = [];
  for (let i = 0; i < allowed.length; i++) {
    if (background[i] !== 1) continue;
    if (
      background[i - 1] === 0 ||
      background[i + 1] === 0 ||
      background[i - width] === 0 ||
      background[i + width] === 0
    ) {
      front.push(i);
    }
  }
  for (let n = 0; n < reach && front.length > 0; n++) {
    const next: number[] = [];
    const visit = (i: number, from: number) => {
      if (background[i] === 1 || allowed[i] !== 1) return;
      const slope = faintEdge[i] ?? 0;
      const strong = (nearby[i] ?? 0) > 6 * limits.fine;
      if (!strong && slope > limits.faintEdge && slope < (faintEdge[from] ?? 0)) return;
      background[i] = 1;
      next.push(i);
    };
    for (const i of front) {
      const x = i % width;
      if (x > 0) visit(i - 1, i);
      if (x < width - 1) visit(i + 1, i);
      if (i >= width) visit(i - width, i);
      if (i < allowed.length - width) visit(i + width, i);
    }
    front = next;
  }
}
