import type { Answer, ServerFunctions, SidebarView } from '../protocol.ts';
import { answer } from './answer.ts';
import { applyPlannedWrites as applyPlannedWritesNow } from './apply-planned-writes.ts';
import { callBackendRaw } from './backend-call.ts';
import { checkTab as checkTabNow } from './check-tab.ts';
import { addColumn as addColumnNow, insertTemplate as insertTemplateNow } from './insert-template.ts';
import { loadActiveTab, rememberView } from './load-tab.ts';
import { openBatch as openBatchNow } from './open-batch.ts';
import { openSession as openSessionNow } from './open-session.ts';
import { repairAll as repairAllNow, repairCells as repairCellsNow } from './repair-cells.ts';
import { jumpTo as jumpToNow, selectedRowIds as selectedRowIdsNow, showRow as showRowNow } from './show-cell.ts';
import { submitBatch as submitBatchNow } from './submit-batch.ts';
import { writeSetup } from './tab-setup-store.ts';

/** Each export becomes a top-level function of Code.js: the menu's, and those the sidebar calls. */

/** Adds the menu. Runs before anybody has authorised anything: no service that needs it may be touched here. */
export function onOpen(): void {
  SpreadsheetApp.getUi()
    .createAddonMenu()
    .addItem('Open sidebar', 'showSidebar')
    .addItem('Insert template…', 'showTemplates')
    .addItem('Check this tab', 'showCheck')
    .addItem('Batches', 'showBatches')
    .addSeparator()
    .addItem('Help', 'showHelp')
    .addToUi();
}

/** The add-on was installed while a spreadsheet is open. */
export function onInstall(): void {
  onOpen();
}

/** Opens the panel. */
export function showSidebar(): void {
  openPanel('run');
}

export function showTemplates(): void {
  openPanel('templates');
}

export function showCheck(): void {
  openPanel('check');
}

export function showBatches(): void {
  openPanel('batches');
}

export function showHelp(): void {
  openPanel('help');
}

function openPanel(view: SidebarView): void {
  rememberView(view);
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('sidebar').setTitle('Rowshot'));
}

type Call<N extends keyof ServerFunctions> = (
  request: Parameters<ServerFunctions[N]>[0],
) => Answer<ReturnType<ServerFunctions[N]>>;

export const loadTab: Call<'loadTab'> = () => answer(() => loadActiveTab());
export const openSession: Call<'openSession'> = () => answer(() => openSessionNow());
export const callBackend: Call<'callBackend'> = (call) => answer(() => callBackendRaw(call));
export const checkTab: Call<'checkTab'> = (request) => answer(() => checkTabNow(request));
export const submitBatch: Call<'submitBatch'> = (request) => answer(() => submitBatchNow(request));
export const repairCells: Call<'repairCells'> = (request) => answer(() => repairCellsNow(request));
export const repairAll: Call<'repairAll'> = (request) => answer(() => repairAllNow(request));
export const jumpTo: Call<'jumpTo'> = (request) => answer(() => jumpToNow(request));
export const showRow: Call<'showRow'> = (request) => answer(() => showRowNow(request));
export const selectedRowIds: Call<'selectedRowIds'> = (request) => answer(() => selectedRowIdsNow(request));
export const insertTemplate: Call<'insertTemplate'> = (request) => answer(() => insertTemplateNow(request));
export const addColumn: Call<'addColumn'> = (request) => answer(() => addColumnNow(request));
export const applyPlannedWrites: Call<'applyPlannedWrites'> = (request) => answer(() => applyPlannedWritesNow(request));
export const openBatch: Call<'openBatch'> = (request) => answer(() => openBatchNow(request));
export const saveSetup: Call<'saveSetup'> = (request) =>
  answer(() => {
    writeSetup(request.tab, request.setup);
    return null;
  });
