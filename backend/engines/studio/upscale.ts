import { RowError } from '../../../shared/errors.ts';
import { fromPicture, type Picture, toPicture } from './picture.ts';

/**
 * Enlarges by a whole factor (Lanczos, then a light sharpening that grows with the factor).
 * @throws RowError `too_large` where the result would have more than `maxPixels`, naming the largest factor that fits.
 */
export async function upscale(picture: Picture, scale: number, maxPixels: number, name: string): Promise<Picture> {
  const [width, height] = [picture.width * scale, picture.height * scale];
  if (width * height > maxPixels) {
    const fits = Math.floor(Math.sqrt(maxPixels / (picture.width * picture.height)));
    const found = Math.round((width * height) / 1e5) / 10;
    const limit = Math.round(maxPixels / 1e5) / 10;
    throw new RowError(
      'too_large',
      `${name} has ${picture.width} × ${picture.height} pixels; scale ${scale} would make ${width} × ${height} ` +
        `(${found} megapixels), and the limit is ${limit} megapixels. ` +
        (fits >= 2 ? `Use a scale of at most ${fits}.` : 'It is large enough already.'),
    );
  }
  const larger = fromPicture(picture).resize(width, height, { fit: 'fill', kernel: 'lanczos3' });
  return toPicture(larger.sharpen({ sigma: Math.min(2, 0.4 + scale * 0.15), m1: 0.3, m2: 1.4 }));
}
