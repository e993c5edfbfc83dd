import type { OutputOptions } from '../../../shared/row-plan.ts';
import { type Size, sizeOfRatio } from './choose-size.ts';
import type { CutObject } from './cut-out-object.ts';
import { drawDimensions, hasDimensions } from './draw-dimensions.ts';
import { groundShadow } from './ground-shadow.ts';
import { layOnGround, relight } from './lay-on-ground.ts';
import { paintBackdrop, paintBackground } from './paint-background.ts';
import { type Box, cover, cropTo, type Picture, scaleTo } from './picture.ts';
import { readScene } from './read-scene.ts';
import { startRandom } from './seeded-random.ts';

/** Share of the canvas that the object fills at most, in each direction. */
const FILL = 0.8;

/** Smaller where dimension lines stand beside the object. */
const FILL_WITH_DIMENSIONS = 0.62;

/** Share of the canvas's width by which the object moves left to make room for lines at its right. */
const ROOM_AT_RIGHT = 0.045;

/** Areas between which the canvas follows the object's own resolution, pixels. */
const [LEAST_AREA, MOST_AREA] = [1024 * 1024, 2048 * 2048];

export interface ProductShot {
  readonly object: CutObject;
  /** null: 1:1. */
  readonly aspectRatio: string | null;
  /** null: follows the object's resolution. */
  readonly size: Size | null;
  readonly options: Pick<OutputOptions, 'background' | 'dimensions' | 'showDimensions'>;
  /** A picture given as the background. */
  readonly background: Picture | null;
  /** Guides colour and light of the plain backdrop. */
  readonly inspiration: Picture | null;
  readonly seed: number;
}

/** The object alone, centred on a clean ground with a soft shadow; angle of light and tint of the ground by seed. */
export async function shootProduct(shot: ProductShot): Promise<Picture> {
  const { options } = shot;
  const random = startRandom(shot.seed);
  const lines = options.showDimensions === true && hasDimensions(options.dimensions);
  const fill = lines ? FILL_WITH_DIMENSIONS : FILL;
  const { box } = shot.object;
  const [width, height] = shot.size ?? canvasFor(shot.aspectRatio ?? '1:1', box, fill);
  const scale = Math.min((width * fill) / box.width, (height * fill) / box.height);
  const [w, h] = [Math.max(1, Math.round(box.width * scale)), Math.max(1, Math.round(box.height * scale))];
  const aside = lines ? width * ROOM_AT_RIGHT : 0;
  const place: Box = {
    left: Math.round((width - w) / 2 - aside),
    top: Math.round((height - h) / 2),
    width: w,
    height: h,
  };
  const guide = shot.inspiration === null ? null : await readScene(shot.inspiration);
  const lean = guide === null ? random.between(-0.7, 0.7) : -guide.lightFrom + random.between(-0.15, 0.15);
  const object = relight(await scaleTo(await cropTo(shot.object.picture, box), w, h), [1, 1, 1], -lean * 0.035);
  const ground =
    shot.background !== null
      ? await cover(shot.background, width, height)
      : options.background !== undefined
        ? await paintBackground(options.background, width, height)
        : paintBackdrop(width, height, random, guide?.colour ?? null);
  const shadow = await groundShadow(object, place, { width, height }, { lean, strength: random.between(0.45, 0.65) });
  const picture = layOnGround(ground, object, place, shadow);
  return lines ? drawDimensions(picture, place, options.dimensions ?? {}) : picture;
}

/** A canvas on which the object keeps its own resolution, within 1 – 4 megapixels. */
function canvasFor(ratio: string, box: Box, fill: number): Size {
  const [width, height] = sizeOfRatio(ratio, LEAST_AREA);
  const factor = Math.max(box.width / (width * fill), box.height / (height * fill));
  const area = Math.min(MOST_AREA, Math.max(LEAST_AREA, width * height * factor * factor));
  return sizeOfRatio(ratio, area);
}
