import { createHash } from 'node:crypto';
import type { UploadAnswer } from '../../shared/api.ts';
import { cleanPath } from '../images/clean-path.ts';
import { inspectImage } from '../images/inspect-image.ts';
import type { BatchStore, Clock, FileStore, SpaceId } from '../ports.ts';
import { linkName } from './result-links.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface UploadDeps {
  readonly store: BatchStore;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly keys: SigningKeys;
  readonly publicUrl: string;
  readonly limits: { readonly maxBytes: number; readonly maxPixels: number };
}

/**
 * Keeps a picture of a space, told by content. The same bytes of the same space always have the same link, so that a
 * picture that is uploaded again is no changed row. Throws RowError for what is no picture or too large.
 */
export async function storeUpload(
  { store, files, clock, keys, publicUrl, limits }: UploadDeps,
  space: SpaceId,
  givenName: string,
  bytes: Uint8Array,
): Promise<UploadAnswer> {
  const name = cleanPath(givenName.split(/[\\/]/).at(-1) ?? '') || 'image';
  const { mediaType, width, height } = await inspectImage(bytes, { name, ...limits });
  const hash = createHash('sha256').update(bytes).digest('hex');
  const folder = createHash('sha256').update(space).digest('hex').slice(0, 32);
  const file = `uploads/${folder}/${hash}`;
  await files.create(file, bytes, { mediaType, facts: {} });
  const key = keys.sign('upload', file, 16).mac;
  const size = { mediaType, bytes: bytes.length, width, height };
  await store.putUpload({ key, space, name, file, ...size, createdAt: clock.now() });
  return { url: `${publicUrl}/u/${key}/${linkName(name)}`, name, ...size };
}
