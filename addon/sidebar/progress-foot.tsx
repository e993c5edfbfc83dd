import { useState } from 'preact/hooks';
import type { BatchView } from '../../shared/api.ts';
import type { Actions } from './actions.ts';
import { Confirm } from './dialog.tsx';
import { formatCount, formatUsd, plural } from './format.ts';
import { Icon, PlayIcon, Spinner, StopIcon } from './icons.tsx';
import { ResumeDialog } from './resume-dialog.tsx';
import { RetryDialog } from './retry-dialog.tsx';
import { isLive, type State } from './state.ts';

interface Props {
  readonly state: State;
  readonly actions: Actions;
  readonly batch: BatchView;
}

/** The buttons of a batch: what is possible now, and nothing else. */
export function ProgressFoot({ state, actions, batch }: Props) {
  const [asking, setAsking] = useState<'none' | 'resume' | 'cancel' | 'retry' | 'regenerate'>('none');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const busy = state.busy !== null;
  const live = isLive(batch);
  const resting = batch.status === 'stopped' || batch.status === 'paused';
  const left = batch.counts.stopped + batch.counts.queued + batch.counts.waitingForBudget;
  const others = state.check.kind === 'done' ? state.check.check.rows.length - batch.counts.total : 0;
  const regenerate = async () => {
    const rowIds = await actions.selectedInSheet();
    if (rowIds.length === 0) return;
    setPicked(rowIds);
    setAsking('regenerate');
  };
  const cancel = (look: string) => (
    <button type="button" class={look} disabled={busy} onClick={() => setAsking('cancel')}>
      {look === 'btn o fit' ? 'Cancel' : 'Cancel this batch'}
    </button>
  );
  return (
    <>
      {live ? <p class="hint">You can close this panel; the run goes on.</p> : null}
      {busy ? (
        <p class="hint foot-line" role="status">
          <Spinner /> {state.busy}
        </p>
      ) : null}
      <div class="row">
        {live ? (
          <button
            type="button"
            class="btn d"
            disabled={busy || batch.status === 'stopping'}
            onClick={() => actions.act(batch, { do: 'stop' })}
          >
            <StopIcon /> Stop
          </button>
        ) : null}
        {resting ? (
          <button
            type="button"
            class="btn p"
            disabled={busy}
            onClick={() => (waitsForMoney(batch) ? setAsking('resume') : actions.act(batch, { do: 'resume' }))}
          >
            <PlayIcon /> Resume {left > 0 ? formatCount(left) : ''}
          </button>
        ) : null}
        {live ? cancel('btn o fit') : null}
        {live || resting ? null : (
          <button
            type="button"
            class="btn p"
            disabled={busy}
            onClick={() => actions.leave(others > 0 ? 'check' : 'setup')}
          >
            {others > 0 ? `Go on with ${formatCount(others)} more` : 'New batch'}
          </button>
        )}
        {!live && batch.counts.failed > 0 ? (
          <button type="button" class="btn o" disabled={busy} onClick={() => setAsking('retry')}>
            <Icon name="retry" size={16} /> Retry {formatCount(batch.counts.failed)}
          </button>
        ) : null}
      </div>
      {resting ? cancel('link center') : null}
      {!live && !resting && !batch.preview ? (
        <button type="button" class="link center" disabled={busy} onClick={() => void regenerate()}>
          Regenerate the rows selected in the sheet
        </button>
      ) : null}
      {asking === 'resume' ? (
        <ResumeDialog
          batch={batch}
          onClose={() => setAsking('none')}
          onResume={(budgetUsd) => actions.act(batch, { do: 'resume', body: { budgetUsd } })}
        />
      ) : null}
      {asking === 'cancel' ? (
        <Confirm
          title="Cancel this batch?"
          action="Cancel batch"
          danger
          onClose={() => setAsking('none')}
          onConfirm={() => actions.act(batch, { do: 'cancel' })}
        >
          <p>
            {plural(left, 'row')} will not be run, and its budget is free again. Finished images are kept. To go on
            later, press Stop instead.
          </p>
        </Confirm>
      ) : null}
      {asking === 'retry' ? (
        <RetryDialog batch={batch} onClose={() => setAsking('none')} onRetry={(body) => actions.retry(batch, body)} />
      ) : null}
      {asking === 'regenerate' ? (
        <Confirm
          title="Regenerate selected rows?"
          action={`Regenerate ${formatCount(picked.length)}`}
          onClose={() => setAsking('none')}
          onConfirm={() => actions.act(batch, { do: 'regenerate', body: { rowIds: picked } })}
        >
          <p>
            {plural(picked.length, 'row')} will be made again with new seeds, and paid for again
            {costOf(batch, picked.length)}. The earlier versions are kept.
          </p>
        </Confirm>
      ) : null}
    </>
  );
}

function waitsForMoney(batch: BatchView): boolean {
  return batch.status === 'paused' && batch.budgetUsd !== null && batch.counts.waitingForBudget > 0;
}

/** What rows of this batch have cost on average, as far as it is known. */
function costOf(batch: BatchView, rows: number): string {
  const run = batch.counts.completed - batch.counts.reused;
  if (run <= 0 || batch.spentUsd === 0) return '';
  return ` (about ${formatUsd((batch.spentUsd / run) * rows)})`;
}
