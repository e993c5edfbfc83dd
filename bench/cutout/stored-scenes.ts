import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { photograph, type SceneSpec } from './photograph.ts';

/** A picture as the engine gets it, with the truth about it. */
export interface TakenPicture {
  /** RGB interleaved. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** 255 where the object is. */
  readonly mask: Uint8Array;
}

const folder = join(tmpdir(), 'rowshot-cutout-scenes');
/** Raise it when the camera itself changes: stored pictures of older cameras are then left alone. */
const camera = 2;

/** Photographs a scene, or takes it from the temp folder where an earlier run has left the same one. */
export async function takenPicture(spec: SceneSpec): Promise<TakenPicture> {
  const key = createHash('sha256')
    .update(JSON.stringify([camera, spec]))
    .digest('hex')
    .slice(0, 24);
  const stored = join(folder, `${key}.jpg`);
  const storedMask = join(folder, `${key}.png`);
  const found = await Promise.all([readOrNull(stored), readOrNull(storedMask)]);
  if (found[0] !== null && found[1] !== null) return decoded(found[0], found[1]);
  const { data, width, height, mask, jpeg } = await photograph(spec);
  const png = await sharp(mask, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 2 })
    .toBuffer();
  await mkdir(folder, { recursive: true });
  await Promise.all([store(storedMask, png), store(stored, jpeg)]);
  return { data, width, height, mask };
}

/** Decodes a photograph and its mask (any size: it is fitted to the photograph). */
export async function decoded(jpeg: Uint8Array, png: Uint8Array): Promise<TakenPicture> {
  const { data, info } = await sharp(jpeg)
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const mask = await sharp(png)
    .resize(width, height, { fit: 'fill' })
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { data, width, height, mask };
}

async function readOrNull(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Written beside and moved into place, so that a run that is broken off leaves no half picture. */
async function store(file: string, content: Uint8Array): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, content);
  await rename(unfinished, file);
}
