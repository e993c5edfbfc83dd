import { useState } from 'preact/hooks';
import type { RowView } from '../../shared/api.ts';
import { ERROR_RULES } from '../../shared/errors.ts';
import type { Actions } from './actions.ts';
import { formatCount } from './format.ts';
import { Note } from './icons.tsx';
import { failuresByReason } from './pictures.ts';
import type { Results } from './state.ts';

const FEW = 5;

/** Failed rows, grouped by what went wrong, each with its way back into the sheet. */
export function FailedRows(props: { readonly results: Results; readonly tab: string; readonly actions: Actions }) {
  const groups = failuresByReason(props.results);
  if (groups.length === 0) return props.results.loading ? null : <Note tone="ok" title="No row has failed" />;
  return (
    <div class="stack">
      {groups.map((group) => (
        <Group key={group.reason} reason={group.reason} rows={group.rows} tab={props.tab} actions={props.actions} />
      ))}
    </div>
  );
}

function Group(props: {
  readonly reason: string;
  readonly rows: readonly RowView[];
  readonly tab: string;
  readonly actions: Actions;
}) {
  const { reason, rows, tab, actions } = props;
  const [shown, setShown] = useState(FEW);
  const code = rows[0]?.failure?.code;
  return (
    <section class="list" aria-label={reason}>
      <div class="why">
        <span class="n">{formatCount(rows.length)}</span>
        <span class="x">
          <b>{reason}</b>
          {code ? <small>{ERROR_RULES[code].advice}</small> : null}
        </span>
      </div>
      <ul>
        {rows.slice(0, shown).map((row) => (
          <li key={row.rowId}>
            <span class="x">
              <b>Row {row.number}</b>
              <small class="ellipsis">{row.label}</small>
            </span>
            <button
              type="button"
              class="link"
              aria-label={`Show in sheet: row ${row.number}`}
              onClick={() => actions.showRow(tab, row.rowId)}
            >
              Show in sheet
            </button>
          </li>
        ))}
      </ul>
      {rows.length > shown ? (
        <button type="button" class="link more" onClick={() => setShown(shown + 30)}>
          Show {formatCount(Math.min(30, rows.length - shown))} more
        </button>
      ) : null}
    </section>
  );
}
