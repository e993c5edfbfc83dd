import { templateTable } from '../../shared/template-table.ts';
import { CATALOGUE, templateById } from '../../templates/index.ts';
import type { Answer, CheckRequest, Knowledge, LoadedTab, RepairReply, TabCheck } from '../protocol.ts';
import { formatCount, plural } from './format.ts';
import { type Panel, say, whileBusy } from './panel.ts';
import type { State } from './state.ts';

/** What the server functions read the tab with; null while no template is chosen. */
export function checkRequest(state: State, preview: boolean): CheckRequest | null {
  const { tab, setup } = state;
  if (!tab || !setup.template) return null;
  const template = templateById(setup.template);
  if (!template) return null;
  return { tab: tab.tab, template, settings: setup.settings, preview, knowledge: knowledgeOf(state) };
}

/** Until the backend has answered: the catalogue of this build, and the free engine. */
const BUILT_IN: Knowledge = {
  catalogue: CATALOGUE,
  configured: ['studio'],
  limits: { maxRows: 10_000, maxImages: 4 },
};

function knowledgeOf(state: State): Knowledge {
  const known = state.knowledge;
  if (!known) return BUILT_IN;
  const { maxRows, maxImages } = known.limits;
  return { catalogue: known.catalogue, configured: known.configured, limits: { maxRows, maxImages } };
}

let turn = 0;

/** Reads and validates the tab, then asks the backend what of it ran already. A later check overtakes an earlier one. */
export async function checkTab(panel: Panel): Promise<void> {
  const request = checkRequest(panel.state(), false);
  if (!request) return;
  const mine = ++turn;
  panel.dispatch({ type: 'checking', since: panel.now() });
  const answer = await panel.script.call('checkTab', request);
  if (mine !== turn) return;
  if (!answer.ok) {
    panel.dispatch({ type: 'check_failed', failure: answer.error });
    return;
  }
  panel.dispatch({ type: 'checked', check: answer.value });
  await classify(panel, request, answer.value);
}

/** Reads the tab again without a word, and shows it only where something is different: a cell, or the selection. */
export async function checkQuietly(panel: Panel): Promise<TabCheck | null> {
  const { check } = panel.state();
  const request = checkRequest(panel.state(), false);
  if (!request || check.kind !== 'done') return null;
  const mine = ++turn;
  const answer = await panel.script.call('checkTab', request);
  const now = panel.state().check;
  if (mine !== turn || !answer.ok || now.kind !== 'done') return null;
  const fresh = answer.value;
  if (fresh.digest === now.check.digest) {
    // The same inputs: what is known of them stays, only the selection may be another.
    const same = fresh.selected.join() === now.check.selected.join() && fresh.errorCount === now.check.errorCount;
    if (!same) panel.dispatch({ type: 'checked', check: fresh, classes: now.classes });
    return fresh;
  }
  panel.dispatch({ type: 'checked', check: fresh });
  await classify(panel, request, fresh);
  return fresh;
}

/** Chooses the rows that are selected in the sheet now. */
export async function chooseSelected(panel: Panel): Promise<void> {
  const { check } = panel.state();
  if (check.kind !== 'done') return;
  panel.dispatch({ type: 'chosen', chosen: { kind: 'selected', numbers: check.check.selected } });
  const fresh = await checkQuietly(panel);
  if (!fresh || panel.state().chosen.kind !== 'selected') return;
  panel.dispatch({ type: 'chosen', chosen: { kind: 'selected', numbers: fresh.selected } });
}

/** Without the backend's word, Check shows every row as one that would run. */
async function classify(panel: Panel, request: CheckRequest, check: TabCheck): Promise<void> {
  if (panel.state().link.kind !== 'open' || check.rows.length === 0) return;
  const answer = await panel.api.scope({
    tab: request.tab,
    template: request.template.id,
    // A row without an id is known by its inputs alone.
    rows: check.rows.map(({ rowId, fingerprint }) => ({ rowId, fingerprint })),
  });
  if (!answer.ok) {
    say(panel, `What ran already is not known yet: ${answer.error.message}`, 'error');
    return;
  }
  if (answer.value.classes.length !== check.rows.length) {
    say(panel, 'The backend answered for another number of rows; check again.', 'error');
    return;
  }
  panel.dispatch({ type: 'classified', digest: check.digest, classes: answer.value.classes });
}

/** Puts right what one cell says, and checks again. */
export function repairCell(panel: Panel, cell: string, found: string, value: string): Promise<void> {
  const tab = panel.state().tab?.tab ?? '';
  return repair(panel, () => panel.script.call('repairCells', { tab, repairs: [{ cell, found, value }] }));
}

/** Puts right every cell that has one reading only. */
export async function repairAll(panel: Panel): Promise<void> {
  const request = checkRequest(panel.state(), false);
  if (request) await repair(panel, () => panel.script.call('repairAll', request));
}

async function repair(panel: Panel, work: () => Promise<Answer<RepairReply>>): Promise<void> {
  const answer = await whileBusy(panel, 'Repairing…', work);
  if (!answer.ok) {
    say(panel, answer.error.message, 'error');
    return;
  }
  const { repaired, left } = answer.value;
  const shown = left.slice(0, 5).join(', ');
  if (left.length > 0)
    say(panel, `${plural(left.length, 'cell')} changed meanwhile and stayed as they are: ${shown}.`, 'error');
  else say(panel, `Repaired ${plural(repaired, 'cell')}.`, 'done');
  await checkTab(panel);
}

/** Selects a cell in the sheet. */
export async function jumpTo(panel: Panel, cell: string): Promise<void> {
  const answer = await panel.script.call('jumpTo', { tab: panel.state().tab?.tab ?? '', cell });
  if (!answer.ok) say(panel, answer.error.message, 'error');
}

/** Selects a batch's row in the sheet, wherever it is now. */
export async function showRow(panel: Panel, tab: string, rowId: string): Promise<void> {
  const answer = await panel.script.call('showRow', { tab, rowId });
  if (!answer.ok) say(panel, answer.error.message, 'error');
}

/** Adds a template's missing column to the tab, and checks again. */
export async function addColumn(panel: Panel, name: string): Promise<void> {
  const state = panel.state();
  const { tab } = state;
  const template = state.setup.template === null ? null : templateById(state.setup.template);
  if (!tab || !template) return;
  const { columns } = templateTable(template, knowledgeOf(state).catalogue, { optional: true });
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) {
    say(panel, `${template.title} has no column ${name}.`, 'error');
    return;
  }
  const answer = await whileBusy(panel, `Adding ${name}…`, () =>
    panel.script.call('addColumn', { tab: tab.tab, column }),
  );
  if (!answer.ok) say(panel, answer.error.message, 'error');
  else await checkTab(panel);
}

/** One line about a check, for the footer and for screen readers. */
export function checkSummary(tab: LoadedTab, check: TabCheck): string {
  const total = check.rows.length;
  if (total === 0) return `${tab.tabTitle} has no rows to run yet.`;
  const broken = check.rows.filter((row) => !row.ready).length;
  if (broken === 0) return `${plural(total, 'row')} ready`;
  return `${formatCount(total - broken)} ready · ${formatCount(broken)} ${broken === 1 ? 'needs' : 'need'} a fix`;
}
