import type { BatchView, ExportView, ModelsAnswer, RowView } from '../../shared/api.ts';
import { NO_SETTINGS } from '../../shared/settings.ts';
import type { RowClass } from '../../shared/states.ts';
import { templateById } from '../../templates/index.ts';
import type { Chosen, LoadedTab, ScriptFailure, TabCheck, TabSetup } from '../protocol.ts';

export type View = 'run' | 'results' | 'batches' | 'help';

/** How the panel stands to Google and to the backend. */
export type Link =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly proved: boolean }
  /** Setting up and checking still work; nothing can start. `retryAt` (epoch ms): tried again by itself then. */
  | { readonly kind: 'unplugged'; readonly failure: ScriptFailure; readonly retryAt: number | null };

export type Check =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking'; readonly since: number; readonly rows: number | null }
  | {
      readonly kind: 'done';
      readonly check: TabCheck;
      /** In the order of `check.rows`; null: the backend has not said what ran already. */
      readonly classes: readonly RowClass[] | null;
    }
  | { readonly kind: 'failed'; readonly failure: ScriptFailure };

export type Run =
  | { readonly kind: 'none' }
  | { readonly kind: 'starting'; readonly rows: number; readonly since: number }
  /** The start's fate is unknown or it was refused; the same batch id is used again. */
  | { readonly kind: 'not_started'; readonly failure: ScriptFailure }
  | { readonly kind: 'following'; readonly batch: BatchView };

/** The batch whose results are shown: its rows by id, as far as they were read. */
export interface Results {
  readonly batchId: string | null;
  readonly rows: ReadonlyMap<string, RowView>;
  /** Read up to here. */
  readonly rev: number;
  readonly loading: boolean;
  readonly filter: 'all' | 'completed' | 'failed';
  readonly selected: ReadonlySet<string>;
  /** `rowId/n` of the picture shown large. */
  readonly open: string | null;
}

export type Exporting =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'known'; readonly view: ExportView };

export type Batches =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'listed'; readonly batches: readonly BatchView[] }
  | { readonly kind: 'failed'; readonly failure: ScriptFailure };

export interface Toast {
  readonly tone: 'info' | 'error' | 'done';
  readonly text: string;
}

export interface State {
  readonly link: Link;
  readonly view: View;
  /** Steps of the Run tab while no batch is followed there. */
  readonly step: 'setup' | 'check';
  readonly tab: LoadedTab | null;
  readonly knowledge: ModelsAnswer | null;
  readonly setup: TabSetup;
  /** As typed; `''`: {@link batchName}'s own. */
  readonly name: string;
  readonly check: Check;
  readonly chosen: Chosen;
  readonly run: Run;
  readonly results: Results;
  readonly exporting: Exporting;
  readonly batches: Batches;
  /** What is being done by a button just now, to say so and to keep it from being pressed twice. */
  readonly busy: string | null;
  readonly toast: Toast | null;
}

export const NO_RESULTS: Results = {
  batchId: null,
  rows: new Map(),
  rev: 0,
  loading: false,
  filter: 'all',
  selected: new Set(),
  open: null,
};

export const START: State = {
  link: { kind: 'loading' },
  view: 'run',
  step: 'setup',
  tab: null,
  knowledge: null,
  setup: { template: null, settings: NO_SETTINGS, budgetUsd: null },
  name: '',
  check: { kind: 'none' },
  chosen: { kind: 'auto' },
  run: { kind: 'none' },
  results: NO_RESULTS,
  exporting: { kind: 'none' },
  batches: { kind: 'none' },
  busy: null,
  toast: null,
};

/** What the batch is called: as typed, else by template, tab and date, none of them twice. */
export function batchName(state: State): string {
  const typed = state.name.trim();
  if (typed !== '' || !state.tab) return typed;
  const { tabTitle, today } = state.tab;
  const title = (state.setup.template && templateById(state.setup.template)?.title) ?? '';
  const parts = [tabTitle.includes(title) ? '' : title, tabTitle, tabTitle.includes(today) ? '' : today];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Whether rows of it may still change by themselves. */
export function isLive(batch: BatchView): boolean {
  return batch.status === 'running' || batch.status === 'stopping';
}

/** Whether it keeps its tab: nothing else can start there. */
export function isUnfinished(batch: BatchView): boolean {
  return isLive(batch) || batch.status === 'stopped' || batch.status === 'paused';
}
