import { sha256 } from '../batches/fingerprint-row.ts';
import type { BatchRecord, BatchStore } from '../ports.ts';
import { LOCAL_SPACE } from './open-local.ts';

const nameOf = (tab: string) => `root/${sha256(tab).slice(0, 32)}`;

/** Keeps which folder a tab's pictures are named in, for `resume`. */
export async function rememberRoot(store: BatchStore, tab: string, root: string): Promise<void> {
  await store.putSetting(LOCAL_SPACE, nameOf(tab), JSON.stringify(root));
}

/** The folder in which a batch's pictures are named by path; null: none was kept. */
export async function sourcesRoot(store: BatchStore, batch: Pick<BatchRecord, 'tab'>): Promise<string | null> {
  const body = await store.getSetting(LOCAL_SPACE, nameOf(batch.tab));
  const root: unknown = body === null ? null : JSON.parse(body);
  return typeof root === 'string' ? root : null;
}
