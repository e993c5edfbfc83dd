import { addCastShadow, shadeLikePixels } from './cast-shadow.ts';
import { type Doubt, judgeCutOut, type Signs } from './confidence.ts';
import { connectedComponents } from './connected-components.ts';
import { differenceMaps, limitsOn } from './difference-maps.ts';
import { edgeAlpha } from './edge-alpha.ts';
import { edgeBand } from './edge-band.ts';
import { openEnclosedRegions } from './enclosed-regions.ts';
import { openFineGaps } from './fine-gaps.ts';
import { fitBackground } from './fit-background.ts';
import { closeIn, floodBackground, strongestNearby } from './flood-background.ts';
import { removeMirrorImage } from './mirror-image.ts';
import { subtractSurface } from './robust-surface.ts';
import { openShadedOpenings } from './shaded-openings.ts';
import { evenOut } from './uneven-light.ts';
import { halved, type Planes, type RgbImage, workImage } from './work-image.ts';

const { floor, max } = Math;

export { type Doubt, doubtMessage } from './confidence.ts';
export type { RgbImage } from './work-image.ts';

/** An object without its background. */
export interface CutOut {
  /** RGBA interleaved, same size and pixel positions as the picture; the background's colour is taken out of the edge. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Share of the picture's area that is opaque, 0–1. */
  readonly coverage: number;
  /** How much speaks for the cut-out, 0–1. */
  readonly confidence: number;
  readonly doubt: Doubt;
  /** The object's pixels (alpha above .05); the whole picture when there are none. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly signs: Signs;
}

/**
 * Removes a plain background without a model: fits the background's lighting to the picture's border, floods in from
 * there, takes the cast shadow along, opens what the object encloses, and works out alpha at the edge at full size.
 * Blocks for some hundred milliseconds: call it in a worker.
 */
export function cutOut(image: RgbImage): CutOut {
  const work = workImage(image);
  const smooth = work.step === 1;
  // The light needs no detail: it is worked out on half the size.
  const small = max(work.width, work.height) < leastHalved ? work : halved(work);
  const fit = fitBackground(small);
  const roughFlat = subtractSurface(small, fit.surface);
  const rough = differenceMaps(roughFlat, smooth && small === work);
  const roughLimits = limitsOn(rough, fit.plain);
  const start = floodBackground(rough, roughLimits);
  const flat = subtractSurface(work, fit.surface);
  evenOut(flat, roughFlat, start);
  const maps = differenceMaps(flat, smooth);
  const limits = limitsOn(maps, atFullSize(someOf(start, fit.plain), small, work));
  const background = floodBackground(maps, limits);
  const nearby = strongestNearby(maps, work.step);
  closeIn(background, nearby, maps, limits, work.step);
  const shade = shadeLikePixels(work, maps, limits);
  const enclosed = openEnclosedRegions(background, shade.open, maps, limits);
  const unclearShade = addCastShadow(background, shade, work.width, work.height);
  // Each opening tells more about the next.
  let shaded = openShadedOpenings(background, shade.open, maps, limits);
  for (let round = 0; round < 2 && shaded.opened > 0; round++) {
    shaded = openShadedOpenings(background, shade.open, maps, limits);
  }
  closeIn(background, nearby, maps, limits, work.step);
  const mirrored = removeMirrorImage(background, maps);
  const gaps = openFineGaps(background, maps, limits);
  dropSpecks(background, work.width, work.height);
  const band = edgeBand(background, maps, work.step);
  const data = edgeAlpha(image, work, background, band, maps, limits);
  const { coverage, mixed, box } = extent(data, image.width, image.height);
  const judgement = judgeCutOut(
    background,
    maps,
    limits,
    fit,
    roughLimits.coarse,
    enclosed.unsure + shaded.unsure,
    mirrored > 0 ? { ...unclearShade, kept: 0 } : unclearShade,
    gaps,
    mixed,
  );
  return { data, width: image.width, height: image.height, coverage, box, ...judgement };
}

/** Pictures smaller than this are looked at in full all along. */
const leastHalved = 400;

function atFullSize(pixels: Int32Array, small: Planes, work: Planes): Int32Array {
  if (small.width === work.width) return pixels;
  // Not always the same corner of the block: noise is measured on all.
  return pixels.map((i, n) => {
    const x = (i % small.width) * 2 + (n & 1);
    return (floor(i / small.width) * 2 + ((n >> 1) & 1)) * work.width + x;
  });
}

/** Up to some thousand known background pixels, spread evenly; the border's if the flood found too few. */
function someOf(background: Uint8Array, border: Int32Array): Int32Array {
  const found: number[] = [];
  const every = 1 + 2 * floor(background.length / 10_000);
  for (let i = 0; i < background.length; i += every) if (background[i] === 1) found.push(i);
  return found.length > 500 ? Int32Array.from(found) : border;
}

/** Dust, and islands of noise far smaller than anything meant. */
function dropSpecks(background: Uint8Array, width: number, height: number) {
  const { labels, areas } = connectedComponents(background, width, height, 0);
  const largest = areas.reduce((a, b) => max(a, b), 0);
  for (let i = 0; i < background.length; i++) {
    const label = labels[i] ?? 0;
    const area = areas[label] ?? 0;
    if (label > 0 && (area < 12 || area < largest * 0.0015)) background[i] = 1;
  }
}

function extent(
  data: Uint8Array,
  width: number,
  height: number,
): Pick<CutOut, 'coverage' | 'box'> & Pick<Signs, 'mixed'> {
  let [left, top, right, bottom, opaque, mixed] = [width, height, -1, -1, 0, 0];
  for (let y = 0, o = 3; y < height; y++) {
    for (let x = 0; x < width; x++, o += 4) {
      const alpha = data[o] ?? 0;
      if (alpha > 127) opaque++;
      if (alpha > 40 && alpha < 215) mixed++;
      if (alpha <= 12) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  const box =
    right < 0 ? { left: 0, top: 0, width, height } : { left, top, width: right - left + 1, height: bottom - top + 1 };
  return { coverage: opaque / (width * height), mixed: mixed / max(1, opaque), box };
}
