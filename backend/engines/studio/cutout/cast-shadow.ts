import { connectedComponents } from './connected-components.ts';
import type { Differences, Limits } from './difference-maps.ts';
import { localRange } from './local-extremes.ts';
import { erode, grow } from './morphology.ts';
import type { WorkImage } from './work-image.ts';

/**
 * Adds the object's shadow to the background: a smooth darkening of the background's own colour that joins it without
 * an edge. What starts with a step instead, or would swallow the object, is left alone.
 */
export function addCastShadow(background: Uint8Array, image: WorkImage, maps: Differences, limits: Limits): void {
  const { width, height } = maps;
  const count = width * height;
  const smooth = shadeLikePixels(image, maps, limits);
  const open = new Uint8Array(count);
  for (let i = 0; i < count; i++) open[i] = background[i] === 1 || smooth[i] === 1 ? 1 : 0;
  const radius = Math.max(1, Math.round(Math.max(width, height) / 400));
  const wide = erode(open, width, height, radius);
  const reached = Uint8Array.from(background);
  grow(reached, wide, width, height);
  grow(reached, open, width, height, radius);
  const added = new Uint8Array(count);
  let object = 0;
  for (let i = 0; i < count; i++) {
    if (background[i] === 1) continue;
    object++;
    if (reached[i] === 1) added[i] = 1;
  }
  const { labels, areas } = connectedComponents(added, width, height);
  const steps = stepsAtBorder(labels, areas.length, background, maps);
  for (let i = 0; i < count; i++) {
    const label = labels[i] ?? 0;
    if (label === 0) continue;
    const share = (areas[label] ?? 0) / object;
    const abrupt = steps[label] ?? 0;
    if (share < 0.55 && abrupt < limits.fine * 2.2 + 3) background[i] = 1;
  }
}

/** Pixels darker than the background by one factor in all channels, with no edge through them. */
function shadeLikePixels(image: WorkImage, maps: Differences, limits: Limits): Uint8Array {
  const out = new Uint8Array(maps.fine.length);
  const range = localRange(maps.fine, maps.width, maps.height, 5);
  for (let i = 0; i < out.length; i++) {
    // A shadow's edge is a ramp: of what changes within some pixels, little changes across one.
    if ((maps.edge[i] ?? 0) > 0.15 * (range[i] ?? 0) + limits.edge * 0.8) continue;
    const dr = maps.red[i] ?? 0;
    const dg = maps.green[i] ?? 0;
    const db = maps.blue[i] ?? 0;
    const br = Math.max(1, (image.red[i] ?? 0) - dr);
    const bg = Math.max(1, (image.green[i] ?? 0) - dg);
    const bb = Math.max(1, (image.blue[i] ?? 0) - db);
    const r = 1 + dr / br;
    const g = 1 + dg / bg;
    const b = 1 + db / bb;
    const mean = (r + g + b) / 3;
    if (mean > 1.02 || mean < 0.2) continue;
    const slack = 0.035 + limits.fine / 2 / Math.min(br, bg, bb);
    if (Math.abs(r - mean) < slack && Math.abs(g - mean) < slack && Math.abs(b - mean) < slack) out[i] = 1;
  }
  return out;
}

/** Per area: how different from the background its pixels are, a few pixels in from where they meet it (median). */
function stepsAtBorder(labels: Int32Array, labelCount: number, background: Uint8Array, maps: Differences): number[] {
  const { width, height, coarse } = maps;
  const found: number[][] = Array.from({ length: labelCount }, () => []);
  const inward = 4;
  const look = (i: number, outside: number, inside: number, fits: boolean) => {
    const label = labels[i] ?? 0;
    if (fits && background[outside] === 1 && labels[inside] === label) found[label]?.push(coarse[inside] ?? 0);
  };
  for (let y = 1, i = width; y < height - 1; y++, i = y * width) {
    for (let x = 0; x < width; x++, i++) {
      if ((labels[i] ?? 0) === 0) continue;
      look(i, i - 1, i + inward, x > 0 && x + inward < width);
      look(i, i + 1, i - inward, x < width - 1 && x - inward >= 0);
      look(i, i - width, i + inward * width, y + inward < height);
      look(i, i + width, i - inward * width, y - inward >= 0);
    }
  }
  return found.map((values) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0);
}
