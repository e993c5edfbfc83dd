import type { BatchView, ExportView, ModelsAnswer, RowPage } from '../../shared/api.ts';
import { recogniseTemplate } from '../../shared/recognise-template.ts';
import type { RowClass } from '../../shared/states.ts';
import type { TemplateId } from '../../shared/template.ts';
import { TEMPLATES } from '../../templates/index.ts';
import type { Chosen, LoadedTab, ScriptFailure, TabCheck, TabSetup } from '../protocol.ts';
import { NO_RESULTS, type Results, type State, type Toast, type View } from './state.ts';

/** Everything that can happen to the panel. */
export type Event =
  | { readonly type: 'tab_loaded'; readonly tab: LoadedTab }
  | { readonly type: 'linked'; readonly proved: boolean; readonly knowledge: ModelsAnswer }
  | { readonly type: 'unplugged'; readonly failure: ScriptFailure; readonly retryAt: number | null }
  | { readonly type: 'view'; readonly view: View }
  | { readonly type: 'step'; readonly step: 'setup' | 'check' }
  | { readonly type: 'setup'; readonly setup: TabSetup }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'checking'; readonly since: number }
  | { readonly type: 'checked'; readonly check: TabCheck; readonly classes?: readonly RowClass[] | null }
  | { readonly type: 'classified'; readonly digest: string; readonly classes: readonly RowClass[] }
  | { readonly type: 'check_failed'; readonly failure: ScriptFailure }
  | { readonly type: 'chosen'; readonly chosen: Chosen }
  | { readonly type: 'starting'; readonly rows: number; readonly since: number }
  | { readonly type: 'not_started'; readonly failure: ScriptFailure }
  | { readonly type: 'start_dismissed' }
  | { readonly type: 'following'; readonly batch: BatchView }
  | { readonly type: 'unfollowed' }
  | { readonly type: 'results_of'; readonly batchId: string }
  | { readonly type: 'rows'; readonly batchId: string; readonly page: RowPage }
  | { readonly type: 'rows_failed'; readonly batchId: string }
  | { readonly type: 'filter'; readonly filter: Results['filter'] }
  | { readonly type: 'select'; readonly rowIds: readonly string[]; readonly on: boolean }
  | { readonly type: 'open_picture'; readonly key: string | null }
  | { readonly type: 'export_asked' }
  | { readonly type: 'export'; readonly view: ExportView | null }
  | { readonly type: 'batches_loading' }
  | { readonly type: 'batches'; readonly batches: readonly BatchView[] }
  | { readonly type: 'batches_failed'; readonly failure: ScriptFailure }
  | { readonly type: 'busy'; readonly busy: string | null }
  | { readonly type: 'toast'; readonly toast: Toast | null };

/** The panel after an event. */
export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case 'tab_loaded':
      return afterTab(state, event.tab);
    case 'linked':
      return { ...state, link: { kind: 'open', proved: event.proved }, knowledge: event.knowledge };
    case 'unplugged':
      return { ...state, link: { kind: 'unplugged', failure: event.failure, retryAt: event.retryAt } };
    case 'view':
      return { ...state, view: event.view };
    case 'step':
      return { ...state, step: event.step };
    case 'setup':
      return { ...state, setup: event.setup, check: { kind: 'none' } };
    case 'name':
      return { ...state, name: event.name };
    case 'checking':
      return { ...state, check: { kind: 'checking', since: event.since, rows: checkedRows(state) } };
    case 'checked':
      return { ...state, check: { kind: 'done', check: event.check, classes: event.classes ?? null } };
    case 'classified':
      // A later check may have overtaken this answer.
      if (state.check.kind !== 'done' || state.check.check.digest !== event.digest) return state;
      return { ...state, check: { ...state.check, classes: event.classes } };
    case 'check_failed':
      return { ...state, check: { kind: 'failed', failure: event.failure } };
    case 'chosen':
      return { ...state, chosen: event.chosen };
    case 'starting':
      return { ...state, run: { kind: 'starting', rows: event.rows, since: event.since } };
    case 'not_started':
      return { ...state, run: { kind: 'not_started', failure: event.failure } };
    case 'start_dismissed':
      return state.run.kind === 'not_started' ? { ...state, run: { kind: 'none' } } : state;
    case 'following':
      return afterBatch(state, event.batch);
    case 'unfollowed':
      return { ...state, run: { kind: 'none' }, step: 'setup' };
    case 'batches_loading':
      return state.batches.kind === 'listed' ? state : { ...state, batches: { kind: 'loading' } };
    case 'batches':
      return { ...state, batches: { kind: 'listed', batches: event.batches } };
    case 'batches_failed':
      return { ...state, batches: { kind: 'failed', failure: event.failure } };
    case 'export_asked':
      return { ...state, exporting: { kind: 'asked' } };
    case 'export':
      return { ...state, exporting: event.view ? { kind: 'known', view: event.view } : { kind: 'none' } };
    case 'busy':
      return { ...state, busy: event.busy };
    case 'toast':
      return { ...state, toast: event.toast };
    default:
      return { ...state, ...afterResults(state, event) };
  }
}

