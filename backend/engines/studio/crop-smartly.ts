import sharp from 'sharp';
import { largestInside } from './choose-size.ts';
import { cutOutObject } from './cut-out-object.ts';
import { type Box, cropTo, fromPicture, type Picture, toPicture } from './picture.ts';

/** Longer side at which the object is looked for, pixels; the crop itself is made at full resolution. */
const LOOK_SIDE = 512;

/** From this confidence on the found object decides, below it the eye-catching part of the picture. */
const SURE = 0.75;

/** The largest part of the ratio that keeps the object, or else what catches the eye. Nothing is scaled. */
export async function cropSmartly(picture: Picture, aspectRatio: string): Promise<Picture> {
  const [width, height] = largestInside(aspectRatio, picture.width, picture.height);
  if (width === picture.width && height === picture.height) return picture;
  const object = await findObject(picture);
  if (object !== null) {
    const left = clamp(object.left + (object.width - width) / 2, picture.width - width);
    const top = clamp(object.top + (object.height - height) / 2, picture.height - height);
    return cropTo(picture, { left, top, width, height });
  }
  return toPicture(fromPicture(picture).resize(width, height, { fit: 'cover', position: sharp.strategy.attention }));
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)));

/** The object's box in the picture's pixels, where the cut-out is sure of it and it is not the whole picture. */
async function findObject(picture: Picture): Promise<Box | null> {
  const scale = Math.min(1, LOOK_SIDE / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  if (Math.min(width, height) < 16) return null;
  const small = await toPicture(fromPicture(picture).resize(width, height, { fit: 'fill' }));
  const { box, confidence, warning } = await cutOutObject(small);
  if (confidence < SURE || warning !== null || (box.width > width * 0.97 && box.height > height * 0.97)) return null;
  return { left: box.left / scale, top: box.top / scale, width: box.width / scale, height: box.height / scale };
}
