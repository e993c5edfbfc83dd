import type { UnclearShade } from './cast-shadow.ts';
import { connectedComponents } from './connected-components.ts';
import type { Differences, Limits } from './difference-maps.ts';
import type { BackgroundFit } from './fit-background.ts';
import type { Window } from './robust-surface.ts';

const { max, min, sqrt } = Math;

/** Why a cut-out may be wrong; null when nothing speaks against it. */
export type Doubt =
  | null
  | 'not_plain'
  | 'object_touches_border'
  | 'nothing_found'
  | 'low_contrast'
  | 'unclear_opening'
  | 'unclear_shadow'
  | 'very_small'
  | 'very_fine';

export interface Judgement {
  readonly confidence: number;
  readonly doubt: Doubt;
  /** The figures behind it, for measuring. */
  readonly signs: Signs;
}

export interface Signs {
  readonly inliers: number;
  readonly sigma: number;
  /** Share of the picture's border that is object. */
  readonly touching: number;
  /** Share of the outline where the picture has an edge. */
  readonly outlined: number;
  /** Share of the object's size that are openings without a clear outline, or that may be openings. */
  readonly unsure: number;
  /** Share of the object's size that may be shadow. */
  readonly shade: number;
  /** Doubtful shadow that was removed, as a share of the object's size. */
  readonly shadeRemoved: number;
  /** Typical half width of the object's parts, in work pixels. */
  readonly thickness: number;
  /** What the background's own unevenness stays below, in levels. */
  readonly unevenness: number;
  readonly object: number;
  /** Half transparent pixels for each opaque one. */
  readonly mixed: number;
  /** Gaps of a few pixels that were opened, as a share of the object's size. */
  readonly gaps: number;
}

export function judgeCutOut(
  background: Uint8Array,
  maps: Differences,
  limits: Limits,
  part: Window,
  fit: BackgroundFit,
  unevenness: number,
  unsureOpenings: number,
  unclearShade: UnclearShade,
  gaps: number,
  mixed: number,
): Judgement {
  const { width, height } = maps;
  let object = 0;
  for (let i = 0; i < background.length; i++) if (background[i] === 0) object++;
  const touching = touchingPixels(background, width, height, part);
  const wholeBorder = 2 * (width / part.width + height / part.height);
  const outline = readOutline(background, maps, limits);
  const signs: Signs = {
    inliers: fit.inliers,
    sigma: fit.sigma,
    touching: touching / wholeBorder,
    outlined: outline.border === 0 ? 1 : outline.clear / outline.border,
    thickness: outline.border === 0 ? 0 : object / outline.border,
    unevenness,
    shade: unclearShade.kept / max(1, object),
    shadeRemoved: unclearShade.removed / max(1, object),
    unsure: (unsureOpenings + softOpenings(background, outline, width, height)) / max(1, object),
    object: (object / background.length) * part.width * part.height,
    mixed,
    gaps: gaps / max(1, object),
  };
  const doubt = doubtOf(signs);
  const confidence = max(
    0,
    min(1, signs.inliers * 1.2) * (0.3 + 0.7 * signs.outlined) * (1 - min(0.8, signs.touching * 2)) - signs.unsure,
  );
  return { confidence: doubt === 'nothing_found' ? 0 : confidence, doubt, signs };
}

/** Object pixels on those sides of the part that are the picture's own. */
function touchingPixels(background: Uint8Array, width: number, height: number, part: Window): number {
  const sure = 1e-6;
  const left = part.left < sure;
  const top = part.top < sure;
  const right = part.left + part.width > 1 - sure;
  const bottom = part.top + part.height > 1 - sure;
  let touching = 0;
  for (let x = 0; x < width; x++) {
    if (top && background[x] === 0) touching++;
    if (bottom && background[(height - 1) * width + x] === 0) touching++;
  }
  for (let y = 0; y < height; y++) {
    if (left && background[y * width] === 0) touching++;
    if (right && background[y * width + width - 1] === 0) touching++;
  }
  return touching;
}

