import { useState } from 'preact/hooks';
import type { Catalogue } from '../../shared/catalogue.ts';
import type { Actions } from './actions.ts';
import { Dialog } from './dialog.tsx';
import { formatBytes, formatUsd } from './format.ts';
import { Icon, Note } from './icons.tsx';
import { type Tile, tilesOf } from './pictures.ts';
import type { State } from './state.ts';

/** One result large, with everything that is known of it; arrow keys go to its neighbours. */
export function PictureDialog({ state, actions }: { readonly state: State; readonly actions: Actions }) {
  const { results } = state;
  if (results.open === null) return null;
  const tiles = tilesOf({ ...results, filter: results.filter === 'failed' ? 'all' : results.filter }).filter(
    (tile) => tile.kind === 'output',
  );
  const at = tiles.findIndex((tile) => tile.key === results.open);
  const tile = tiles[at];
  if (tile?.kind !== 'output') return null;
  const go = (step: number) => {
    const next = tiles[at + step];
    if (next) actions.openPicture(next.key);
  };
  return (
    <Dialog
      title={`Row ${tile.row.number}${tile.row.outputs.length > 1 ? ` · ${tile.output.n}` : ''}`}
      wide
      onClose={() => actions.openPicture(null)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') go(-1);
        else if (event.key === 'ArrowRight') go(1);
      }}
      foot={
        <div class="row">
          <button type="button" class="ibtn" aria-label="Previous" disabled={at <= 0} onClick={() => go(-1)}>
            <Icon name="back" />
          </button>
          {tile.output.kind === 'image' ? (
            <a class="btn p" href={tile.output.url} download={tile.output.name} target="_blank" rel="noopener">
              <Icon name="download" size={16} /> Download
            </a>
          ) : (
            <CopyButton text={tile.output.text} />
          )}
          <button type="button" class="ibtn" aria-label="Next" disabled={at >= tiles.length - 1} onClick={() => go(1)}>
            <Icon name="next" />
          </button>
        </div>
      }
    >
      <Picture tile={tile} catalogue={state.knowledge?.catalogue ?? null} />
      <p class="vh" role="status">
        {at + 1} of {tiles.length}
      </p>
    </Dialog>
  );
}

function Picture({
  tile,
  catalogue,
}: {
  readonly tile: Extract<Tile, { kind: 'output' }>;
  readonly catalogue: Catalogue | null;
}) {
  const { output, row } = tile;
  const model = catalogue?.models.find((candidate) => candidate.id === output.model)?.title ?? output.model;
  const facts: readonly (readonly [string, string])[] = [
    ['File', output.name],
    ['Size', output.kind === 'image' ? `${output.width} × ${output.height}, ${formatBytes(output.bytes)}` : ''],
    ['Model', model],
    ['Seed', output.seed === null ? '' : String(output.seed)],
    ['Cost', output.costUsd === 0 ? 'free' : formatUsd(output.costUsd)],
    ['Version', output.version > 1 ? String(output.version) : ''],
  ];
  return (
    <>
      {output.kind === 'image' ? (
        <a class="large" href={output.url} target="_blank" rel="noopener" aria-label="Open at full size in a new tab">
          <img
            src={output.url}
            alt={`Result of row ${row.number}: ${row.label}`}
            width={output.width}
            height={output.height}
          />
        </a>
      ) : (
        <p class="textual">{output.text}</p>
      )}
      {output.warnings.length > 0 ? (
        <Note tone="warn" title={output.warnings.length === 1 ? 'Note' : 'Notes'}>
          <ul class="hint">
            {output.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Note>
      ) : null}
      {output.promptSent === '' ? null : (
        <div>
          <h3>Prompt sent</h3>
          <p class="prompt">{output.promptSent}</p>
        </div>
      )}
      <dl class="kv">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('Copy text');
  return (
    <button
      type="button"
      class="btn p"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setSaid('Copied'),
          () => setSaid('Select the text to copy it'),
        );
      }}
    >
      {said}
    </button>
  );
}
