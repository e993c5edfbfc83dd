import type { Actions } from './actions.ts';
import { formatBytes, formatCount } from './format.ts';
import { Icon, Note } from './icons.tsx';
import type { Exporting } from './state.ts';

/** A ZIP while it is packed, and the link when it is ready. */
export function ExportNote({ exporting, actions }: { readonly exporting: Exporting; readonly actions: Actions }) {
  if (exporting.kind === 'none') return null;
  if (exporting.kind === 'asked') return <Packing done={0} total={0} />;
  const { view } = exporting;
  if (view.state === 'building') return <Packing done={view.done} total={view.total} />;
  if (view.state === 'failed') {
    return (
      <Note tone="error" title="The ZIP could not be made" live>
        <p class="hint">{view.message}</p>
        <button type="button" class="link" onClick={actions.dismissExport}>
          Close
        </button>
      </Note>
    );
  }
  return (
    <Note tone="ok" title="The ZIP is ready" live>
      <p class="hint ellipsis">
        {view.name} · {formatBytes(view.bytes)}
      </p>
      <p class="links">
        <a class="link strong" href={view.url} download={view.name} target="_blank" rel="noopener">
          Download
        </a>
        <button type="button" class="link" onClick={actions.dismissExport}>
          Close
        </button>
      </p>
    </Note>
  );
}

function Packing({ done, total }: { readonly done: number; readonly total: number }) {
  return (
    <div class="note info" role="status">
      <Icon name="download" />
      <div class="x">
        <b>{total > 0 ? `Packing ${formatCount(done)} of ${formatCount(total)}` : 'Packing…'}</b>
        <div
          class="bar"
          role="progressbar"
          aria-label="ZIP"
          aria-valuemin={0}
          aria-valuemax={Math.max(1, total)}
          aria-valuenow={done}
        >
          <i class="run" style={{ width: total > 0 ? `${(done / total) * 100}%` : '100%' }} />
        </div>
      </div>
    </div>
  );
}
