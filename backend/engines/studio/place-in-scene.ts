import { largestInside, type Size, withinArea } from './choose-size.ts';
import type { CutObject } from './cut-out-object.ts';
import { groundShadow } from './ground-shadow.ts';
import { layOnGround, relight } from './lay-on-ground.ts';
import { type Box, cover, cropTo, type Picture, scaleTo } from './picture.ts';
import { readScene, type Scene } from './read-scene.ts';
import { type SeededRandom, startRandom } from './seeded-random.ts';

/** Share of the scene's height and width that the object takes at most. */
const [TALL, WIDE] = [0.46, 0.44];

/** Where an object stands when the scene shows no floor's edge: share of the height. */
const USUAL_BASE = 0.87;

const [LEAST_AREA, MOST_AREA] = [1024 * 1024, 2048 * 2048];

export interface Placement {
  readonly object: CutObject;
  readonly scene: Picture;
  /** null: the scene's own. */
  readonly aspectRatio: string | null;
  readonly size: Size | null;
  readonly seed: number;
}

/** Stands the object on the scene's floor where there is room, in the scene's light and colour, with its shadow. */
export async function placeInScene({ object, scene, aspectRatio, size, seed }: Placement): Promise<Picture> {
  const random = startRandom(seed);
  const inside: Size =
    aspectRatio === null ? [scene.width, scene.height] : largestInside(aspectRatio, scene.width, scene.height);
  const [width, height] = size ?? withinArea(inside, LEAST_AREA, MOST_AREA);
  const ground = await cover(scene, width, height);
  const seen = await readScene(ground);
  const place = choosePlace(seen, object.box, width, height, random);
  const cut = await scaleTo(await cropTo(object.picture, object.box), place.width, place.height);
  const lit = relight(cut, gainsFor(seen), seen.lightFrom * 0.08);
  const light = { lean: -seen.lightFrom + random.between(-0.1, 0.1), strength: random.between(0.6, 0.8) };
  return layOnGround(ground, lit, place, await groundShadow(lit, place, { width, height }, light));
}

/** The calmest of five places along the floor, the middle preferred. */
function choosePlace(scene: Scene, box: Box, width: number, height: number, random: SeededRandom): Box {
  const reach = random.between(0.5, 0.6);
  const base = scene.floor === null ? USUAL_BASE : Math.min(0.93, scene.floor + (1 - scene.floor) * reach);
  const scale = Math.min((height * Math.min(TALL, base * 0.8)) / box.height, (width * WIDE) / box.width);
  const [w, h] = [Math.max(1, Math.round(box.width * scale)), Math.max(1, Math.round(box.height * scale))];
  const [shareW, shareH] = [w / width, h / height];
  const costs = [0.5, 0.36, 0.64, 0.28, 0.72].map((middle) => ({
    middle,
    cost: scene.busyness(middle - shareW / 2, base - shareH, shareW, shareH) + Math.abs(middle - 0.5) * 0.25,
  }));
  const calmest = costs.reduce((best, each) => (each.cost < best.cost ? each : best));
  const middle = calmest.middle + random.between(-0.015, 0.015);
  return { left: Math.round(middle * width - w / 2), top: Math.round(base * height - h), width: w, height: h };
}

/**
 * A third of the way towards the scene's colour, and its brightness within a range in which a product stays
 * recognisable.
 */
function gainsFor({ colour, white }: Scene): readonly [number, number, number] {
  const grey = (colour[0] + colour[1] + colour[2]) / 3;
  const brightness = Math.max(0.7, Math.min(1.08, (white / 225) ** 0.6));
  const gain = (channel: number): number =>
    Math.max(0.8, Math.min(1.2, (channel / Math.max(1, grey)) ** 0.35)) * brightness;
  return [gain(colour[0]), gain(colour[1]), gain(colour[2])];
}
