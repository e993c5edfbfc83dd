import { RowError } from '../../shared/errors.ts';
import type { SourceRef } from '../../shared/row-plan.ts';
import type { SpaceId } from '../ports.ts';
import { inspectImage } from './inspect-image.ts';
import { readLocalSource } from './local-source.ts';
import type { SafeFetch } from './safe-fetch.ts';
import { directLink } from './share-links.ts';
import { sourceName } from './source-name.ts';

/** A source picture that arrived whole, was told by content and fits the limits. */
export interface SourceImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Pixels, after orientation. */
  readonly width: number;
  readonly height: number;
  readonly name: string;
}

/** Turns what a cell says into a picture. Throws RowError, its message naming the cell. */
export type SourceFetcher = (
  source: SourceRef,
  access: { readonly space: SpaceId },
  signal: AbortSignal,
) => Promise<SourceImage>;

export interface SourceFetcherOptions {
  readonly safeFetch: SafeFetch;
  /**
   * Our own upload and result links, read from the file store after a permission check and never over the network;
   * null: the address is not ours.
   */
  readonly readOwnLink: (url: string, space: SpaceId) => Promise<Uint8Array | null>;
  /** Folder whose files may be named by path (command line only); null: paths are refused. */
  readonly localRoot: string | null;
  readonly maxBytes: number;
  readonly maxPixels: number;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const DRIVE_LETTER = /^[a-z]:[\\/]/i;

/** Builds the one function through which every source of every row is read. */
export function createSourceFetcher(options: SourceFetcherOptions): SourceFetcher {
  const readBytes = async (value: string, space: SpaceId, signal: AbortSignal): Promise<Uint8Array> => {
    if (SCHEME.test(value) && !DRIVE_LETTER.test(value)) {
      const own = await options.readOwnLink(value, space);
      return own ?? (await options.safeFetch(directLink(value), { signal })).bytes;
    }
    if (options.localRoot === null) {
      throw new RowError(
        'bad_input',
        `“${value}” is not a web address. Use a link that starts with https:// or upload the picture.`,
      );
    }
    return readLocalSource(options.localRoot, value, options.maxBytes);
  };

  return async (source, access, signal) => {
    const value = source.value.trim();
    const name = sourceName(value);
    try {
      const bytes = await readBytes(value, access.space, signal);
      const facts = await inspectImage(bytes, { name, maxBytes: options.maxBytes, maxPixels: options.maxPixels });
      return { bytes, mediaType: facts.mediaType, width: facts.width, height: facts.height, name };
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      const place = source.cell ?? source.column;
      throw new RowError(
        error.code,
        error.message.startsWith(`${place}:`) ? error.message : `${place}: ${error.message}`,
        {
          cause: error,
          ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
        },
      );
    }
  };
}
