import { RowError } from '../../../shared/errors.ts';
import type { EngineRequest, InputImage } from '../engine.ts';
import { smallestAround } from './choose-size.ts';
import { convert } from './convert.ts';
import { cropSmartly } from './crop-smartly.ts';
import { type CutObject, cutOutObject } from './cut-out-object.ts';
import { decodeImage } from './decode.ts';
import { encodePicture, formatOfSource, type OutputFormat } from './encode.ts';
import { layOutPrompt } from './lay-out-prompt.ts';
import { makePoster } from './make-poster.ts';
import { fromPicture, type Picture, toPicture } from './picture.ts';
import { placeInScene } from './place-in-scene.ts';
import { replaceBackground } from './replace-background.ts';
import { shootProduct } from './shoot-product.ts';
import { upscale } from './upscale.ts';
import { watermark } from './watermark.ts';

/** One finished output of the studio. */
export interface StudioImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly warnings: readonly string[];
  /** The input without the preview's marks, for the next step. */
  readonly forNextStep?: { readonly bytes: Uint8Array; readonly mediaType: string };
}

export interface StudioLimits {
  /** Of an input and of an output. */
  readonly maxPixels: number;
}

/** Pixels of a result before they become a file. */
interface Made {
  readonly picture: Picture;
  /** Where the row names no format. */
  readonly format: OutputFormat;
  readonly warnings: readonly string[];
  readonly marked?: boolean;
}

/**
 * Does one request's image `index` (0-based): the seed is the request's plus the index.
 * @throws RowError for whatever a person can act on.
 */
export async function runTool(request: EngineRequest, index: number, limits: StudioLimits): Promise<StudioImage> {
  refuseWithoutModel(request);
  const inputs = await decodeInputs(request, limits);
  const made = await make(request, inputs, request.seed + index, limits);
  const { format = made.format, quality } = request.options;
  const encoded = await encodePicture(made.picture, format, quality);
  const source = request.images.find(({ role }) => role === 'image');
  return {
    ...encoded,
    warnings: [...inputs.warnings, ...made.warnings],
    ...(made.marked === true && source !== undefined
      ? { forNextStep: { bytes: source.bytes, mediaType: source.mediaType } }
      : {}),
  };
}

interface Inputs {
  readonly image: Picture | null;
  readonly source: InputImage | null;
  readonly inspiration: Picture | null;
  readonly background: Picture | null;
  readonly warnings: readonly string[];
}

async function decodeInputs({ images }: EngineRequest, { maxPixels }: StudioLimits): Promise<Inputs> {
  const warnings: string[] = [];
  const decode = async (role: InputImage['role']): Promise<Picture | null> => {
    const image = images.find((each) => each.role === role);
    if (image === undefined) return null;
    const { picture, warning } = await decodeImage(image, maxPixels);
    if (warning !== null) warnings.push(warning);
    return picture;
  };
  // One after the other: each may hold 200 MB of pixels while it is read.
  const image = await decode('image');
  const inspiration = await decode('inspiration');
  const background = await decode('background');
  return { image, source: images.find(({ role }) => role === 'image') ?? null, inspiration, background, warnings };
}

async function make(request: EngineRequest, inputs: Inputs, seed: number, limits: StudioLimits): Promise<Made> {
  const { tool, options, aspectRatio, size } = request;
  if (tool === 'generate') {
    const poster = await makePoster(request, seed);
    return { ...poster, format: 'png' };
  }
  const { image, source, inspiration, background } = inputs;
  if (image === null || source === null) {
    throw new RowError('bad_input', `${tool} needs an image. Fill in the row's image column.`);
  }
  const own = formatOfSource(source.mediaType);
  const kept: OutputFormat = own === 'jpg' && image.channels === 4 ? 'png' : own;
  const opaque = (picture: Picture, object: CutObject): Made => ({
    picture,
    format: own,
    warnings: object.warning === null ? [] : [object.warning],
  });
  const cropped = (): Promise<Picture> =>
    aspectRatio === null ? Promise.resolve(image) : cropSmartly(image, aspectRatio);
  switch (tool) {
    case 'remove-background': {
      const object = await cutOutObject(image);
      const picture = await widen(object.picture, aspectRatio);
      return { ...opaque(picture, object), format: 'png' };
    }
    case 'replace-background': {
      const object = await cutOutObject(image);
      const picture = await replaceBackground({
        object,
        background: options.background,
        picture: background,
        aspectRatio,
        seed,
      });
      return opaque(picture, object);
    }
    case 'product-shot': {
      const object = await cutOutObject(image);
      const picture = await shootProduct({ object, aspectRatio, size, options, background, inspiration, seed });
      return opaque(picture, object);
    }
    case 'lifestyle': {
      const scene = background ?? inspiration;
      if (scene !== null) {
        const object = await cutOutObject(image);
        return opaque(await placeInScene({ object, scene, aspectRatio, size, seed }), object);
      }
      if (options.background !== undefined) {
        const object = await cutOutObject(image);
        return opaque(
          await shootProduct({ object, aspectRatio, size, options, background, inspiration, seed }),
          object,
        );
      }
      return {
        picture: await layOutPrompt(image, request.prompt, 'Lifestyle'),
        format: own,
        warnings: [],
        marked: true,
      };
    }
    case 'smart-crop': {
      if (aspectRatio === null) throw new RowError('bad_input', 'smart-crop needs an aspect_ratio, such as 4:5.');
      return { picture: await cropSmartly(image, aspectRatio), format: kept, warnings: [] };
    }
    case 'upscale': {
      const picture = await upscale(await cropped(), options.scale ?? 2, limits.maxPixels, source.name);
      return { picture, format: kept, warnings: [] };
    }
    case 'convert':
      return { picture: await convert(await cropped(), options.format), format: kept, warnings: [] };
    case 'watermark':
      return { picture: await watermark(await cropped(), options.text), format: kept, warnings: [] };
    case 'edit':
    case 'image-to-image': {
      const title = tool === 'edit' ? 'Edit' : 'Image to image';
      return { picture: await layOutPrompt(image, request.prompt, title), format: own, warnings: [], marked: true };
    }
    case 'object-removal':
    case 'alt-text':
    case 'product-description':
      throw needsModel(tool);
  }
}

/** A cut-out keeps its size and position; a wanted ratio adds transparent room around it. */
async function widen(picture: Picture, aspectRatio: string | null): Promise<Picture> {
  if (aspectRatio === null) return picture;
  const [width, height] = smallestAround(aspectRatio, picture.width, picture.height);
  const [left, top] = [Math.floor((width - picture.width) / 2), Math.floor((height - picture.height) / 2)];
  const [right, bottom] = [width - picture.width - left, height - picture.height - top];
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return toPicture(fromPicture(picture).extend({ left, top, right, bottom, background }));
}

/** Before anything is decoded. */
function refuseWithoutModel({ tool }: EngineRequest): void {
  if (tool === 'object-removal' || tool === 'alt-text' || tool === 'product-description') throw needsModel(tool);
}

const needsModel = (tool: string): RowError =>
  new RowError(
    'unauthorised',
    `${tool} needs an AI model, and the studio engine is none. Configure a provider's key (see Check) and choose its model.`,
  );
