import { connectedComponents } from './connected-components.ts';
import type { Differences, Limits } from './difference-maps.ts';
import { localMaximum } from './local-extremes.ts';
import { dilate, erode } from './morphology.ts';

/** A gap is less than this share as different from the background as the strongest thing beside it. */
const mostMixed = 0.45;
/** The widest twig or leaf between the background and a gap behind it, in work pixels. */
const twig = 5;
/** Fewer of them are print, stitches or laces rather than leaves. */
const fewest = 12;
const largest = 600;

/**
 * Opens gaps of one to three pixels between leaves, spokes or teeth. They are too narrow ever to show the background's own
 * colour, so they are told by being much nearer to it than what stands around them, and by coming in numbers, each a twig's
 * width from known background or from the gap before.
 * @returns how many pixels were opened.
 */
export function openFineGaps(background: Uint8Array, maps: Differences, limits: Limits): number {
  const { width, height, fine } = maps;
  const strongest = localMaximum(fine, width, height, 4);
  const candidates = new Uint8Array(background.length);
  for (let i = 0; i < candidates.length; i++) {
    const around = strongest[i] ?? 0;
    if (background[i] === 0 && around > 6 * limits.fine && (fine[i] ?? 0) < mostMixed * around) candidates[i] = 1;
  }
  const { labels, areas } = connectedComponents(candidates, width, height);
  const open = besideThickParts(background, candidates, labels, areas.length, width, height);
  let opened = 0;
  for (let round = 0; round < 8; round++) {
    const near = dilate(background, width, height, twig);
    const fresh = new Set<number>();
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i] ?? 0;
      if (label === 0 || near[i] === 0 || open[label] !== 0) continue;
      const area = areas[label] ?? 0;
      if (area >= 2 && area <= largest) fresh.add(label);
    }
    if (fresh.size === 0 || (round === 0 && fresh.size < fewest)) return opened;
    for (const label of fresh) open[label] = 1;
    for (let i = 0; i < labels.length; i++) {
      if (background[i] === 1 || open[labels[i] ?? 0] !== 1) continue;
      background[i] = 1;
      opened++;
    }
  }
  return opened;
}

/** @returns per area 2 where it lies on or beside a solid part (a highlight, a lace), else 0. */
function besideThickParts(
  background: Uint8Array,
  candidates: Uint8Array,
  labels: Int32Array,
  labelCount: number,
  width: number,
  height: number,
): Uint8Array {
  const solid = new Uint8Array(background.length);
  for (let i = 0; i < solid.length; i++) solid[i] = background[i] === 0 && candidates[i] === 0 ? 1 : 0;
  const core = dilate(erode(solid, width, height, twig), width, height, twig + 2);
  const out = new Uint8Array(labelCount);
  for (let i = 0; i < labels.length; i++) if (core[i] === 1 && labels[i] !== 0) out[labels[i] ?? 0] = 2;
  return out;
}
