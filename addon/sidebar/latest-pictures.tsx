import type { BatchView, RowView } from '../../shared/api.ts';
import type { Actions } from './actions.ts';
import { pictureKey, previewUrl } from './pictures.ts';
import { isLive, type Results } from './state.ts';

const SHOWN = 6;

/** The last pictures that came, and what is being made just now. */
export function LatestPictures(props: {
  readonly results: Results;
  readonly batch: BatchView;
  readonly actions: Actions;
}) {
  const { results, batch, actions } = props;
  if (results.batchId !== batch.id) return null;
  const rows = [...results.rows.values()];
  const running = isLive(batch) ? rows.filter((row) => row.status === 'in progress').slice(0, 3) : [];
  const latest = newest(rows, SHOWN - Math.min(running.length, SHOWN));
  if (running.length + latest.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="h-new">
      <header>
        <h2 id="h-new">Latest</h2>
        <button type="button" class="link" onClick={() => actions.show('results')}>
          See all
        </button>
      </header>
      <ul class="thumbs">
        {running.map((row) => (
          <li key={`run ${row.rowId}`}>
            <span class="th skel">
              <span class="im">
                <span class="spin" />
              </span>
              <span class="cap">
                <b>Row {row.number}</b>
              </span>
            </span>
          </li>
        ))}
        {latest.map(({ row, url, key }) => (
          <li key={key}>
            <button
              type="button"
              class="th"
              aria-label={`Expand the picture of row ${row.number}`}
              onClick={() => actions.openPicture(key)}
            >
              <img class="im" alt="" src={previewUrl(url)} loading="lazy" />
              <span class="cap">
                <b>Row {row.number}</b>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function newest(rows: readonly RowView[], count: number) {
  const done = rows.filter((row) => row.outputs.some((output) => output.kind === 'image'));
  done.sort((a, b) => b.rev - a.rev);
  return done.slice(0, count).flatMap((row) => {
    const output = row.outputs.find((candidate) => candidate.kind === 'image');
    return output ? [{ row, url: output.url, key: pictureKey(row, output) }] : [];
  });
}
