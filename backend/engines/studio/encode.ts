import type { Sharp } from 'sharp';
import { RowError } from '../../../shared/errors.ts';
import type { OutputOptions } from '../../../shared/row-plan.ts';
import { fromPicture, type Picture } from './picture.ts';

export type OutputFormat = NonNullable<OutputOptions['format']>;

export interface Encoded {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

/** Default of the column quality (1 – 100, lossy formats). */
const DEFAULT_QUALITY = 85;

/** Longest side that each format can hold, pixels. */
const LONGEST_SIDE: Readonly<Record<OutputFormat, number>> = {
  jpg: 65_535,
  png: 2_147_483_647,
  webp: 16_383,
  avif: 16_384,
};

const MEDIA_TYPES: Readonly<Record<OutputFormat, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
};

/** The output format that keeps to a source's; sources that are no output format (TIFF, GIF) become PNG. */
export function formatOfSource(mediaType: string): OutputFormat {
  switch (mediaType) {
    case 'image/jpeg':
      return 'jpg';
    case 'image/webp':
      return 'webp';
    case 'image/avif':
      return 'avif';
    default:
      return 'png';
  }
}

/**
 * Writes pixels as a file. JPG holds no transparency: it is laid on white. `quality` counts for jpg, webp and avif; png
 * is lossless.
 * @throws RowError `bad_input` where the format cannot hold a picture of this size.
 */
export async function encodePicture(
  picture: Picture,
  format: OutputFormat,
  quality = DEFAULT_QUALITY,
): Promise<Encoded> {
  const { width, height } = picture;
  const longest = LONGEST_SIDE[format];
  if (Math.max(width, height) > longest) {
    throw new RowError(
      'bad_input',
      `The result has ${width} × ${height} pixels, and ${format} holds at most ${longest} a side. Choose png or a smaller scale.`,
    );
  }
  const bytes = await writeAs(fromPicture(picture), format, quality).toBuffer();
  return { bytes, mediaType: MEDIA_TYPES[format], width, height };
}

/** Efforts are those that save time without a visible loss (measured at 1 and 12 megapixels). */
function writeAs(pipeline: Sharp, format: OutputFormat, quality: number): Sharp {
  switch (format) {
    case 'jpg':
      // Coloured edges and small letters blur with halved colour resolution, which matters from high qualities on.
      return pipeline
        .flatten({ background: '#ffffff' })
        .jpeg({ quality, chromaSubsampling: quality >= 85 ? '4:4:4' : '4:2:0' });
    case 'png':
      return pipeline.png({ compressionLevel: 6 });
    case 'webp':
      return pipeline.webp({ quality, effort: 2 });
    case 'avif':
      return pipeline.avif({ quality, effort: 2 });
  }
}
