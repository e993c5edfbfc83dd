import { smallestAround } from './choose-size.ts';
import type { CutObject } from './cut-out-object.ts';
import { groundShadow } from './ground-shadow.ts';
import { layOnGround } from './lay-on-ground.ts';
import { paintBackdrop, paintBackground } from './paint-background.ts';
import { type Box, cover, cropTo, type Picture } from './picture.ts';
import { startRandom } from './seeded-random.ts';

export interface NewBackground {
  readonly object: CutObject;
  /** `#rrggbb`, a CSS colour or `gradient:#a-#b`. */
  readonly background: string | undefined;
  /** A picture given as the background; it wins. */
  readonly picture: Picture | null;
  /** null: the input's; else the canvas grows around the input. */
  readonly aspectRatio: string | null;
  readonly seed: number;
}

/** The object stays where it is, as large as it is; everything behind it is new, with a soft shadow under it. */
export async function replaceBackground({
  object,
  background,
  picture,
  aspectRatio,
  seed,
}: NewBackground): Promise<Picture> {
  const random = startRandom(seed);
  const { width: w, height: h } = object.picture;
  const [width, height] = aspectRatio === null ? [w, h] : smallestAround(aspectRatio, w, h);
  const { box } = object;
  const place: Box = {
    ...box,
    left: box.left + Math.floor((width - w) / 2),
    top: box.top + Math.floor((height - h) / 2),
  };
  const ground =
    picture !== null
      ? await cover(picture, width, height)
      : background !== undefined
        ? await paintBackground(background, width, height)
        : paintBackdrop(width, height, random, null);
  const cut = await cropTo(object.picture, box);
  const light = { lean: random.between(-0.6, 0.6), strength: random.between(0.4, 0.6) };
  // What is cut by the picture's lower edge stands on nothing that could be seen.
  const standing = box.top + box.height < h * 0.99;
  const shadow = standing ? await groundShadow(cut, place, { width, height }, light) : null;
  return layOnGround(ground, cut, place, shadow);
}
