import sharp from 'sharp';
import { RowError } from '../../../shared/errors.ts';
import type { InputImage } from '../engine.ts';
import { type Picture, toPicture } from './picture.ts';

export interface Decoded {
  readonly picture: Picture;
  /** A plain sentence where the file is damaged but could be read. */
  readonly warning: string | null;
}

/**
 * Decodes the first frame: upright (EXIF applied), in sRGB (ICC profiles and CMYK converted), 8 bit, with alpha only
 * where it is used.
 *
 * A file with a flaw in its middle is read once more with the flaw accepted, and a warning: the strict reading is the
 * only one that notices.
 * @throws RowError `unsupported_image` where nothing can be read, `too_large` above `maxPixels`.
 */
export async function decodeImage(image: InputImage, maxPixels: number): Promise<Decoded> {
  try {
    return { picture: await read(image, maxPixels, 'warning'), warning: null };
  } catch (strict) {
    try {
      const picture = await read(image, maxPixels, 'error');
      return { picture, warning: `${image.name} is damaged in places; it was used as far as it could be read.` };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (/pixel limit/i.test(reason)) {
        const limit = Math.round(maxPixels / 1e6);
        throw new RowError('too_large', `${image.name} has more than ${limit} megapixels. Scale it down first.`, {
          cause: strict,
        });
      }
      throw new RowError(
        'unsupported_image',
        `${image.name} cannot be read to its end: the file is damaged or cut off. Save it again as JPG or PNG.`,
        { cause: strict },
      );
    }
  }
}

async function read(image: InputImage, maxPixels: number, failOn: 'warning' | 'error'): Promise<Picture> {
  const pipeline = sharp(image.bytes, { limitInputPixels: maxPixels, failOn, pages: 1 }).autoOrient();
  const picture = await toPicture(pipeline);
  return picture.channels === 4 && isOpaque(picture) ? withoutAlpha(picture) : picture;
}

function isOpaque({ data }: Picture): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

/** An alpha channel that is opaque all over would make a needlessly large result. */
function withoutAlpha({ data, width, height }: Picture): Picture {
  const opaque = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < opaque.length; from += 4, to += 3) {
    opaque[to] = data[from] ?? 0;
    opaque[to + 1] = data[from + 1] ?? 0;
    opaque[to + 2] = data[from + 2] ?? 0;
  }
  return { data: opaque, width, height, channels: 3 };
}