/** The bounds are those that tell cut-outs below .95 from the others best on the tuned half of bench/cutout. */
function doubtOf(signs: Signs): Doubt {
  if (signs.inliers < 0.5 || signs.sigma > 9 || signs.unevenness > 10) return 'not_plain';
  if (signs.object < 0.0004) return 'nothing_found';
  if (signs.touching > 0.3) return signs.inliers < 0.8 ? 'not_plain' : 'object_touches_border';
  if (signs.outlined < 0.8) return 'low_contrast';
  if (signs.unsure > 0.08) return 'unclear_opening';
  if (signs.shade > 0.025 || (signs.shadeRemoved > 0.4 && signs.outlined < 0.95)) return 'unclear_shadow';
  if (signs.object < 0.004) return 'very_small';
  if (signs.mixed > 0.55 || (signs.gaps > 0.22 && signs.mixed > 0.27)) return 'very_fine';
  return null;
}

interface Outline {
  readonly border: number;
  readonly clear: number;
  /** 1 where object and background meet with a clear step of colour, 2 where they meet without one (on the background). */
  readonly map: Uint8Array;
}

/** Looks for a clear step of colour from a few pixels outside the outline to a few inside. */
function readOutline(background: Uint8Array, maps: Differences, limits: Limits): Outline {
  const { width, height, red, green, blue } = maps;
  const across = 3;
  const least = limits.fine * 1.3 + 1.5;
  const map = new Uint8Array(background.length);
  let border = 0;
  let clear = 0;
  const look = (i: number, to: number) => {
    if (background[i - to] !== 1) return;
    border++;
    const inside = i + to * (across - 1);
    const outside = i - to * across;
    const r = (red[inside] ?? 0) - (red[outside] ?? 0);
    const g = (green[inside] ?? 0) - (green[outside] ?? 0);
    const b = (blue[inside] ?? 0) - (blue[outside] ?? 0);
    const step = sqrt((r * r + g * g + b * b) / 3);
    if (step > least) clear++;
    map[i - to] = step > least ? 1 : 2;
  };
  for (let y = across; y < height - across; y++) {
    for (let x = across, i = y * width + across; x < width - across; x++, i++) {
      if (background[i] === 1) continue;
      look(i, 1);
      look(i, -1);
      look(i, width);
      look(i, -width);
    }
  }
  return { border, clear, map };
}

/** Area of enclosed background whose way round is not clearly outlined: glass, say, rather than a hole. */
function softOpenings(background: Uint8Array, outline: Outline, width: number, height: number): number {
  const { labels, areas } = connectedComponents(background, width, height);
  const clear = new Float64Array(areas.length);
  const soft = new Float64Array(areas.length);
  const outer = new Set<number>();
  for (let x = 0; x < width; x++) outer.add(labels[x] ?? 0).add(labels[(height - 1) * width + x] ?? 0);
  for (let y = 0; y < height; y++) outer.add(labels[y * width] ?? 0).add(labels[y * width + width - 1] ?? 0);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0;
    if (outline.map[i] === 1) clear[label] = (clear[label] ?? 0) + 1;
    if (outline.map[i] === 2) soft[label] = (soft[label] ?? 0) + 1;
  }
  let area = 0;
  areas.forEach((n, label) => {
    if (label === 0 || outer.has(label)) return;
    if ((soft[label] ?? 0) > 0.12 * ((soft[label] ?? 0) + (clear[label] ?? 0))) area += n;
  });
  return area;
}

/** A plain sentence for a row's warning. */
export function doubtMessage(doubt: Exclude<Doubt, null>): string {
  switch (doubt) {
    case 'not_plain':
      return 'The background is not plain, so the cut-out may be wrong: look at it, or use an AI model.';
    case 'object_touches_border':
      return 'The object reaches the edge of the picture, so the cut-out may be wrong there: look at it, or use an AI model.';
    case 'nothing_found':
      return 'No object stands out from the background: use a picture with more contrast, or an AI model.';
    case 'low_contrast':
      return 'The object hardly differs from the background, so the cut-out may be wrong: look at it, or use an AI model.';
    case 'unclear_opening':
      return 'Part of the object looks like the background and may be an opening or not: look at the cut-out, or use an AI model.';
    case 'very_small':
      return 'The object is very small in the picture, so its edge may be rough: use a picture taken from nearer.';
    case 'very_fine':
      return 'The object has very fine parts, and some may be missing or filled: look at the cut-out, or use an AI model.';
    case 'unclear_shadow':
      return 'Part of the cut-out may be a shadow or the object: look at it, or use an AI model.';
  }
}
