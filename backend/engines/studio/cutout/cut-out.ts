import { addCastShadow, shadeLikePixels } from './cast-shadow.ts';
import { type Doubt, judgeCutOut, type Signs } from './confidence.ts';
import { connectedComponents } from './connected-components.ts';
import { differenceMaps, limitsOn } from './difference-maps.ts';
import { edgeAlpha } from './edge-alpha.ts';
import { edgeBand } from './edge-band.ts';
import { openEnclosedRegions } from './enclosed-regions.ts';
import { openFineGaps } from './fine-gaps.ts';
import { closeIn, floodBackground, strongestNearby } from './flood-background.ts';
import { removeMirrorImage } from './mirror-image.ts';
import { subtractSurface } from './robust-surface.ts';
import { openShadedOpenings } from './shaded-openings.ts';
import { knownBackground, objectPart, survey, windowOf } from './survey.ts';
import { evenOut } from './uneven-light.ts';
import { type Cropped, detailPixels, type RgbImage, workImage } from './work-image.ts';

const { max } = Math;

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
  // The light needs no detail; detail is looked at only where the object is.
  const overview = survey(image);
  const { fit } = overview;
  const part = objectPart(image, overview);
  const window = windowOf(part, image);
  const work = workImage(part.image, detailPixels);
  const flat = subtractSurface(work, fit.surface, window);
  evenOut(flat, window, overview.flat, overview.background);
  const maps = differenceMaps(flat, work.step === 1);
  const limits = limitsOn(maps, knownBackground(overview, work, window));
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
  const data = pasted(edgeAlpha(part.image, work, background, band, maps, limits), part, image);
  const { coverage, mixed, box } = extent(data, image.width, image.height);
  const judgement = judgeCutOut(
    background,
    maps,
    limits,
    window,
    fit,
    overview.limits.coarse,
    enclosed.unsure + shaded.unsure,
    mirrored > 0 ? { ...unclearShade, kept: 0 } : unclearShade,
    gaps,
    mixed,
  );
  return { data, width: image.width, height: image.height, coverage, box, ...judgement };
}

/** Puts the part back at its place in a transparent picture. */
function pasted(rgba: Uint8Array, part: Cropped, image: RgbImage): Uint8Array {
  if (part.image === image) return rgba;
  const out = new Uint8Array(image.width * image.height * 4);
  new Uint32Array(out.buffer).fill(transparentWhite);
  const across = part.image.width * 4;
  for (let y = 0; y < part.image.height; y++) {
    out.set(rgba.subarray(y * across, (y + 1) * across), ((part.top + y) * image.width + part.left) * 4);
  }
  return out;
}

/** White with alpha 0, as the machine stores its four bytes. */
const transparentWhite = new Uint32Array(Uint8Array.of(255, 255, 255, 0).buffer)[0] ?? 0;

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
