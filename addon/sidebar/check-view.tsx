import { useState } from 'preact/hooks';
import type { Notice } from '../../shared/issue.ts';
import { availableUsd, type Choice, costOfChoice, expectedSeconds } from '../choose-rows.ts';
import type { TabCheck } from '../protocol.ts';
import type { Actions } from './actions.ts';
import { CostTable } from './cost-table.tsx';
import { Confirm } from './dialog.tsx';
import { Fold } from './fields.tsx';
import { FirstRowPreview } from './first-row.tsx';
import { formatCount, formatUsd, plural } from './format.ts';
import { Note, PlayIcon, Spinner } from './icons.tsx';
import { ErrorList, WarningFold } from './issue-list.tsx';
import { ScopePicker } from './scope-picker.tsx';
import type { State } from './state.ts';

interface Props {
  readonly state: State;
  readonly actions: Actions;
}

/** Everything a person wants to know before paying: mistakes, the first row as it will be sent, cost and time. */
export function CheckView({ state, actions }: Props) {
  const { check } = state;
  if (check.kind === 'none' || check.kind === 'checking') {
    return (
      <div class="waiting" role="status">
        <Spinner />
        <p>
          Reading {state.tab?.tabTitle ?? 'the tab'}
          {check.kind === 'checking' && check.rows !== null ? ` (${plural(check.rows, 'row')})` : ''}…
        </p>
      </div>
    );
  }
  if (check.kind === 'failed') {
    return (
      <Note tone="error" title="The rows could not be read" live>
        <p>{check.failure.message}</p>
        <button type="button" class="link" onClick={actions.check}>
          Check again
        </button>
      </Note>
    );
  }
  if (check.check.rows.length === 0) return <NoRows state={state} actions={actions} check={check.check} />;
  return <Checked state={state} actions={actions} check={check.check} classes={check.classes} />;
}

function NoRows({ state, actions, check }: Props & { readonly check: TabCheck }) {
  const example = check.skipped.example > 0;
  return (
    <>
      <Note tone="info" title={`${state.tab?.tabTitle ?? 'This tab'} has no rows to run`} live>
        <p class="hint">
          {example
            ? 'The example rows do not count until you change them.'
            : 'Fill in rows below the header, or insert a template in a new tab.'}
        </p>
        <button type="button" class="link" onClick={() => actions.step('setup')}>
          Back to set up
        </button>
      </Note>
      <ErrorList check={check} actions={actions} busy={state.busy !== null} />
    </>
  );
}

function Checked(props: Props & { readonly check: TabCheck; readonly classes: Parameters<typeof costOfChoice>[1] }) {
  const { state, actions, check, classes } = props;
  const choice = costOfChoice(check, classes, state.chosen);
  const catalogue = state.knowledge?.catalogue ?? null;
  return (
    <>
      <div class="foot-line spread">
        <p class="hint ellipsis">
          {state.tab?.tabTitle} · {plural(check.rows.length, 'row')}
        </p>
        <button type="button" class="link" onClick={actions.check}>
          Check again
        </button>
      </div>
      <Verdict check={check} />
      <ErrorList check={check} actions={actions} busy={state.busy !== null} />
      <WarningFold check={check} actions={actions} busy={state.busy !== null} />
      {check.notices.map((notice) => (
        <NoticeNote key={notice.code + notice.message} notice={notice} />
      ))}
      <ScopePicker
        check={check}
        classes={classes}
        chosen={state.chosen}
        known={state.link.kind === 'open'}
        onChoose={actions.choose}
      />
      <CostTable
        choice={choice}
        available={availableUsd(state.knowledge?.month ?? null, state.setup.budgetUsd)}
        seconds={catalogue ? expectedSeconds(choice.models, catalogue) : null}
        catalogue={catalogue}
        month={state.knowledge?.month ?? null}
        budgetUsd={state.setup.budgetUsd}
      />
      {check.first ? <FirstRowPreview row={check.first} catalogue={catalogue} /> : null}
      <PreviewLine check={check} actions={actions} busy={state.run.kind === 'starting' || state.link.kind !== 'open'} />
    </>
  );
}

function Verdict({ check }: { readonly check: TabCheck }) {
  const broken = check.rows.filter((row) => !row.ready).length;
  const { blank, example } = check.skipped;
  const skipped = [
    example > 0 ? `${plural(example, 'example row')} skipped` : '',
    blank > 0 ? `${plural(blank, 'blank row')} left out` : '',
  ].filter((part) => part !== '');
  if (broken > 0) return null;
  return (
    <Note
      tone="ok"
      title={check.rows.length === 1 ? 'The row is ready' : `All ${plural(check.rows.length, 'row')} are ready`}
      live
    >
      {skipped.length > 0 ? <span class="hint">{skipped.join(' · ')}</span> : null}
    </Note>
  );
}

