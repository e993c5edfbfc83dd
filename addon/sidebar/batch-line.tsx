import { useState } from 'preact/hooks';
import type { BatchView } from '../../shared/api.ts';
import type { Actions } from './actions.ts';
import { Confirm, Dialog } from './dialog.tsx';
import { TextField } from './fields.tsx';
import { formatCount, formatUsd, formatWhen, plural } from './format.ts';
import { RetryDialog } from './retry-dialog.tsx';
import { isLive } from './state.ts';

const TONES: Readonly<Record<BatchView['status'], string>> = {
  draft: 'st',
  running: 'run',
  stopping: 'run',
  stopped: 'st',
  paused: 'warn',
  completed: 'ok',
  cancelled: 'st',
};

type Asking = 'none' | 'retry' | 'rename' | 'remove';

/** One batch with its state and what can be done with it. */
export function BatchLine({
  batch,
  busy,
  actions,
}: {
  readonly batch: BatchView;
  readonly busy: boolean;
  readonly actions: Actions;
}) {
  const [asking, setAsking] = useState<Asking>('none');
  const { counts } = batch;
  const total = Math.max(1, counts.total);
  const width = (count: number) => ({ width: `${(count / total) * 100}%` });
  const summary = [
    `${formatCount(counts.completed)} of ${plural(counts.total, 'row')}`,
    counts.failed > 0 ? `${formatCount(counts.failed)} failed` : '',
    batch.spentUsd > 0 ? formatUsd(batch.spentUsd) : '',
  ].filter((part) => part !== '');
  return (
    <li>
      <div class="top">
        <button
          type="button"
          class="name"
          onClick={() => actions.follow(batch, isLive(batch) ? 'run' : 'results')}
          title={batch.message || batch.name}
        >
          {batch.name}
        </button>
        <span class={`tag ${batch.status === 'completed' && counts.failed > 0 ? 'warn' : TONES[batch.status]}`}>
          {batch.status}
        </span>
      </div>
      <div
        class="bar"
        role="img"
        aria-label={`${counts.completed} of ${counts.total} rows completed, ${counts.failed} failed`}
      >
        <i class="done" style={width(counts.completed)} />
        <i class="fail" style={width(counts.failed)} />
        {isLive(batch) ? <i class="run" style={width(counts.running)} /> : null}
      </div>
      <p class="hint">
        {batch.preview ? 'Preview · ' : ''}
        {summary.join(' · ')}
        <br />
        {formatWhen(batch.startedAt ?? batch.createdAt, Date.now())} · {batch.tabTitle}
      </p>
      <BatchButtons batch={batch} busy={busy} actions={actions} ask={setAsking} />
      {asking === 'retry' ? (
        <RetryDialog batch={batch} onClose={() => setAsking('none')} onRetry={(body) => actions.retry(batch, body)} />
      ) : null}
      {asking === 'rename' ? <RenameDialog batch={batch} actions={actions} onClose={() => setAsking('none')} /> : null}
      {asking === 'remove' ? (
        <Confirm
          title="Delete this batch?"
          action="Delete"
          danger
          onClose={() => setAsking('none')}
          onConfirm={() => actions.remove(batch)}
        >
          <p>
            {batch.name} and its {plural(batch.images, 'image')} are deleted for everybody, and their links in the sheet
            stop working. This cannot be undone.
          </p>
        </Confirm>
      ) : null}
    </li>
  );
}

function BatchButtons(props: {
  readonly batch: BatchView;
  readonly busy: boolean;
  readonly actions: Actions;
  readonly ask: (what: Asking) => void;
}) {
  const { batch, busy, actions, ask } = props;
  const live = isLive(batch);
  const resting = batch.status === 'stopped' || batch.status === 'paused';
  const button = (label: string, onClick: () => void, danger = false) => (
    <button
      type="button"
      class={danger ? 'link danger' : 'link'}
      disabled={busy}
      aria-label={`${label}: ${batch.name}`}
      onClick={onClick}
    >
      {label}
    </button>
  );
  return (
    <div class="acts">
      {batch.status === 'running' ? button('Stop', () => actions.act(batch, { do: 'stop' })) : null}
      {resting ? button('Resume', () => actions.act(batch, { do: 'resume' })) : null}
      {!live && batch.counts.failed > 0
        ? button(`Retry ${formatCount(batch.counts.failed)}`, () => ask('retry'))
        : null}
      {batch.preview ? null : button('Open', () => actions.openInTab(batch))}
      {batch.images > 0 || batch.counts.completed > 0
        ? button('Download', () => {
            actions.follow(batch, 'results');
            actions.exportZip(batch.id, null);
          })
        : null}
      {button('Rename', () => ask('rename'))}
      {live ? null : button('Delete', () => ask('remove'), true)}
    </div>
  );
}

function RenameDialog({
  batch,
  actions,
  onClose,
}: {
  readonly batch: BatchView;
  readonly actions: Actions;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(batch.name);
  const ready = name.trim() !== '' && name !== batch.name;
  return (
    <Dialog
      title="Rename batch"
      onClose={onClose}
      foot={
        <div class="row">
          <button type="button" class="btn o" onClick={onClose}>
            Keep as it is
          </button>
          <button
            type="button"
            class="btn p"
            aria-disabled={!ready}
            onClick={() => {
              if (!ready) return;
              onClose();
              actions.act(batch, { do: 'rename', body: { name: name.trim() } });
            }}
          >
            Rename
          </button>
        </div>
      }
    >
      <TextField label="Name" value={name} onChange={setName} />
    </Dialog>
  );
}
