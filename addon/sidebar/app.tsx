import type { Actions } from './actions.ts';
import { BatchesView } from './batches-view.tsx';
import { CheckFoot, CheckView } from './check-view.tsx';
import { formatCount } from './format.ts';
import { HelpView } from './help-view.tsx';
import { Icon, Note, Spinner } from './icons.tsx';
import { PictureDialog } from './picture-dialog.tsx';
import { ProgressFoot } from './progress-foot.tsx';
import { ProgressView } from './progress-view.tsx';
import { ResultsFoot, ResultsView } from './results-view.tsx';
import { SetUp, SetUpFoot } from './set-up.tsx';
import { StartingView } from './starting-view.tsx';
import type { State, View } from './state.ts';

interface Props {
  readonly state: State;
  readonly actions: Actions;
}

const TABS: readonly (readonly [View, string])[] = [
  ['run', 'Run'],
  ['results', 'Results'],
  ['batches', 'Batches'],
  ['help', 'Help'],
];

/** The whole panel: tabs, the view of the chosen one, and its buttons at the foot. */
export function App({ state, actions }: Props) {
  const foot = <Foot state={state} actions={actions} />;
  return (
    <div class="app">
      <header>
        <h1 class="vh">Rowshot</h1>
        <Tabs state={state} actions={actions} />
      </header>
      <main class="mainw">
        <div
          class="main"
          id="panel"
          role="tabpanel"
          aria-labelledby={`tab-${state.view}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the panel scrolls, so the keyboard must reach it
          tabIndex={0}
          key={`${state.view}${state.step}`}
        >
          <LinkNote state={state} actions={actions} />
          <Body state={state} actions={actions} />
        </div>
        <ToastLine state={state} actions={actions} />
        {hasFoot(state) ? <div class="foot">{foot}</div> : null}
      </main>
      <PictureDialog state={state} actions={actions} />
    </div>
  );
}

function Tabs({ state, actions }: Props) {
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = TABS.findIndex(([view]) => view === state.view);
    const next = TABS[(at + step + TABS.length) % TABS.length];
    if (!next) return;
    actions.show(next[0]);
    document.getElementById(`tab-${next[0]}`)?.focus();
  };
  const done = [...state.results.rows.values()].filter((row) => row.status === 'completed').length;
  return (
    <div class="tabs" role="tablist" aria-label="Rowshot" onKeyDown={move}>
      {TABS.map(([view, label]) => (
        <button
          key={view}
          type="button"
          role="tab"
          id={`tab-${view}`}
          aria-controls="panel"
          aria-selected={view === state.view}
          tabIndex={view === state.view ? 0 : -1}
          onClick={() => actions.show(view)}
        >
          {label}
          {view === 'results' && done > 0 ? (
            <span class="badge">
              {done > 999 ? `${Math.floor(done / 1000)}k` : formatCount(done)}
              <span class="vh"> completed rows</span>
            </span>
          ) : null}
        </button>
      ))}
    </div>
  );
}

function LinkNote({ state, actions }: Props) {
  const { link } = state;
  if (link.kind !== 'unplugged') return null;
  const title =
    link.failure.code === 'several_accounts' || link.failure.code === 'no_identity'
      ? 'Which Google account?'
      : link.failure.code === 'unplugged'
        ? 'No answer from the backend'
        : 'Rowshot cannot work just now';
  return (
    <Note tone="error" title={title} live>
      <p class="hint">{link.failure.message}</p>
      <p class="links">
        <button type="button" class="link" onClick={actions.relink}>
          Try again
        </button>
        {link.retryAt === null ? null : <span class="hint">or wait: it is tried by itself</span>}
      </p>
    </Note>
  );
}

function Body({ state, actions }: Props) {
  if (state.tab === null) {
    if (state.link.kind === 'unplugged') return null;
    return (
      <div class="waiting" role="status">
        <Spinner />
        <p>Opening Rowshot…</p>
      </div>
    );
  }
  if (state.view === 'results') return <ResultsView state={state} actions={actions} />;
  if (state.view === 'batches') return <BatchesView state={state} actions={actions} />;
  if (state.view === 'help') return <HelpView />;
  if (state.run.kind === 'following') return <ProgressView state={state} actions={actions} batch={state.run.batch} />;
  if (state.run.kind === 'starting') return <StartingView run={state.run} />;
  return (
    <>
      <Steps state={state} actions={actions} />
      {state.run.kind === 'not_started' ? <NotStarted state={state} actions={actions} /> : null}
      {state.step === 'setup' ? (
        <SetUp state={state} actions={actions} />
      ) : (
        <CheckView state={state} actions={actions} />
      )}
    </>
  );
}

function NotStarted({ state, actions }: Props) {
  if (state.run.kind !== 'not_started') return null;
  const changed = state.run.failure.code === 'changed';
  return (
    <Note
      tone={changed ? 'info' : 'error'}
      title={changed ? 'The sheet has changed' : 'The batch has not started'}
      live
    >
      <p class="hint">{state.run.failure.message}</p>
      <p class="hint">{changed ? '' : 'Pressing Start again never starts or charges it twice.'}</p>
      <button type="button" class="link" onClick={actions.dismissStart}>
        Close
      </button>
    </Note>
  );
}

function Steps({ state, actions }: Props) {
  const ready = state.setup.template !== null;
  return (
    <ol class="steps" aria-label="Steps">
      <li>
        <button
          type="button"
          aria-current={state.step === 'setup' ? 'step' : undefined}
          onClick={() => actions.step('setup')}
        >
          <i>1</i> Set up
        </button>
      </li>
      <li>
        <button
          type="button"
          aria-current={state.step === 'check' ? 'step' : undefined}
          aria-disabled={!ready}
          onClick={() => (ready ? actions.step('check') : undefined)}
        >
          <i>2</i> Check and start
        </button>
      </li>
    </ol>
  );
}

function hasFoot(state: State): boolean {
  if (state.tab === null || state.view === 'help' || state.view === 'batches') return false;
  if (state.view === 'results') return state.results.batchId !== null;
  return state.run.kind !== 'starting';
}

function Foot({ state, actions }: Props) {
  if (state.view === 'results') return <ResultsFoot state={state} actions={actions} />;
  if (state.run.kind === 'following') return <ProgressFoot state={state} actions={actions} batch={state.run.batch} />;
  return state.step === 'setup' ? (
    <SetUpFoot state={state} actions={actions} />
  ) : (
    <CheckFoot state={state} actions={actions} />
  );
}

function ToastLine({ state, actions }: Props) {
  const { toast } = state;
  return (
    <div class="toasts" role="status">
      {toast ? (
        <div class={`toast ${toast.tone}`}>
          <span>{toast.text}</span>
          <button type="button" class="ibtn" aria-label="Dismiss" onClick={actions.dismissToast}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ) : state.busy ? (
        <div class="toast info">
          <Spinner /> <span>{state.busy}</span>
        </div>
      ) : null}
    </div>
  );
}
