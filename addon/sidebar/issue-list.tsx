import { useState } from 'preact/hooks';
import type { Issue } from '../../shared/issue.ts';
import type { TabCheck } from '../protocol.ts';
import type { Actions } from './actions.ts';
import { Fold } from './fields.tsx';
import { formatCount, plural } from './format.ts';
import { Icon } from './icons.tsx';

interface Props {
  readonly check: TabCheck;
  readonly actions: Actions;
  readonly busy: boolean;
}

/** Lines shown before "Show more". */
const FEW = 6;

/** What must be mended before its rows can run, cell by cell. */
export function ErrorList({ check, actions, busy }: Props) {
  if (check.errorCount === 0) return null;
  const broken = check.rows.filter((row) => !row.ready).length;
  const ready = check.rows.length - broken;
  const title =
    broken === 0
      ? plural(check.errorCount, 'error')
      : `${plural(broken, 'row')} ${broken === 1 ? 'needs' : 'need'} a fix`;
  return (
    <section class="note error col" aria-labelledby="h-err">
      <div class="top" role="status">
        <Icon name="error" />
        <div class="x">
          <h2 id="h-err">{title}</h2>
          <span class="hint">
            {ready > 0
              ? `The other ${formatCount(ready)} ${ready === 1 ? 'is' : 'are'} ready.`
              : 'Mend what is listed, then check again.'}
          </span>
        </div>
        {check.repairable > 1 ? (
          <button type="button" class="link" disabled={busy} onClick={actions.repairAll}>
            Repair all {formatCount(check.repairable)}
          </button>
        ) : null}
      </div>
      <IssueLines issues={check.errors} total={check.errorCount} actions={actions} busy={busy} />
    </section>
  );
}

/** What is read with a guess, or dropped; the rows run all the same. */
export function WarningFold({ check, actions, busy }: Props) {
  if (check.warningCount === 0) return null;
  return (
    <Fold title={plural(check.warningCount, 'warning')} note="rows run all the same">
      <IssueLines issues={check.warnings} total={check.warningCount} actions={actions} busy={busy} />
    </Fold>
  );
}

function IssueLines(props: {
  readonly issues: readonly Issue[];
  readonly total: number;
  readonly actions: Actions;
  readonly busy: boolean;
}) {
  const { issues, total, actions, busy } = props;
  const [shown, setShown] = useState(FEW);
  const rest = Math.min(issues.length, total) - shown;
  return (
    <>
      <ul class="issues">
        {issues.slice(0, shown).map((issue, index) => (
          <IssueLine key={`${issue.cell ?? issue.column}${index}`} issue={issue} actions={actions} busy={busy} />
        ))}
      </ul>
      {rest > 0 ? (
        <button type="button" class="link more" onClick={() => setShown(shown + 30)}>
          Show {formatCount(Math.min(30, rest))} more
        </button>
      ) : total > issues.length && shown >= issues.length ? (
        <p class="hint more">
          The first {formatCount(issues.length)} of {formatCount(total)} are listed.
        </p>
      ) : null}
    </>
  );
}

function IssueLine({
  issue,
  actions,
  busy,
}: {
  readonly issue: Issue;
  readonly actions: Actions;
  readonly busy: boolean;
}) {
  const { cell, repair } = issue;
  const text = withoutCell(issue);
  return (
    <li>
      {cell === null ? (
        <div class="issue">
          <span class="cell">–</span>
          <span>{text}</span>
        </div>
      ) : (
        <button type="button" class="issue" onClick={() => actions.jump(cell)} title="Go to the cell">
          <span class="cell">{cell}</span>
          <span>{text}</span>
          <Icon name="next" size={16} />
        </button>
      )}
      {repair && cell !== null ? (
        <button
          type="button"
          class="link fix"
          disabled={busy}
          aria-label={`${repair.label} in ${cell}`}
          onClick={() => actions.repair(cell, issue.found, repair.value)}
        >
          {repair.label}
        </button>
      ) : null}
      {cell === null && issue.severity === 'error' && issue.column !== '' ? (
        <button type="button" class="link fix" disabled={busy} onClick={() => actions.addColumn(issue.column)}>
          Add the column {issue.column}
        </button>
      ) : null}
    </li>
  );
}

/** The cell stands beside its message in the list, so the message need not begin with it. */
function withoutCell({ cell, message }: Issue): string {
  if (cell === null || !message.startsWith(cell)) return message;
  const rest = message.slice(cell.length).replace(/^[:,]?\s+/, '');
  const isName = /^\S*_/.test(rest);
  return rest === '' || isName ? rest || message : rest.charAt(0).toUpperCase() + rest.slice(1);
}
