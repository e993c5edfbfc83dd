import type { Actions } from './actions.ts';
import { ExportNote } from './export-note.tsx';
import { FailedRows } from './failed-rows.tsx';
import { formatCount, plural } from './format.ts';
import { Icon, Note, Spinner } from './icons.tsx';
import { tilesOf } from './pictures.ts';
import type { Results, State } from './state.ts';
import { ThumbnailGrid } from './thumbnail-grid.tsx';

interface Props {
  readonly state: State;
  readonly actions: Actions;
}

/** The pictures of the batch that is shown, as they finish. */
export function ResultsView({ state, actions }: Props) {
  const { results } = state;
  if (results.batchId === null) {
    return (
      <div class="empty">
        <Icon name="picture" size={32} />
        <p>Results appear here as they finish.</p>
        <button type="button" class="link" onClick={() => actions.show('batches')}>
          Choose an earlier batch
        </button>
      </div>
    );
  }
  const tiles = tilesOf(results);
  const batch = shownBatch(state);
  return (
    <>
      <p class="hint ellipsis">{batch ? batch.name : ''}</p>
      <Filter results={results} actions={actions} />
      <ExportNote exporting={state.exporting} actions={actions} />
      {results.filter === 'failed' ? (
        <FailedRows results={results} tab={batch?.tab ?? state.tab?.tab ?? ''} actions={actions} />
      ) : null}
      {results.loading ? (
        <p class="hint foot-line" role="status">
          <Spinner /> {results.rows.size === 0 ? 'Loading results…' : `${plural(results.rows.size, 'row')} loaded…`}
        </p>
      ) : null}
      {results.filter === 'failed' ? null : tiles.length > 0 ? (
        <ThumbnailGrid tiles={tiles} selected={results.selected} actions={actions} />
      ) : results.loading ? null : (
        <Note tone="info" title="Nothing here yet">
          <p class="hint">
            {results.filter === 'all' ? 'No row has finished so far.' : 'No row has completed so far.'}
          </p>
        </Note>
      )}
    </>
  );
}

function Filter({ results, actions }: { readonly results: Results; readonly actions: Actions }) {
  let completed = 0;
  let failed = 0;
  for (const row of results.rows.values()) {
    if (row.status === 'completed') completed++;
    else if (row.status === 'failed') failed++;
  }
  const chip = (filter: Results['filter'], label: string, count: number) => (
    <button type="button" class="chip" aria-pressed={results.filter === filter} onClick={() => actions.filter(filter)}>
      {label} {formatCount(count)}
    </button>
  );
  return (
    <fieldset class="chips" aria-label="Filter">
      {chip('all', 'All', results.rows.size)}
      {chip('completed', 'Completed', completed)}
      {chip('failed', 'Failed', failed)}
    </fieldset>
  );
}

function shownBatch(state: State) {
  const id = state.results.batchId;
  if (state.run.kind === 'following' && state.run.batch.id === id) return state.run.batch;
  return state.batches.kind === 'listed' ? (state.batches.batches.find((batch) => batch.id === id) ?? null) : null;
}

/** ZIP of all, or of the ticked rows; new versions of the ticked ones. */
export function ResultsFoot({ state, actions }: Props) {
  const { results, exporting } = state;
  const batchId = results.batchId;
  if (batchId === null) return null;
  const chosen = [...results.selected];
  const finished = [...results.rows.values()].filter((row) => row.outputs.length > 0).length;
  const packing = exporting.kind === 'asked' || (exporting.kind === 'known' && exporting.view.state === 'building');
  const off = packing || finished === 0;
  return (
    <>
      {chosen.length > 0 ? (
        <p class="hint foot-line">
          {plural(chosen.length, 'row')} selected
          <button type="button" class="link" onClick={() => actions.select(chosen, false)}>
            Clear
          </button>
        </p>
      ) : null}
      <div class="row">
        {chosen.length > 0 ? (
          <button
            type="button"
            class="btn o"
            aria-disabled={off}
            onClick={() => (off ? undefined : actions.exportZip(batchId, chosen))}
          >
            <Icon name="download" size={16} /> ZIP of {formatCount(chosen.length)}
          </button>
        ) : null}
        <button
          type="button"
          class="btn p"
          aria-disabled={off}
          onClick={() => (off ? undefined : actions.exportZip(batchId, null))}
        >
          <Icon name="download" size={16} /> {chosen.length > 0 ? 'All' : `ZIP of ${plural(finished, 'row')}`}
        </button>
      </div>
    </>
  );
}
