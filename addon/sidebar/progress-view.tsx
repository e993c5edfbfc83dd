import type { BatchView } from '../../shared/api.ts';
import type { RowCounts } from '../../shared/states.ts';
import type { Actions } from './actions.ts';
import { formatCount, formatDuration, formatUsd, formatWhen, plural } from './format.ts';
import { Icon, Note } from './icons.tsx';
import { LatestPictures } from './latest-pictures.tsx';
import { isLive, type State } from './state.ts';

interface Props {
  readonly state: State;
  readonly actions: Actions;
  readonly batch: BatchView;
}

/** A batch while it runs, rests or is done. */
export function ProgressView({ state, actions, batch }: Props) {
  return (
    <>
      <Headline batch={batch} />
      <Progress batch={batch} />
      <LatestPictures results={state.results} batch={batch} actions={actions} />
      {batch.counts.failed > 0 ? (
        <button
          type="button"
          class="line"
          onClick={() => {
            actions.filter('failed');
            actions.show('results');
          }}
        >
          <Icon name="error" />
          <span>
            {plural(batch.counts.failed, 'row')} failed
            <small>See why, and where</small>
          </span>
          <Icon name="next" size={16} />
        </button>
      ) : null}
    </>
  );
}

function Headline({ batch }: { readonly batch: BatchView }) {
  const { counts } = batch;
  if (batch.status === 'completed') {
    const took =
      batch.finishedAt !== null && batch.startedAt !== null
        ? formatDuration((batch.finishedAt - batch.startedAt) / 1000)
        : '';
    const failed = counts.failed > 0 ? `, ${formatCount(counts.failed)} failed` : '';
    return (
      <Note
        tone={counts.completed === 0 && counts.failed > 0 ? 'error' : 'ok'}
        title={`${formatCount(counts.completed)} of ${plural(counts.total, 'row')} completed${failed}`}
        live
      >
        <span class="hint">
          {[
            took,
            formatUsd(batch.spentUsd),
            counts.reused > 0 ? `${formatCount(counts.reused)} unchanged, not run again` : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </Note>
    );
  }
  if (batch.status === 'paused')
    return (
      <Note tone="warn" title="Paused" live>
        <p class="hint">{batch.message || 'It goes on when you press Resume.'}</p>
      </Note>
    );
  if (batch.status === 'stopped') {
    return (
      <Note tone="pause" title="Stopped" live>
        <p class="hint">{plural(counts.stopped + counts.queued, 'row')} still to do. Finished images are kept.</p>
      </Note>
    );
  }
  if (batch.status === 'cancelled')
    return (
      <Note tone="info" title="Cancelled" live>
        <p class="hint">Finished images are kept; its budget is free again.</p>
      </Note>
    );
  return batch.message === '' ? null : <Note tone="info" title={batch.message} />;
}

const PARTS: readonly (readonly [label: string, className: string, count: (counts: RowCounts) => number])[] = [
  ['Queued', 'q', (counts) => counts.queued],
  ['In progress', 'run', (counts) => counts.running],
  ['Completed', 'ok', (counts) => counts.completed],
  ['Failed', 'err', (counts) => counts.failed],
  ['Stopped', 'st', (counts) => counts.stopped],
  ['Waiting for budget', 'st', (counts) => counts.waitingForBudget],
  ['Cancelled', 'st', (counts) => counts.cancelled],
];

function Progress({ batch }: { readonly batch: BatchView }) {
  const { counts } = batch;
  const total = Math.max(1, counts.total);
  const ended = counts.completed + counts.failed + counts.cancelled;
  const percent = Math.floor((ended / total) * 100);
  const live = isLive(batch);
  const width = (count: number) => ({ width: `${(count / total) * 100}%` });
  return (
    <section class="sec" aria-labelledby="h-prog">
      <h2 id="h-prog" class="vh">
        Progress of {batch.name}
      </h2>
      <div class="big">
        <p class="pc">
          {percent}
          <small>%</small>
        </p>
        <p class="eta">
          <b>{headText(batch)}</b>
          {batch.name}
          {batch.preview ? ' (preview)' : ''}
        </p>
      </div>
      <div
        class="bar"
        role="progressbar"
        aria-label="Rows finished"
        aria-valuemin={0}
        aria-valuemax={counts.total}
        aria-valuenow={ended}
        aria-valuetext={`${ended} of ${counts.total} rows, ${counts.failed} failed`}
      >
        <i class="done" style={width(counts.completed)} />
        <i class={live ? 'run' : 'stop'} style={width(counts.running)} />
        <i class="fail" style={width(counts.failed)} />
        <i class="stop" style={width(counts.cancelled)} />
      </div>
      <p class="vh" role="status">
        {live ? `${Math.floor(percent / 10) * 10} percent` : ''}
      </p>
      <ul class="counts" aria-label="Rows by status">
        {PARTS.filter(([label, , count]) => label === 'Completed' || count(counts) > 0).map(
          ([label, className, count]) => (
            <li key={label}>
              <b>
                <i class={`dot ${className}`} />
                {formatCount(count(counts))}
              </b>
              {label}
            </li>
          ),
        )}
      </ul>
      <dl class="speed">
        <div>
          <dt>Rate</dt>
          <dd>{live && batch.ratePerMinute !== null ? `${formatRate(batch.ratePerMinute)} / min` : '–'}</dd>
        </div>
        <div>
          <dt>Images</dt>
          <dd>{formatCount(batch.images)}</dd>
        </div>
        <div>
          <dt>Cost so far</dt>
          <dd>
            {formatUsd(batch.spentUsd)}
            {batch.budgetUsd === null ? '' : <small> of {formatUsd(batch.budgetUsd)}</small>}
          </dd>
        </div>
      </dl>
      {batch.inDoubtUsd > 0 ? (
        <p class="hint">
          {formatUsd(batch.inDoubtUsd)} more may have been charged ({plural(counts.inDoubt, 'row')} in doubt).
        </p>
      ) : null}
    </section>
  );
}

function formatRate(rate: number): string {
  return rate >= 10 ? formatCount(Math.round(rate)) : rate.toFixed(1).replace(/\.0$/, '');
}

function headText(batch: BatchView): string {
  if (batch.status === 'stopping') return 'Stopping…';
  if (batch.status === 'running') {
    if (batch.secondsLeft === null) return 'Running';
    return batch.secondsLeft === 0 ? 'Nearly done' : `About ${formatDuration(batch.secondsLeft)} left`;
  }
  return batch.finishedAt === null ? ' ' : formatWhen(batch.finishedAt, Date.now());
}
