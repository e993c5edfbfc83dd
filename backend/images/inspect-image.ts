import sharp from 'sharp';
import { RowError } from '../../shared/errors.ts';
import { endsEarly } from './inspect-ending.ts';
import { type InputMediaType, readSignature } from './inspect-signature.ts';

// libvips would otherwise keep decoded tiles and start a thread per core for each picture.
sharp.cache(false);
sharp.concurrency(1);

/** Bytes of the largest input picture that is taken unless an operator says otherwise: 20 MB. */
export const DEFAULT_MAX_BYTES = 20 * 1024 * 1024;

/** Pixels of the largest picture that is taken or made unless an operator says otherwise: 50 megapixels. */
export const DEFAULT_MAX_PIXELS = 50_000_000;

export interface InspectOptions {
  /** What the person called it (`mug.jpg`, a URL's last part), for messages. */
  readonly name: string;
  /** Default 20 MB. */
  readonly maxBytes?: number;
  /** Default 50 megapixels. */
  readonly maxPixels?: number;
}

export interface ImageFacts {
  readonly mediaType: InputMediaType;
  /** Pixels, after the EXIF orientation is applied. */
  readonly width: number;
  readonly height: number;
  /** Whether the file has a transparency channel (it may be opaque all over). */
  readonly hasAlpha: boolean;
  /** Frames of an animation or pages of a TIFF; only the first is used. */
  readonly pages: number;
}

/** What the first bytes of a file tell. */
export interface HeadFacts {
  readonly mediaType: InputMediaType;
  /** null: the size stands further back in the file. */
  readonly size: readonly [width: number, height: number] | null;
}

/**
 * Tells by content what a whole file is, without decoding its pixels.
 * @throws RowError `unsupported_image` (with what it is and what to do) or `too_large` (with limit and found value).
 */
export async function inspectImage(bytes: Uint8Array, options: InspectOptions): Promise<ImageFacts> {
  const { name } = options;
  refuseBytes(bytes.length, options);
  const mediaType = await readMediaType(bytes, name);
  const facts = await readHeader(bytes).catch((cause: unknown) => {
    throw endsEarly(bytes, mediaType) ? cutOff(name, cause) : damaged(name, cause);
  });
  refusePixels(facts, options);
  if (endsEarly(bytes, mediaType)) throw cutOff(name);
  return { mediaType, ...facts };
}

/**
 * The same from a file's first bytes (16 kB or more), for probing a URL before anything is downloaded whole.
 * @throws RowError as inspectImage, except for what only a whole file can tell.
 */
export async function inspectHead(bytes: Uint8Array, options: InspectOptions): Promise<HeadFacts> {
  const mediaType = await readMediaType(bytes, options.name);
  // Some formats keep their size at the end, so a head that cannot be read is no fault of the file.
  const facts = await readHeader(bytes).catch(() => null);
  if (facts === null) return { mediaType, size: null };
  refusePixels(facts, options);
  return { mediaType, size: [facts.width, facts.height] };
}

async function readMediaType(bytes: Uint8Array, name: string): Promise<InputMediaType> {
  if (bytes.length === 0) {
    throw new RowError('unsupported_image', `${name} is empty (0 bytes). Upload or link the picture again.`);
  }
  const signature = await readSignature(bytes);
  if (signature.kind === 'other') {
    throw new RowError(
      'unsupported_image',
      `${name} is ${signature.what}, not an image Rowshot reads. ${signature.advice}`,
    );
  }
  return signature.mediaType;
}

async function readHeader(bytes: Uint8Array): Promise<Omit<ImageFacts, 'mediaType'>> {
  // The pixel limit is checked by us, so that its message can name the size that was found.
  const header = await sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
  return {
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    hasAlpha: header.hasAlpha,
    pages: header.pages ?? 1,
  };
}

function refuseBytes(found: number, { name, maxBytes = DEFAULT_MAX_BYTES }: InspectOptions): void {
  if (found <= maxBytes) return;
  throw new RowError(
    'too_large',
    `${name} has ${megabytes(found)}; the limit is ${megabytes(maxBytes)}. Save it smaller or with a lower quality.`,
  );
}

function refusePixels(
  { width, height }: { readonly width: number; readonly height: number },
  { name, maxPixels = DEFAULT_MAX_PIXELS }: InspectOptions,
): void {
  if (width * height <= maxPixels) return;
  throw new RowError(
    'too_large',
    `${name} has ${width} × ${height} pixels (${megapixels(width * height)}); ` +
      `the limit is ${megapixels(maxPixels)}. Scale it down first.`,
  );
}

const cutOff = (name: string, cause?: unknown): RowError =>
  new RowError('unsupported_image', `${name} is cut off: the file ends before the picture does. Upload it again.`, {
    cause,
  });

const damaged = (name: string, cause: unknown): RowError =>
  new RowError(
    'unsupported_image',
    `${name} is damaged and cannot be opened as a picture. Save it again as JPG or PNG.`,
    {
      cause,
    },
  );

const oneDecimal = (value: number): string => (Math.round(value * 10) / 10).toString();

/** `20 MB`, `20.4 MB`. */
export const megabytes = (bytes: number): string => `${oneDecimal(bytes / (1024 * 1024))} MB`;

/** `50 megapixels`, `192 megapixels`. */
export const megapixels = (pixels: number): string => `${oneDecimal(pixels / 1_000_000)} megapixels`;
