import sharp, { type Sharp } from 'sharp';

// libvips would otherwise keep decoded tiles and start a thread per core for each picture; the pool is what spreads work.
sharp.cache(false);
sharp.concurrency(1);

/** Decoded pixels, sRGB, 8 bit a channel, row by row from the top left; with four channels alpha is not premultiplied. */
export interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** Pixels from the top left. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A sharp pipeline that starts with these pixels. */
export const fromPicture = ({ data, width, height, channels }: Picture): Sharp =>
  sharp(data, { raw: { width, height, channels }, limitInputPixels: false });

/** Runs a pipeline to its pixels. */
export async function toPicture(pipeline: Sharp): Promise<Picture> {
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels !== 3 && channels !== 4) throw new Error(`Expected 3 or 4 channels after decoding, found ${channels}`);
  return { data, width, height, channels };
}

/** Draws an SVG document; letters must already be paths (no fonts are looked up). */
export const drawSvg = (svg: string): Promise<Picture> =>
  toPicture(sharp(Buffer.from(svg), { limitInputPixels: false }).ensureAlpha());

/** The same picture without transparency, laid on a colour. */
export const flattenOn = (picture: Picture, background: string): Promise<Picture> =>
  picture.channels === 3 ? Promise.resolve(picture) : toPicture(fromPicture(picture).flatten({ background }));

/** Scales so that it covers the size, and cuts what stands over evenly. */
export const cover = (picture: Picture, width: number, height: number): Promise<Picture> =>
  toPicture(fromPicture(picture).resize(width, height, { fit: 'cover', kernel: 'lanczos3' }));

/** Scales to exactly this size. */
export const scaleTo = (picture: Picture, width: number, height: number): Promise<Picture> =>
  toPicture(fromPicture(picture).resize(width, height, { fit: 'fill', kernel: 'lanczos3' }));

/** Cuts a part out. */
export const cropTo = (picture: Picture, box: Box): Promise<Picture> => toPicture(fromPicture(picture).extract(box));