type ResultsEvent = Extract<
  Event,
  { type: 'results_of' | 'rows' | 'rows_failed' | 'filter' | 'select' | 'open_picture' }
>;

function afterResults(state: State, event: ResultsEvent): Partial<State> {
  const { results } = state;
  switch (event.type) {
    case 'results_of':
      if (results.batchId === event.batchId) return {};
      return { results: { ...NO_RESULTS, batchId: event.batchId, loading: true }, exporting: { kind: 'none' } };
    case 'rows':
      if (results.batchId !== event.batchId) return {};
      return { results: { ...results, ...afterRows(results, event.page), loading: event.page.more } };
    case 'rows_failed':
      return results.batchId === event.batchId ? { results: { ...results, loading: false } } : {};
    case 'filter':
      return { results: { ...results, filter: event.filter } };
    case 'select': {
      const selected = new Set(results.selected);
      for (const rowId of event.rowIds) event.on ? selected.add(rowId) : selected.delete(rowId);
      return { results: { ...results, selected } };
    }
    case 'open_picture':
      return { results: { ...results, open: event.key } };
  }
}

function afterRows(results: Results, page: RowPage): Pick<Results, 'rows' | 'rev'> {
  if (page.rows.length === 0) return { rows: results.rows, rev: Math.max(results.rev, page.rev) };
  const rows = new Map(results.rows);
  for (const row of page.rows) {
    const known = rows.get(row.rowId);
    if (!known || known.rev <= row.rev) rows.set(row.rowId, row);
  }
  return { rows, rev: Math.max(results.rev, page.rev) };
}

function afterTab(state: State, tab: LoadedTab): State {
  const same = state.tab?.tab === tab.tab && state.tab.spreadsheetId === tab.spreadsheetId;
  if (same) return { ...state, tab };
  return {
    ...state,
    tab,
    name: '',
    setup: { ...tab.setup, template: tab.setup.template ?? recognised(tab) },
    check: { kind: 'none' },
    chosen: { kind: 'auto' },
    step: 'setup',
    run: { kind: 'none' },
    results: NO_RESULTS,
    exporting: { kind: 'none' },
  };
}

/** A tab that was never set up: its headers may tell. */
function recognised(tab: LoadedTab): TemplateId | null {
  const [best] = recogniseTemplate(tab.headers, TEMPLATES);
  return best && best.score > 0 ? best.template.id : null;
}

/** A batch that was asked for later than this answer may be older news: rev never goes back. */
function afterBatch(state: State, batch: BatchView): State {
  const known = state.run.kind === 'following' ? state.run.batch : null;
  const newest = known && known.id === batch.id && known.rev > batch.rev ? { ...batch, rev: known.rev } : batch;
  const listed =
    state.batches.kind === 'listed'
      ? { ...state.batches, batches: state.batches.batches.map((other) => (other.id === batch.id ? newest : other)) }
      : state.batches;
  return { ...state, run: { kind: 'following', batch: newest }, batches: listed };
}

function checkedRows(state: State): number | null {
  return state.check.kind === 'done' ? state.check.check.rows.length : null;
}
