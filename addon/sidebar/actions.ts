import type { BatchView, RetryRequest } from '../../shared/api.ts';
import type { TemplateId } from '../../shared/template.ts';
import { templateTable } from '../../shared/template-table.ts';
import { CATALOGUE, templateById } from '../../templates/index.ts';
import type { Chosen, TabSetup } from '../protocol.ts';
import type { BatchAction } from './api.ts';
import { addColumn, checkTab, chooseSelected, jumpTo, repairAll, repairCell, showRow } from './check-tab.ts';
import { followBatch, showNewestResults, unfollow } from './follow-batch.ts';
import { linker, lookAtTab, relink } from './link-panel.ts';
import {
  actOn,
  dismissExport,
  exportZip,
  loadBatches,
  openBatch,
  removeBatch,
  selectedInSheet,
} from './manage-batches.ts';
import { type Panel, say, whileBusy } from './panel.ts';
import { startBatch } from './start-batch.ts';
import type { Results, View } from './state.ts';

/** Everything a component can ask for; none of these rejects. */
export interface Actions {
  show(view: View): void;
  step(step: 'setup' | 'check'): void;
  relink(): void;
  lookAtTab(): void;
  setUp(setup: TabSetup): void;
  name(name: string): void;
  insertTemplate(template: TemplateId): void;
  check(): void;
  choose(chosen: Chosen): void;
  jump(cell: string): void;
  repair(cell: string, found: string, value: string): void;
  repairAll(): void;
  addColumn(column: string): void;
  start(chosen: Chosen, preview: boolean): void;
  dismissStart(): void;
  act(batch: BatchView, action: BatchAction): void;
  retry(batch: BatchView, body: RetryRequest): void;
  selectedInSheet(): Promise<readonly string[]>;
  leave(step: 'setup' | 'check'): void;
  follow(batch: BatchView, view: View): void;
  openInTab(batch: BatchView): void;
  remove(batch: BatchView): void;
  reloadBatches(): void;
  showRow(tab: string, rowId: string): void;
  filter(filter: Results['filter']): void;
  select(rowIds: readonly string[], on: boolean): void;
  openPicture(key: string | null): void;
  exportZip(batchId: string, rowIds: readonly string[] | null): void;
  dismissExport(): void;
  dismissToast(): void;
}

const SAVE_AFTER_MS = 700;

/** Ties the buttons to what they do. */
export function createActions(panel: Panel): Actions {
  let edits = 0;

  /** Typing settles first: one save and one check for a sentence, not one for each letter. */
  async function setUp(setup: TabSetup): Promise<void> {
    const mine = ++edits;
    panel.dispatch({ type: 'setup', setup });
    await panel.wait(SAVE_AFTER_MS);
    const { tab } = panel.state();
    if (mine !== edits || !tab) return;
    const [saved] = await Promise.all([panel.script.call('saveSetup', { tab: tab.tab, setup }), checkTab(panel)]);
    if (!saved.ok) say(panel, `The set-up could not be remembered: ${saved.error.message}`, 'error');
  }

  async function insert(id: TemplateId): Promise<void> {
    const template = templateById(id);
    if (!template) return;
    const table = templateTable(template, panel.state().knowledge?.catalogue ?? CATALOGUE);
    const answer = await whileBusy(panel, 'Inserting the template…', () =>
      panel.script.call('insertTemplate', { template: id, title: template.title, table }),
    );
    if (!answer.ok) {
      say(panel, answer.error.message, 'error');
      return;
    }
    await linker.take(panel, answer.value);
    say(panel, `${answer.value.tabTitle} is ready: replace the two example rows with your own.`, 'done');
  }

  return {
    show: (view) => {
      panel.dispatch({ type: 'view', view });
      if (view === 'batches') void loadBatches(panel);
      if (view === 'results') void showNewestResults(panel);
    },
    step: (step) => {
      panel.dispatch({ type: 'step', step });
      if (step === 'check' && panel.state().check.kind !== 'checking') void checkTab(panel);
    },
    relink: () => void relink(panel),
    lookAtTab: () => void lookAtTab(panel),
    setUp: (setup) => void setUp(setup),
    name: (name) => panel.dispatch({ type: 'name', name }),
    insertTemplate: (template) => void insert(template),
    check: () => void checkTab(panel),
    choose: (chosen) => {
      if (chosen.kind === 'selected') void chooseSelected(panel);
      else panel.dispatch({ type: 'chosen', chosen });
    },
    jump: (cell) => void jumpTo(panel, cell),
    repair: (cell, found, value) => void repairCell(panel, cell, found, value),
    repairAll: () => void repairAll(panel),
    addColumn: (column) => void addColumn(panel, column),
    start: (chosen, preview) => void startBatch(panel, chosen, preview),
    dismissStart: () => panel.dispatch({ type: 'start_dismissed' }),
    act: (batch, action) => void actOn(panel, batch, action),
    retry: (batch, body) => void actOn(panel, batch, { do: 'retry', body }),
    selectedInSheet: () => selectedInSheet(panel),
    leave: (step) => {
      unfollow(panel);
      panel.dispatch({ type: 'step', step });
      void checkTab(panel);
    },
    follow: (batch, view) => {
      panel.dispatch({ type: 'view', view });
      void followBatch(panel, batch);
    },
    openInTab: (batch) => void openBatch(panel, batch, linker),
    remove: (batch) => void removeBatch(panel, batch),
    reloadBatches: () => void loadBatches(panel),
    showRow: (tab, rowId) => void showRow(panel, tab, rowId),
    filter: (filter) => panel.dispatch({ type: 'filter', filter }),
    select: (rowIds, on) => panel.dispatch({ type: 'select', rowIds, on }),
    openPicture: (key) => panel.dispatch({ type: 'open_picture', key }),
    exportZip: (batchId, rowIds) => void exportZip(panel, batchId, rowIds),
    dismissExport: () => dismissExport(panel),
    dismissToast: () => panel.dispatch({ type: 'toast', toast: null }),
  };
}
