import type { BatchRecord } from '../ports.ts';
import type { BatchDeps } from './deps.ts';

/** Asks for every row of the batch's spreadsheet to be brought in line; previews are never shown there. */
export async function showSheet(deps: BatchDeps, batch: BatchRecord): Promise<void> {
  if (batch.spreadsheetId === null || batch.preview) return;
  await deps.queue.add({ kind: 'pump', spreadsheetId: batch.spreadsheetId, full: true });
}

/** Asks for what has changed to be written soon. */
export async function showChanges(deps: BatchDeps, batch: BatchRecord): Promise<void> {
  if (batch.spreadsheetId === null || batch.preview) return;
  await deps.queue.add({ kind: 'pump', spreadsheetId: batch.spreadsheetId }, { at: deps.clock.now() + 1500 });
}
