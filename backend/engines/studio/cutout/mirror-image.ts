import type { Differences } from './difference-maps.ts';

const { max, min, round } = Math;

/** Rows next to the foot that a contact shadow darkens: they say little. */
const footRows = 3;
const fewestRows = 8;
/** The reflection is at most this strong, as a share of what it mirrors, … */
const strongest = 0.5;
/** … is at its far end at most this share of its own beginning, … */
const mostLeft = 0.6;
/** … and differs from a weakened mirror image by at most this share (of squares). */
const mostUnlike = 0.3;

/**
 * Takes away what a shiny table shows of the object: below the foot the object again, upside down, weaker, and fading.
 * A lower part of the object itself does not fade into the background row by row.
 * @returns how many pixels were taken.
 */
export function removeMirrorImage(background: Uint8Array, maps: Differences): number {
  const { width, height } = maps;
  const energy = new Float64Array(height);
  let top = height;
  let bottom = -1;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (background[i] === 1) continue;
      energy[y] = (energy[y] ?? 0) + (maps.fine[i] ?? 0);
      top = min(top, y);
      bottom = y;
    }
  }
  let best = -1;
  let least = mostUnlike;
  for (let foot = round(top + (bottom - top) * 0.55); foot <= bottom - fewestRows; foot++) {
    const above = (energy[foot - 2] ?? 0) + (energy[foot - 3] ?? 0);
    const below = (energy[foot + 2] ?? 0) + (energy[foot + 3] ?? 0);
    if (below > above * 0.65) continue;
    const unlike = unlikeness(background, maps, foot, bottom);
    if (unlike >= least) continue;
    least = unlike;
    best = foot;
  }
  if (best < 0) return 0;
  let taken = 0;
  for (let i = (best + 1) * width; i < background.length; i++) {
    if (background[i] === 1) continue;
    background[i] = 1;
    taken++;
  }
  return taken;
}

/** How unlike a fading mirror image the rows below `foot` are: 0 exactly one – 1 not at all. */
function unlikeness(background: Uint8Array, maps: Differences, foot: number, bottom: number): number {
  const { width, red, green, blue } = maps;
  // Its far end is too faint to have been taken for object.
  const rows = min(round((bottom - foot) * 1.3), foot - 1, maps.height - 1 - foot);
  const strengths: number[] = [];
  let rest = 0;
  let all = 0;
  for (let d = footRows; d <= rows; d++) {
    let product = 0;
    let source = 0;
    let image = 0;
    for (let x = 0, a = (foot - d) * width, b = (foot + d) * width; x < width; x++, a++, b++) {
      if (background[a] === 1 && background[b] === 1) continue;
      const ar = red[a] ?? 0;
      const ag = green[a] ?? 0;
      const ab = blue[a] ?? 0;
      const br = red[b] ?? 0;
      const bg = green[b] ?? 0;
      const bb = blue[b] ?? 0;
      product += ar * br + ag * bg + ab * bb;
      source += ar * ar + ag * ag + ab * ab;
      image += br * br + bg * bg + bb * bb;
    }
    const strength = product / max(1, source);
    strengths.push(strength);
    rest += max(0, image - strength * product);
    all += image;
  }
  const third = max(1, round(strengths.length / 3));
  const mean = (from: number, to: number) => strengths.slice(from, to).reduce((sum, k) => sum + k, 0) / third;
  const near = mean(0, third);
  const far = mean(strengths.length - third, strengths.length);
  if (near < 0.02 || near > strongest || far > near * mostLeft || strengths.some((k) => k > strongest * 1.3)) return 1;
  return rest / max(1, all);
}
