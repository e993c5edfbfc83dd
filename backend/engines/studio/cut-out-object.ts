import { cutOut, doubtMessage } from './cutout/cut-out.ts';
import { type Box, flattenOn, fromPicture, type Picture, toPicture } from './picture.ts';

/** An object freed from its background, still at its place in the picture. */
export interface CutObject {
  /** As large as the input, with alpha. */
  readonly picture: Picture;
  /** Around what is not transparent. */
  readonly box: Box;
  /** 0 – 1; 1 where the input brought its own transparency. */
  readonly confidence: number;
  /** Where the cut-out is likely to be wrong: why, in a plain sentence. */
  readonly warning: string | null;
}

/** Below this alpha a pixel is a shadow's or an edge's remainder and does not widen the box. */
const VISIBLE = 24;

/** Cuts the object out; a picture that already has a transparent background is taken as it is. */
export async function cutOutObject(picture: Picture): Promise<CutObject> {
  if (hasTransparentBackground(picture)) {
    return { picture, box: visibleBox(picture), confidence: 1, warning: null };
  }
  const { data, width, height } = await flattenOn(picture, '#ffffff');
  const cut = await cutOut({ data, width, height });
  if (cut.doubt === 'nothing_found') {
    // The whole picture with a warning serves a person better than an empty one.
    const whole = await toPicture(fromPicture(picture).ensureAlpha());
    return { picture: whole, box: { left: 0, top: 0, width, height }, confidence: 0, warning: doubtMessage(cut.doubt) };
  }
  const object: Picture = { data: cut.data, width, height, channels: 4 };
  return {
    picture: object,
    box: visibleBox(object),
    confidence: cut.confidence,
    warning: cut.doubt === null ? null : doubtMessage(cut.doubt),
  };
}

/** At least a hundredth of the pixels see-through: a few are an edge's, not a background's. */
export function hasTransparentBackground({ data, width, height, channels }: Picture): boolean {
  if (channels !== 4) return false;
  const enough = (width * height) / 100;
  let clear = 0;
  for (let at = 3; at < data.length; at += 4) {
    if ((data[at] ?? 255) < VISIBLE) clear += 1;
    if (clear >= enough) return true;
  }
  return false;
}

/** The smallest box around all visible pixels; the whole picture where none is visible. */
export function visibleBox({ data, width, height }: Picture): Box {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((data[(y * width + x) * 4 + 3] ?? 0) < VISIBLE) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0
    ? { left: 0, top: 0, width, height }
    : { left, top, width: right - left + 1, height: bottom - top + 1 };
}
