import type { BatchView } from '../../shared/api.ts';
import { plural } from './format.ts';
import { type Panel, say } from './panel.ts';
import { isLive, isUnfinished } from './state.ts';

const LIVE_MS = 2_000;
const RESTING_MS = 10_000;
const HIDDEN_MS = 8_000;
const PAGE = 500;

let turn = 0;

/** Finds the tab's unfinished batch, wherever it was started, and follows it. */
export async function followUnfinished(panel: Panel): Promise<boolean> {
  panel.dispatch({ type: 'batches_loading' });
  const answer = await panel.api.batches();
  if (!answer.ok) {
    panel.dispatch({ type: 'batches_failed', failure: answer.error });
    return false;
  }
  panel.dispatch({ type: 'batches', batches: answer.value.batches });
  const tab = panel.state().tab?.tab;
  const unfinished = answer.value.batches.find((batch) => batch.tab === tab && isUnfinished(batch));
  if (unfinished) await followBatch(panel, unfinished);
  return unfinished !== undefined;
}

/** Shows a batch and keeps asking for what is new until another one is followed. Answers after the first look. */
export async function followBatch(panel: Panel, batch: BatchView): Promise<void> {
  const mine = ++turn;
  panel.dispatch({ type: 'following', batch });
  panel.dispatch({ type: 'results_of', batchId: batch.id });
  await readRows(panel, batch.id);
  void keepAsking(panel, batch, mine);
}

/** With no batch chosen, Results shows the tab's newest one. */
export async function showNewestResults(panel: Panel): Promise<void> {
  const { batches, results, tab } = panel.state();
  if (results.batchId !== null || batches.kind !== 'listed') return;
  const newest = batches.batches.find((batch) => batch.tab === tab?.tab && batch.status !== 'draft');
  if (!newest) return;
  panel.dispatch({ type: 'results_of', batchId: newest.id });
  await readRows(panel, newest.id);
}

/** Leaves the batch: Set up is shown again, and the batch goes on. */
export function unfollow(panel: Panel): void {
  turn++;
  panel.dispatch({ type: 'unfollowed' });
}

/** Asks at once, after a button changed the batch. */
export async function refresh(panel: Panel, batch: BatchView): Promise<void> {
  const run = panel.state().run;
  if (run.kind === 'following' && run.batch.id === batch.id) await followBatch(panel, batch);
}

async function keepAsking(panel: Panel, first: BatchView, mine: number): Promise<void> {
  let before = first;
  let writtenRev = -1;
  for (;;) {
    writtenRev = await writeForBackend(panel, before, writtenRev);
    const pause = !isLive(before) ? RESTING_MS : panel.visible() ? LIVE_MS : HIDDEN_MS;
    await panel.wait(pause);
    if (mine !== turn) return;
    const answer = await panel.api.batch(first.id);
    if (mine !== turn) return;
    if (!answer.ok) {
      if (answer.error.code === 'not_found') {
        unfollow(panel);
        return;
      }
      say(panel, answer.error.message, 'error');
      continue;
    }
    const batch = answer.value;
    panel.dispatch({ type: 'following', batch });
    if (batch.rev !== before.rev) await readRows(panel, batch.id);
    if (isLive(before) && !isLive(batch)) announceEnd(panel, batch);
    before = batch;
  }
}

/** Reads what is new of the batch whose results are shown, page by page. */
export async function readRows(panel: Panel, batchId: string): Promise<void> {
  for (;;) {
    const { results } = panel.state();
    if (results.batchId !== batchId) return;
    const page = await panel.api.rows(batchId, results.rev, PAGE);
    if (!page.ok) {
      panel.dispatch({ type: 'rows_failed', batchId });
      return;
    }
    panel.dispatch({ type: 'rows', batchId, page: page.value });
    if (!page.value.more || page.value.rev <= results.rev) return;
  }
}

/** Where the backend may not write into the sheet, this panel applies the same planned writes while it is open. */
async function writeForBackend(panel: Panel, batch: BatchView, writtenRev: number): Promise<number> {
  const { link } = panel.state();
  if (link.kind !== 'open' || link.proved || batch.preview || batch.rev === writtenRev) return writtenRev;
  const session = await panel.api.session();
  if (!session.ok) return writtenRev;
  const answer = await panel.script.call('applyPlannedWrites', { tab: batch.tab, token: session.value.token });
  if (answer.ok) return batch.rev;
  if (answer.error.code !== 'busy')
    say(panel, `Results could not be written into the sheet: ${answer.error.message}`, 'error');
  return writtenRev;
}

function announceEnd(panel: Panel, batch: BatchView): void {
  const { completed, failed } = batch.counts;
  if (batch.status === 'completed') {
    const failures = failed > 0 ? `, ${failed} failed` : '';
    say(panel, `${batch.name} is finished: ${plural(completed, 'row')} completed${failures}.`, 'done');
  } else if (batch.status === 'paused') {
    say(panel, `${batch.name} is paused: ${batch.message}`, 'error');
  }
}
