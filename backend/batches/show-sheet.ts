import type { BatchRecord } from '../ports.ts';
import type { BatchDeps } from './deps.ts';

/** Whether the backend may write there: a private space has a spreadsheet's id only by the caller's word. */
function isShown(batch: BatchRecord): batch is BatchRecord & { readonly spreadsheetId: string } {
  return batch.spreadsheetId !== null && !batch.preview && batch.space.startsWith('sheet:');
}

/** Asks for every row of the batch's spreadsheet to be brought in line; previews are never shown there. */
export async function showSheet(deps: BatchDeps, batch: BatchRecord): Promise<void> {
  if (!isShown(batch)) return;
  await deps.queue.add({ kind: 'pump', spreadsheetId: batch.spreadsheetId, full: true });
}

/** Asks for what has changed to be written soon. */
export async function showChanges(deps: BatchDeps, batch: BatchRecord): Promise<void> {
  if (!isShown(batch)) return;
  await deps.queue.add({ kind: 'pump', spreadsheetId: batch.spreadsheetId }, { at: deps.clock.now() + 1500 });
}
