import { RowError } from '../../../shared/errors.ts';
import type { OutputFormat } from './encode.ts';
import { flattenOn, type Picture } from './picture.ts';

/**
 * The same picture, ready for another format: JPG holds no transparency, so it is laid on white.
 * @throws RowError `bad_input` without a format.
 */
export function convert(picture: Picture, format: OutputFormat | undefined): Promise<Picture> {
  if (format === undefined) {
    throw new RowError('bad_input', 'convert needs a format. Choose jpg, png, webp or avif in the column format.');
  }
  return format === 'jpg' ? flattenOn(picture, '#ffffff') : Promise.resolve(picture);
}
