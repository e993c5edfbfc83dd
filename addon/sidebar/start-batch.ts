import type { BatchView } from '../../shared/api.ts';
import { chosenRows } from '../choose-rows.ts';
import type { Answer, Chosen, LoadedTab, ScriptFailure } from '../protocol.ts';
import { checkRequest, checkTab } from './check-tab.ts';
import { followBatch, followUnfinished } from './follow-batch.ts';
import { type Panel, say } from './panel.ts';
import { batchName } from './state.ts';

/** What an action needs that shows another tab. */
export interface Linker {
  take(panel: Panel, tab: LoadedTab): Promise<void>;
}

/** The id of a batch whose start was never answered: pressing Start again means that very batch. */
let pendingId: string | null = null;

/** Starts a batch of the chosen rows as they were checked. `preview` runs them on the free studio engine. */
export async function startBatch(panel: Panel, chosen: Chosen, preview: boolean): Promise<void> {
  const state = panel.state();
  const request = checkRequest(state, preview);
  if (!request || state.check.kind !== 'done' || state.run.kind === 'starting') return;
  const session = await beginStart(panel, chosenRows(state.check.check.rows, chosen).length);
  if (!session.ok) {
    panel.dispatch({ type: 'not_started', failure: session.error });
    return;
  }
  const batchId = pendingId ?? panel.newId();
  pendingId = batchId;
  const answer = await panel.script.call('submitBatch', {
    ...request,
    batchId,
    token: session.value.token,
    name: batchName(state).slice(0, 200) || 'Batch',
    budgetUsd: state.setup.budgetUsd,
    chosen,
    digest: state.check.check.digest,
  });
  if (answer.ok) await started(panel, answer.value);
  else await notStarted(panel, batchId, answer.error);
}

function beginStart(panel: Panel, rows: number) {
  panel.dispatch({ type: 'starting', rows, since: panel.now() });
  return panel.api.session();
}

async function started(panel: Panel, batch: BatchView): Promise<void> {
  pendingId = null;
  await followBatch(panel, batch);
}

async function notStarted(panel: Panel, batchId: string, failure: ScriptFailure): Promise<void> {
  if (failure.code === 'changed') {
    panel.dispatch({ type: 'not_started', failure });
    await checkTab(panel);
    return;
  }
  // The answer may be what got lost, not the start.
  const known: Answer<BatchView> = await panel.api.batch(batchId);
  if (known.ok && known.value.status !== 'draft') {
    await started(panel, known.value);
    return;
  }
  panel.dispatch({ type: 'not_started', failure });
  if (failure.code === 'conflict' && (await followUnfinished(panel))) say(panel, failure.message, 'error');
}
