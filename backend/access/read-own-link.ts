import { RowError } from '../../shared/errors.ts';
import type { BatchStore, FileStore } from '../ports.ts';
import { parseOwnLink, type ResultLinks } from './result-links.ts';

/**
 * Reads our own upload and result links from the file store, never over the network. The link is the permission, as it
 * is for a browser; a revoked or deleted one is refused. null: the address is not ours.
 */
export function createOwnLinkReader(options: {
  readonly store: BatchStore;
  readonly files: FileStore;
  readonly links: ResultLinks;
  /** Origins under which people know us. */
  readonly origins: readonly string[];
}): (url: string) => Promise<Uint8Array | null> {
  const { store, files, links, origins } = options;
  const find = async (kind: 'upload' | 'result', key: string): Promise<string | null> => {
    if (kind === 'upload') return (await store.getUpload(key))?.file ?? null;
    const target = links.read(key);
    const found = target ? await store.rowByLink(target.file) : null;
    return target && found && found.batch.linkVersion === target.linkVersion ? target.file : null;
  };
  return async (url) => {
    const origin = URL.parse(url)?.origin ?? '';
    // A workbench that was started on another port wrote its address into the cells; its keys are still ours.
    const isOurs = origins.includes(origin);
    const isLocal = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);
    const link = isOurs || isLocal ? parseOwnLink(url, [origin]) : null;
    if (!link) return null;
    const file = await find(link.kind, link.key);
    if (file !== null && (await files.stat(file)) !== null) return files.read(file);
    if (!isOurs) return null;
    throw new RowError(
      'unreachable_source',
      'This upload or result was deleted, or its link was revoked. Upload it again.',
    );
  };
}
