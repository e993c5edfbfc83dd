import { useEffect, useRef, useState } from 'preact/hooks';
import type { Actions } from './actions.ts';
import { Icon } from './icons.tsx';
import { previewUrl, type Tile } from './pictures.ts';

const COLUMNS = 2;
/** Height of one line of tiles with its gap, in pixels; the style sheet keeps to it. */
const LINE = 168;
const OVERSCAN = 3;

/** Two tiles a line; only the lines in sight are in the page, so 10,000 pictures scroll as ten do. */
export function ThumbnailGrid(props: {
  readonly tiles: readonly Tile[];
  readonly selected: ReadonlySet<string>;
  readonly actions: Actions;
}) {
  const { tiles, selected, actions } = props;
  const ref = useRef<HTMLUListElement>(null);
  const [sight, setSight] = useState({ from: 0, to: 8 });
  useEffect(() => {
    const list = ref.current;
    const scroller = list?.closest('.main');
    if (!list || !scroller) return;
    const look = () => {
      const above = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top;
      const from = Math.max(0, Math.floor(above / LINE) - OVERSCAN);
      const to = Math.ceil((above + scroller.clientHeight) / LINE) + OVERSCAN;
      setSight((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    const watcher = new ResizeObserver(look);
    watcher.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', look);
      watcher.disconnect();
    };
  }, []);
  const lines = Math.ceil(tiles.length / COLUMNS);
  const shown = tiles.slice(sight.from * COLUMNS, sight.to * COLUMNS);
  return (
    <ul ref={ref} class="grid" style={{ height: `${lines * LINE - 8}px` }} aria-label={`${tiles.length} results`}>
      {shown.map((tile, index) => {
        const at = sight.from * COLUMNS + index;
        const place = {
          top: `${Math.floor(at / COLUMNS) * LINE}px`,
          left: at % COLUMNS === 0 ? '0' : 'calc(50% + 4px)',
        };
        return (
          <li key={tile.key} style={place} aria-setsize={tiles.length} aria-posinset={at + 1}>
            <TileView tile={tile} selected={selected.has(tile.row.rowId)} actions={actions} />
          </li>
        );
      })}
    </ul>
  );
}

function TileView({
  tile,
  selected,
  actions,
}: {
  readonly tile: Tile;
  readonly selected: boolean;
  readonly actions: Actions;
}) {
  const { row } = tile;
  if (tile.kind === 'row') {
    const failed = row.status === 'failed';
    return (
      <div class={failed ? 'th bad' : 'th skel'} title={row.failure?.message ?? row.message}>
        <span class="im">{failed ? <Icon name="error" size={24} /> : <span class="spin" />}</span>
        <span class="cap">
          <b>Row {row.number}</b>
          <span>{row.status}</span>
        </span>
      </div>
    );
  }
  const { output } = tile;
  const name = row.outputs.length > 1 ? `Row ${row.number}, ${output.n}` : `Row ${row.number}`;
  return (
    <div class={selected ? 'th on' : 'th'}>
      <button
        type="button"
        class="pic"
        aria-label={`Expand ${name}: ${output.name || row.label}`}
        onClick={() => actions.openPicture(tile.key)}
      >
        {output.kind === 'image' ? (
          <img class="im" alt="" src={previewUrl(output.url)} loading="lazy" decoding="async" />
        ) : (
          <span class="im text">{output.text}</span>
        )}
      </button>
      <input
        type="checkbox"
        aria-label={`Select row ${row.number}${row.outputs.length > 1 ? ` (picture ${output.n})` : ''}`}
        checked={selected}
        onChange={(event) => actions.select([row.rowId], event.currentTarget.checked)}
      />
      <span class="cap">
        <b>{name}</b>
        {output.kind === 'image' ? (
          <a
            href={output.url}
            download={output.name}
            target="_blank"
            rel="noopener"
            aria-label={`Download ${output.name}`}
          >
            <Icon name="download" size={16} />
          </a>
        ) : null}
      </span>
    </div>
  );
}
