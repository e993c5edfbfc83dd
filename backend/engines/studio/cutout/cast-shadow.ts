import { connectedComponents } from './connected-components.ts';
import type { Differences, Limits } from './difference-maps.ts';
import { localRange } from './local-extremes.ts';
import { erode, grow } from './morphology.ts';
import type { WorkImage } from './work-image.ts';

const { abs, max, min, round } = Math;

/** Most of what is left that may turn out to be shadow. */
const mostShare = 0.6;
/** Most of an area's way round, as a share, that may be a sharp edge towards the background. */
const mostFenced = 0.13;
/** Above this it is certainly no shadow. */
const mostUnclear = 0.62;

/**
 * Adds the object's shadow to the background: a darkening of the background's own colour that fades into it. Where the
 * way in leads through a gap in a pale object's outline, the area has a sharp edge to the background elsewhere: it is
 * left alone, and tried again with a walker too wide for the gap.
 * @returns the area, in work pixels, that may be shadow or a pale object and was left alone.
 */
export function addCastShadow(background: Uint8Array, shade: Uint8Array, width: number, height: number): number {
  const count = width * height;
  const open = shade.slice();
  let object = 0;
  for (let i = 0; i < count; i++) {
    if (background[i] === 1) open[i] = 1;
    else object++;
  }
  const radius = max(1, round(max(width, height) / 500));
  let unclear = 0;
  for (const wider of [1, 2, 4, 8]) {
    const wide = erode(open, width, height, radius * wider);
    const reached = background.slice();
    grow(reached, wide, width, height);
    grow(reached, open, width, height, radius * wider + 1);
    const added = new Uint8Array(count);
    for (let i = 0; i < count; i++) added[i] = background[i] === 0 && reached[i] === 1 ? 1 : 0;
    const { labels, areas } = connectedComponents(added, width, height);
    const fenced = fencedShares(labels, areas.length, background, open, width);
    unclear = 0;
    const accepted = areas.map((area, label) => area < object * mostShare && (fenced[label] ?? 1) < mostFenced);
    for (let i = 0; i < count; i++) {
      const label = labels[i] ?? 0;
      if (label === 0) continue;
      if (accepted[label]) background[i] = 1;
      else if ((fenced[label] ?? 1) < mostUnclear) unclear++;
    }
    if (!accepted.includes(false, 1)) break;
  }
  return unclear;
}

/** Pixels darker than the background by one factor in all channels, with no edge through them. */
export function shadeLikePixels(image: WorkImage, maps: Differences, limits: Limits): Uint8Array {
  const out = new Uint8Array(maps.fine.length);
  const range = localRange(maps.fine, maps.width, maps.height, 5);
  for (let i = 0; i < out.length; i++) {
    // A shadow's edge is a ramp: of what changes within some pixels, little changes across one.
    if ((maps.edge[i] ?? 0) > 0.155 * (range[i] ?? 0) + limits.edge * 0.8) continue;
    const dr = maps.red[i] ?? 0;
    const dg = maps.green[i] ?? 0;
    const db = maps.blue[i] ?? 0;
    const br = max(1, (image.red[i] ?? 0) - dr);
    const bg = max(1, (image.green[i] ?? 0) - dg);
    const bb = max(1, (image.blue[i] ?? 0) - db);
    const r = 1 + dr / br;
    const g = 1 + dg / bg;
    const b = 1 + db / bb;
    const mean = (r + g + b) / 3;
    if (mean > 1.02 || mean < 0.2) continue;
    const slack = 0.035 + limits.fine / 2 / min(br, bg, bb);
    if (abs(r - mean) < slack && abs(g - mean) < slack && abs(b - mean) < slack) out[i] = 1;
  }
  return out;
}

/**
 * Per area: of the pixels where it meets the background or itself, the share that an edge some pixels wide keeps apart
 * from it. Shadow fades into what it meets; a pale object that was entered somewhere is fenced off elsewhere.
 */
function fencedShares(
  labels: Int32Array,
  labelCount: number,
  background: Uint8Array,
  open: Uint8Array,
  width: number,
): number[] {
  const fences = new Float64Array(labelCount);
  const gates = new Float64Array(labelCount);
  const widest = 5;
  for (let i = widest * width; i < labels.length - widest * width; i++) {
    const label = labels[i] ?? 0;
    if (label === 0) continue;
    for (const to of [-1, 1, -width, width]) {
      if (background[i + to] === 1) gates[label] = (gates[label] ?? 0) + 1;
      else if (open[i + to] === 0) {
        for (let n = 2; n <= widest; n++) {
          const j = i + to * n;
          if (background[j] !== 1 && (labels[j] ?? 0) === 0) continue;
          fences[label] = (fences[label] ?? 0) + 1;
          break;
        }
      }
    }
  }
  return Array.from(gates, (gate, label) => (fences[label] ?? 0) / max(1, gate + (fences[label] ?? 0)));
}
