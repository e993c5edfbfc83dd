import { useState } from 'preact/hooks';
import type { BatchView } from '../../shared/api.ts';
import type { Actions } from './actions.ts';
import { BatchLine } from './batch-line.tsx';
import { Icon, Note, Spinner } from './icons.tsx';
import type { State } from './state.ts';

/** Lines added at a time: nobody reads two hundred at once. */
const PAGE = 20;

/** Every batch of this spreadsheet, newest first. */
export function BatchesView({ state, actions }: { readonly state: State; readonly actions: Actions }) {
  const [shown, setShown] = useState(PAGE);
  const { batches } = state;
  if (batches.kind === 'none' || batches.kind === 'loading') {
    if (state.link.kind === 'unplugged') return <Note tone="info" title="Batches appear when the backend answers." />;
    return (
      <div class="waiting" role="status">
        <Spinner />
        <p>Loading batches…</p>
      </div>
    );
  }
  if (batches.kind === 'failed') {
    return (
      <Note tone="error" title="Batches could not be read" live>
        <p>{batches.failure.message}</p>
        <button type="button" class="link" onClick={actions.reloadBatches}>
          Try again
        </button>
      </Note>
    );
  }
  const listed = batches.batches.filter((batch) => batch.status !== 'draft');
  if (listed.length === 0) return <NoBatches actions={actions} />;
  return (
    <section class="sec" aria-labelledby="h-batches">
      <header>
        <h2 id="h-batches">Batches of this spreadsheet</h2>
        <button type="button" class="link" onClick={actions.reloadBatches}>
          Refresh
        </button>
      </header>
      <ul class="list batches">
        {listed.slice(0, shown).map((batch: BatchView) => (
          <BatchLine key={batch.id} batch={batch} busy={state.busy !== null} actions={actions} />
        ))}
      </ul>
      {listed.length > shown ? (
        <button type="button" class="link more" onClick={() => setShown(shown + PAGE)}>
          Show earlier batches
        </button>
      ) : null}
      {state.knowledge?.retentionDays ? (
        <p class="hint gap">Results are kept for {state.knowledge.retentionDays} days.</p>
      ) : null}
    </section>
  );
}

function NoBatches({ actions }: { readonly actions: Actions }) {
  return (
    <div class="empty">
      <Icon name="row" size={32} />
      <p>No batch has run in this spreadsheet yet.</p>
      <button type="button" class="link" onClick={() => actions.show('run')}>
        Set up the first one
      </button>
    </div>
  );
}
