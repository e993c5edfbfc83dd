import { render } from 'preact';
import type { WorkbookSnapshot } from '../server/api.ts';
import { App } from './chrome/app.tsx';
import { listenForPartKeys } from './chrome/move-between-parts.ts';
import { loadMenu } from './commands/run-script.ts';
import { type Api, ApiError, connectApi, UnreachableError } from './connection/call-api.ts';
import { listenPanels } from './panel/panel-host.ts';
import { showActivity } from './panel/show-activity.ts';
import { Page } from './state/page.ts';

/** The spreadsheet named in the address, else the one changed last, else a new one. */
async function openSpreadsheet(api: Api, wanted: string | null): Promise<WorkbookSnapshot> {
  if (wanted !== null) return api.open(wanted);
  const { workbooks } = await api.list();
  const [latest] = workbooks.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return latest ? api.open(latest.id) : api.create('Untitled spreadsheet');
}

function showFailure(host: HTMLElement, message: string): void {
  const box = document.createElement('main');
  box.className = 'failure';
  const title = document.createElement('h1');
  title.textContent = 'This spreadsheet does not open';
  const text = document.createElement('p');
  text.textContent = message;
  const link = document.createElement('a');
  const search = new URLSearchParams(location.search);
  search.delete('workbook');
  link.href = `${location.pathname}?${search}`;
  link.textContent = 'Open another one';
  box.append(title, text, link);
  host.replaceChildren(box);
}

async function start(host: HTMLElement): Promise<void> {
  const search = new URLSearchParams(location.search);
  const api = connectApi(search.get('as'));
  const snapshot = await openSpreadsheet(api, search.get('workbook'));
  search.set('workbook', snapshot.workbook.id);
  history.replaceState(null, '', `${location.pathname}?${search}`);

  const page = new Page(snapshot, api);
  page.onActivity = (activity) => showActivity(page, activity);
  listenPanels(page);
  listenForPartKeys();
  host.replaceChildren();
  render(<App page={page} />, host);
  window.addEventListener('beforeunload', (event) => {
    if (page.sync.unsaved > 0) event.preventDefault();
  });
  await loadMenu(page);
}

const host = document.getElementById('page');
if (host) {
  start(host).catch((error) => {
    if (!(error instanceof ApiError || error instanceof UnreachableError)) console.error(error);
    showFailure(host, error instanceof Error ? error.message : String(error));
  });
}
