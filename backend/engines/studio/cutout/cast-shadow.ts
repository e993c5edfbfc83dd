import { connectedComponents } from './connected-components.ts';
import type { Differences, Limits } from './difference-maps.ts';
import { localRange } from './local-extremes.ts';
import { erode, grow } from './morphology.ts';
import { type ShadowOdds, shadowOdds } from './shadow-odds.ts';
import type { WorkImage } from './work-image.ts';

const { abs, floor, max, min, round } = Math;

/** Most of what is left that may turn out to be shadow. */
const mostShare = 0.6;
/** What is fenced off less than this is shadow without a doubt. */
const littleFenced = 0.04;
/** Most of an area's way round, as a share, that may be a sharp edge towards the background. */
const mostFenced = 0.13;
/** The same where the light flows in well, and how well that is. */
const mostFencedLikely = 0.2;
const likelyOdds = 0.9;
/** Above this it is certainly no shadow. */
const mostUnclear = 0.62;
/** Below these odds for background a pixel stays with the object. */
const leastOdds = 0.25;
/** Smaller areas, as a share of what is left, are the core of a contact shadow or one caught in a corner. */
const leastClaim = 0.03;

/** Which pixels could be shadow: the background's colour, darkened. */
export interface Shade {
  /** 1 where a pixel passes for shadow and no edge runs through it. */
  readonly open: Uint8Array;
  /** How well its colour passes for the background's in shadow, 0–1. */
  readonly likeness: Float32Array;
  /** How much sharper the change of colour is than a shadow's rim: from 1 on it is an edge. */
  readonly crispness: Float32Array;
}

/** Doubtful areas in work pixels: left with the object, and taken off it. */
export interface UnclearShade {
  readonly kept: number;
  readonly removed: number;
}

/**
 * Adds the object's shadow to the background: a darkening of the background's own colour that fades into it. Where the
 * way in leads through a gap in a pale object's outline, the area has a sharp edge to the background elsewhere: it is
 * left alone, and tried again with a walker too wide for the gap.
 * @returns areas, in work pixels, that may be shadow or a pale object.
 */
export function addCastShadow(background: Uint8Array, shade: Shade, width: number, height: number): UnclearShade {
  const count = width * height;
  const odds = shadowOdds(background, shade.likeness, shade.crispness, width, height);
  const open = probableShade(background, shade, odds, width, height);
  let object = 0;
  for (let i = 0; i < count; i++) {
    if (background[i] === 1) open[i] = 1;
    else object++;
  }
  const radius = max(1, round(max(width, height) / 500));
  let kept = 0;
  let removed = 0;
  for (const wider of [1, 2, 4, 8]) {
    const wide = erode(open, width, height, radius * wider);
    const reached = background.slice();
    grow(reached, wide, width, height);
    grow(reached, open, width, height, radius * wider + 1);
    const added = new Uint8Array(count);
    for (let i = 0; i < count; i++) added[i] = background[i] === 0 && reached[i] === 1 ? 1 : 0;
    const { labels, areas } = connectedComponents(added, width, height);
    const fenced = fencedShares(labels, areas.length, background, open, width);
    const likely = meanOdds(odds, labels, areas, width);
    kept = 0;
    const accepted = areas.map((area, label) => {
      const fence = fenced[label] ?? 1;
      const most = (likely[label] ?? 0) > likelyOdds ? mostFencedLikely : mostFenced;
      return area < object * mostShare && fence < most;
    });
    for (let i = 0; i < count; i++) {
      const label = labels[i] ?? 0;
      if (label === 0) continue;
      if (accepted[label]) {
        background[i] = 1;
        if ((fenced[label] ?? 0) > littleFenced) removed++;
      }
      if (!accepted[label] && (fenced[label] ?? 1) < mostUnclear) kept++;
    }
    if (!accepted.includes(false, 1)) break;
  }
  return { kept, removed };
}

/** Pixels that pass for shadow, but for larger areas that the object has the better claim to. */
function probableShade(
  background: Uint8Array,
  shade: Shade,
  odds: ShadowOdds,
  width: number,
  height: number,
): Uint8Array {
  const open = new Uint8Array(background.length);
  const claimed = new Uint8Array(background.length);
  let object = 0;
  for (let y = 0, i = 0; y < height; y++) {
    const row = floor(y / odds.size) * odds.across;
    for (let x = 0; x < width; x++, i++) {
      if (background[i] === 0) object++;
      if (shade.open[i] !== 1) continue;
      open[i] = 1;
      if (background[i] === 0 && (odds.background[row + floor(x / odds.size)] ?? 0) < leastOdds) claimed[i] = 1;
    }
  }
  const { labels, areas } = connectedComponents(claimed, width, height);
  for (let i = 0; i < labels.length; i++) {
    if (claimed[i] === 1 && (areas[labels[i] ?? 0] ?? 0) > object * leastClaim) open[i] = 0;
  }
  return open;
}

function meanOdds(odds: ShadowOdds, labels: Int32Array, areas: readonly number[], width: number): number[] {
  const sums = new Float64Array(areas.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0;
    if (label === 0) continue;
    const cell = floor(floor(i / width) / odds.size) * odds.across + floor((i % width) / odds.size);
    sums[label] = (sums[label] ?? 0) + (odds.background[cell] ?? 0);
  }
  return areas.map((area, label) => (sums[label] ?? 0) / max(1, area));
}

/** Measures how well each pixel passes for shadow. */
export function shadeLikePixels(image: WorkImage, maps: Differences, limits: Limits): Shade {
  const count = maps.fine.length;
  const open = new Uint8Array(count);
  const likeness = new Float32Array(count);
  const crispness = localRange(maps.fine, maps.width, maps.height, 5);
  for (let i = 0; i < count; i++) {
    // A shadow's edge is a ramp: of what changes within some pixels, little changes across one.
    const crisp = max(0, (maps.edge[i] ?? 0) - 0.155 * (crispness[i] ?? 0)) / (limits.edge * 0.8);
    crispness[i] = crisp;
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
    // Light thrown back by the object tints its shadow a little, the more the darker it is.
    const tint = max(abs(r - mean), abs(g - mean), abs(b - mean));
    const slack = 0.012 + 0.05 * (1 - min(1, mean)) + limits.fine / 2 / min(br, bg, bb);
    const off = max(0, tint / slack - 1);
    likeness[i] = max(0, 1 - off * off * 1.5);
    if (crisp < 1 && off < 0.8) open[i] = 1;
  }
  return { open, likeness, crispness };
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
