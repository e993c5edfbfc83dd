import sharp, { type Sharp } from 'sharp';
import type { EngineRequest, InputImage } from '../../../../backend/engines/engine.ts';
import { inspectImage } from '../../../../backend/images/inspect-image.ts';

/** A red vase on a light ground, or on nothing, as SVG. */
const vase = (width: number, height: number, ground: boolean): string => `
  <svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 400 300" preserveAspectRatio="xMidYMid slice">
    <defs><linearGradient id="v"><stop offset="0" stop-color="#7c1f18"/><stop offset=".4" stop-color="#d8523f"/><stop offset="1" stop-color="#5d130e"/></linearGradient></defs>
    ${ground ? '<rect x="-400" y="-400" width="1200" height="1200" fill="#efeeec"/>' : ''}
    <path d="M170 80h60c-4 40 40 60 40 110 0 34-24 50-70 50s-70-16-70-50c0-50 44-70 40-110z" fill="url(#v)"/>
  </svg>`;

export const drawVase = (width: number, height: number, ground = true): Sharp =>
  sharp(Buffer.from(vase(width, height, ground)));

/** An input as the fetcher hands it over. */
export async function input(
  bytes: Uint8Array,
  name = 'vase.jpg',
  role: InputImage['role'] = 'image',
): Promise<InputImage> {
  const { mediaType, width, height } = await inspectImage(bytes, { name });
  return { role, bytes, mediaType, width, height, name };
}

export const vaseInput = async (width = 400, height = 300): Promise<InputImage> =>
  input(await drawVase(width, height).jpeg({ quality: 92 }).toBuffer());

/** A room: a bright wall at the left, a floor from two thirds down. */
export async function roomInput(role: InputImage['role'] = 'inspiration'): Promise<InputImage> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><defs><linearGradient id="w"><stop offset="0" stop-color="#fff1d8"/><stop offset="1" stop-color="#8d7a60"/></linearGradient></defs><rect width="640" height="480" fill="url(#w)"/><rect y="310" width="640" height="170" fill="#5c3f2a"/></svg>`;
  return input(await sharp(Buffer.from(svg)).jpeg().toBuffer(), 'room.jpg', role);
}

export const request = (tool: EngineRequest['tool'], more: Partial<EngineRequest> = {}): EngineRequest => ({
  tool,
  model: 'studio',
  prompt: '',
  images: [],
  aspectRatio: null,
  size: null,
  seed: 7,
  options: {},
  count: 1,
  preview: false,
  ...more,
});

/** Colour of one pixel, red, green, blue (and alpha). */
export async function pixel(bytes: Uint8Array, x: number, y: number): Promise<readonly number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}
