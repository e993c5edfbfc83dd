import { createHash } from 'node:crypto';
import { RowError } from '../../shared/errors.ts';
import { readLocalSource } from '../images/local-source.ts';

/** `http:` and the like; one letter is a drive, not a scheme. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/**
 * What local pictures are told apart by: their content, so that a picture that was replaced is a changed row and one
 * that was only touched is not. A file that cannot be read keeps its path; its row fails with a message when it runs.
 */
export async function localIdentities(
  root: string,
  values: Iterable<string>,
  maxBytes: number,
): Promise<ReadonlyMap<string, string>> {
  const identities = new Map<string, string>();
  for (const value of new Set(values)) {
    if (SCHEME.test(value)) continue;
    try {
      const bytes = await readLocalSource(root, value, maxBytes);
      identities.set(value, `sha256:${createHash('sha256').update(bytes).digest('hex')}`);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
    }
  }
  return identities;
}
