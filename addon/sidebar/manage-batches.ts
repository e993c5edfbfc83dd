import type { BatchView } from '../../shared/api.ts';
import type { BatchAction } from './api.ts';
import { refresh, unfollow } from './follow-batch.ts';
import { plural } from './format.ts';
import { type Panel, say, whileBusy } from './panel.ts';
import type { Linker } from './start-batch.ts';

const DOING: Readonly<Record<BatchAction['do'], string>> = {
  stop: 'Stopping…',
  resume: 'Resuming…',
  cancel: 'Cancelling…',
  retry: 'Retrying…',
  regenerate: 'Regenerating…',
  rename: 'Renaming…',
};

/** Reads the list of batches. */
export async function loadBatches(panel: Panel): Promise<void> {
  panel.dispatch({ type: 'batches_loading' });
  const answer = await panel.api.batches();
  if (answer.ok) panel.dispatch({ type: 'batches', batches: answer.value.batches });
  else panel.dispatch({ type: 'batches_failed', failure: answer.error });
}

/** Presses a batch's button. */
export async function actOn(panel: Panel, batch: BatchView, action: BatchAction): Promise<void> {
  const answer = await whileBusy(panel, DOING[action.do], () => panel.api.act(batch.id, action));
  if (!answer.ok) {
    say(panel, answer.error.message, 'error');
    await loadBatches(panel);
    return;
  }
  await refresh(panel, answer.value);
  await loadBatches(panel);
}

/** Makes new versions of the rows that are selected in the sheet. Answers how many there are, for asking first. */
export async function selectedInSheet(panel: Panel): Promise<readonly string[]> {
  const tab = panel.state().tab?.tab ?? '';
  const answer = await panel.script.call('selectedRowIds', { tab });
  if (answer.ok) return answer.value;
  say(panel, answer.error.message, 'error');
  return [];
}

/** Deletes a batch with its results. */
export async function removeBatch(panel: Panel, batch: BatchView): Promise<void> {
  const answer = await whileBusy(panel, 'Deleting…', () => panel.api.remove(batch.id));
  if (!answer.ok) {
    say(panel, answer.error.message, 'error');
    return;
  }
  const run = panel.state().run;
  if (run.kind === 'following' && run.batch.id === batch.id) unfollow(panel);
  say(panel, `${batch.name} was deleted.`, 'done');
  await loadBatches(panel);
}

/** Restores a batch's inputs, settings and results in a new tab. */
export async function openBatch(panel: Panel, batch: BatchView, linker: Linker): Promise<void> {
  const answer = await whileBusy(panel, `Opening ${batch.name}…`, async () => {
    const session = await panel.api.session();
    if (!session.ok) return session;
    return panel.script.call('openBatch', { batchId: batch.id, token: session.value.token });
  });
  if (!answer.ok) {
    say(panel, answer.error.message, 'error');
    return;
  }
  panel.dispatch({ type: 'view', view: 'run' });
  await linker.take(panel, answer.value);
  say(panel, `${plural(batch.counts.total, 'row')} of ${batch.name} are in ${answer.value.tabTitle}.`, 'done');
}

let exportTurn = 0;

/** Packs a ZIP and follows it until it can be downloaded. */
export async function exportZip(panel: Panel, batchId: string, rowIds: readonly string[] | null): Promise<void> {
  const mine = ++exportTurn;
  panel.dispatch({ type: 'export_asked' });
  let answer = await panel.api.startExport(batchId, { rowIds });
  let lost = 0;
  for (;;) {
    if (mine !== exportTurn) return;
    if (answer.ok) {
      panel.dispatch({ type: 'export', view: answer.value });
      lost = 0;
      if (answer.value.state !== 'building') return;
    } else if (answer.error.code !== 'unplugged' || ++lost > 10) {
      panel.dispatch({ type: 'export', view: null });
      say(panel, answer.error.message, 'error');
      return;
    }
    await panel.wait(1_000);
    const { exporting } = panel.state();
    answer =
      exporting.kind === 'known'
        ? await panel.api.exportState(exporting.view.id)
        : await panel.api.startExport(batchId, { rowIds });
  }
}

/** Stops showing an export. */
export function dismissExport(panel: Panel): void {
  exportTurn++;
  panel.dispatch({ type: 'export', view: null });
}
