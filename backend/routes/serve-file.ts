import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import sharp from 'sharp';
import type { FileStore } from '../ports.ts';
import { HttpError } from './answer-errors.ts';

const PREVIEW_WIDTH = 320;

export interface ServedFile {
  readonly file: string;
  readonly name: string;
  /** `attachment` downloads, `inline` shows. */
  readonly disposition: 'inline' | 'attachment';
}

/** Sends a stored file, whole or the range asked for. Nothing that it holds is ever run by a browser. */
export async function serveFile(
  files: FileStore,
  served: ServedFile,
  request: Request,
  response: Response,
): Promise<void> {
  const stat = await files.stat(served.file);
  if (stat === null) throw gone();
  response.setHeader('content-type', stat.mediaType);
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
  response.setHeader('content-disposition', `${served.disposition}; filename*=UTF-8''${encodeName(served.name)}`);
  response.setHeader('accept-ranges', 'bytes');
  const [range, ...more] = request.range(stat.bytes) === -1 ? [null] : rangesOf(request, stat.bytes);
  if (range === null) {
    response.setHeader('content-range', `bytes */${stat.bytes}`);
    throw new HttpError(416, 'bad_range', 'That part of the file does not exist.');
  }
  const part = range !== undefined && more.length === 0 ? range : { start: 0, end: stat.bytes - 1 };
  if (range !== undefined && more.length === 0) {
    response.status(206).setHeader('content-range', `bytes ${part.start}-${part.end}/${stat.bytes}`);
  }
  response.setHeader('content-length', stat.bytes === 0 ? 0 : part.end - part.start + 1);
  if (request.method === 'HEAD' || stat.bytes === 0) {
    response.end();
    return;
  }
  await pipeline(await files.open(served.file, part), response).catch((error: unknown) => {
    // People close pages while pictures are still coming.
    if (!response.destroyed) throw error;
  });
}

/** A key in the file store under which a picture's preview is, made at the first request. */
export async function previewFile(files: FileStore, file: string): Promise<string> {
  const key = `previews/${PREVIEW_WIDTH}/${file}`;
  if ((await files.stat(key)) !== null) return key;
  if ((await files.stat(file)) === null) throw gone();
  const bytes = await sharp(await files.read(file), { failOn: 'none' })
    .autoOrient()
    .resize({ width: PREVIEW_WIDTH, height: PREVIEW_WIDTH, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer();
  await files.create(key, bytes, { mediaType: 'image/webp', facts: {} });
  return key;
}

function rangesOf(request: Request, size: number): { readonly start: number; readonly end: number }[] {
  const ranges = request.range(size);
  return Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function gone(): HttpError {
  return new HttpError(404, 'not_found', 'There is no such file; it may have been deleted.');
}
