import type { LoadedTab } from '../protocol.ts';
import { checkQuietly, checkTab } from './check-tab.ts';
import { followUnfinished, showNewestResults, unfollow } from './follow-batch.ts';
import { loadBatches } from './manage-batches.ts';
import type { Panel } from './panel.ts';
import type { Linker } from './start-batch.ts';
import { isUnfinished } from './state.ts';

const RETRY_MS = [5_000, 10_000, 20_000, 30_000];

/** Opens the panel: the tab first (it needs Google only), then the backend, which is tried until it answers. */
export async function openPanel(panel: Panel): Promise<void> {
  const loaded = await panel.script.call('loadTab', null);
  if (!loaded.ok) {
    panel.dispatch({ type: 'unplugged', failure: loaded.error, retryAt: null });
    return;
  }
  takeTab(panel, loaded.value);
  await link(panel, 0);
}

/** Tries again at once. */
export function relink(panel: Panel): Promise<void> {
  return panel.state().tab ? link(panel, 0) : openPanel(panel);
}

let linking = 0;

async function link(panel: Panel, attempt: number): Promise<void> {
  const turn = ++linking;
  const [session, models] = await openBackend(panel);
  if (turn !== linking) return;
  if (session.ok && models.ok) {
    panel.dispatch({ type: 'linked', proved: session.value.proved, knowledge: models.value });
    await afterLink(panel);
    return;
  }
  const failure = !session.ok ? session.error : models.ok ? null : models.error;
  if (!failure) return;
  // Only an outage heals by itself: an account that Google mixes up needs the person.
  const retry = failure.code === 'unplugged' || failure.code === 'backend';
  const pause = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 30_000;
  panel.dispatch({ type: 'unplugged', failure, retryAt: retry ? panel.now() + pause : null });
  if (attempt === 0) await checkIfReady(panel);
  if (!retry) return;
  await panel.wait(pause);
  if (turn === linking) await link(panel, attempt + 1);
}

async function openBackend(panel: Panel) {
  const session = await panel.api.session();
  if (!session.ok) return [session, session] as const;
  return [session, await panel.api.models()] as const;
}

async function afterLink(panel: Panel): Promise<void> {
  const wanted = panel.state().tab?.view;
  await Promise.all([followUnfinished(panel), checkIfReady(panel)]);
  if (wanted === 'results') await showNewestResults(panel);
}

async function checkIfReady(panel: Panel): Promise<void> {
  const state = panel.state();
  const following = state.run.kind === 'following' && isUnfinished(state.run.batch);
  if (state.setup.template !== null && !following) await checkTab(panel);
}

/** Shows a tab: the one that was open, or one that Rowshot made. */
export function takeTab(panel: Panel, tab: LoadedTab): void {
  const before = panel.state().tab;
  // What is still asked about the other tab's batch must not come back here.
  if (before && before.tab !== tab.tab) unfollow(panel);
  panel.dispatch({ type: 'tab_loaded', tab });
  if (tab.view === 'check') panel.dispatch({ type: 'step', step: 'check' });
  if (tab.view === 'results' || tab.view === 'batches' || tab.view === 'help')
    panel.dispatch({ type: 'view', view: tab.view });
  if (tab.view === 'batches') void loadBatches(panel);
}

/** The person came back to the panel: is it still the same tab? */
export async function lookAtTab(panel: Panel): Promise<void> {
  const before = panel.state();
  if (before.busy !== null || before.run.kind === 'starting' || before.tab === null) return;
  const loaded = await panel.script.call('loadTab', null);
  if (!loaded.ok || panel.state().busy !== null) return;
  const moved = loaded.value.tab !== before.tab.tab;
  if (!moved) {
    const { run, step, view } = panel.state();
    // Somebody who comes back from mending cells wants to see that they are mended.
    if (view === 'run' && step === 'check' && run.kind !== 'following') await checkQuietly(panel);
    return;
  }
  // Whoever pressed Check while the other tab was still shown means this one.
  const { step, run } = panel.state();
  const checking = step === 'check' && run.kind !== 'following' && loaded.value.setup.template !== null;
  takeTab(panel, { ...loaded.value, view: checking ? 'check' : 'run' });
  if (panel.state().link.kind === 'open') await afterLink(panel);
  else await checkIfReady(panel);
}

/** Ties the actions that need a new tab to the panel without a cycle of imports. */
export const linker: Linker = {
  take: async (panel, tab) => {
    takeTab(panel, { ...tab, view: 'run' });
    await checkIfReady(panel);
  },
};