function NoticeNote({ notice }: { readonly notice: Notice }) {
  return (
    <Note tone="warn" title={notice.code === 'too_many_rows' ? 'Too many rows for one batch' : 'Good to know'}>
      <p class="hint">{notice.message}</p>
    </Note>
  );
}

function PreviewLine({
  check,
  actions,
  busy,
}: {
  readonly check: TabCheck;
  readonly actions: Actions;
  readonly busy: boolean;
}) {
  const [count, setCount] = useState(3);
  return (
    <Fold title="Preview offline" note="free">
      <p class="hint">
        Runs rows on the offline studio engine whatever their model says. It shows the layout, and never counts as
        having run them.
      </p>
      <div class="row">
        <label class="inline">
          First
          <input
            class="input num"
            type="number"
            min={1}
            max={check.rows.length}
            value={count}
            aria-label="Rows to preview"
            onInput={(event) => setCount(Math.max(1, Math.floor(Number(event.currentTarget.value) || 1)))}
          />
          rows
        </label>
        <button
          type="button"
          class="btn o"
          aria-disabled={busy}
          onClick={() => (busy ? undefined : actions.start({ kind: 'first', count }, true))}
        >
          Preview
        </button>
      </div>
    </Fold>
  );
}

/** The foot of Check: try a few, or start all; says what stays out. */
export function CheckFoot({ state, actions }: Props) {
  const [asked, setAsked] = useState(false);
  const { check } = state;
  if (check.kind !== 'done' || check.check.rows.length === 0) {
    return (
      <div class="row">
        <button
          type="button"
          class="btn o"
          aria-disabled={check.kind === 'checking'}
          onClick={() => (check.kind === 'checking' ? undefined : actions.check())}
        >
          Check again
        </button>
      </div>
    );
  }
  const choice = costOfChoice(check.check, check.classes, state.chosen);
  const tooMany =
    check.check.notices.find((notice) => notice.code === 'too_many_rows') !== undefined &&
    state.chosen.kind !== 'first' &&
    state.chosen.kind !== 'selected';
  const blocked = blockedBecause(state, choice, tooMany);
  const available = availableUsd(state.knowledge?.month ?? null, state.setup.budgetUsd);
  const over = available !== null && choice.usd > available;
  const start = () => {
    if (blocked !== null) return;
    if (over) setAsked(true);
    else actions.start(state.chosen, false);
  };
  return (
    <>
      <div class="foot-line spread">
        <p class="hint" role="status">
          {blocked ?? footLine(choice)}
        </p>
        {choice.ready > 3 && blocked === null ? (
          <button type="button" class="link" onClick={() => actions.start({ kind: 'first', count: 3 }, false)}>
            Try first 3
          </button>
        ) : null}
      </div>
      <div class="row">
        <button type="button" class="btn p" aria-disabled={blocked !== null} onClick={start}>
          <PlayIcon /> {startLabel(choice)}
        </button>
      </div>
      {asked ? (
        <Confirm
          title="More than the budget allows"
          action={`Start ${formatCount(choice.ready)}`}
          onClose={() => setAsked(false)}
          onConfirm={() => actions.start(state.chosen, false)}
        >
          <p>
            These rows may cost {formatUsd(choice.usd)}; {formatUsd(available ?? 0)} is available. Rowshot runs what
            fits; the other rows wait for budget.
          </p>
        </Confirm>
      ) : null}
    </>
  );
}

function startLabel(choice: Choice): string {
  const start = `Start ${formatCount(choice.ready)}`;
  if (choice.broken === 0) return start;
  return `${start} (${formatCount(choice.broken)} ${choice.broken === 1 ? 'row needs' : 'rows need'} a fix)`;
}

function footLine(choice: Choice): string {
  return `${plural(choice.images, 'image')}, ${choice.usd === 0 ? 'free' : `up to ${formatUsd(choice.usd)}`}`;
}

function blockedBecause(state: State, choice: Choice, tooMany: boolean): string | null {
  if (state.link.kind !== 'open') return 'Start becomes possible when the backend answers.';
  if (tooMany) return 'Choose the first rows, or selected ones: this tab has too many for one batch.';
  if (choice.ready + choice.broken === 0) return 'Nothing to run: every row of this choice ran already.';
  if (choice.ready === 0) return 'Every row of this choice needs a fix first.';
  return null;
}
