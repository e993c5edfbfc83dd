import type { Page } from '../state/page.ts';

/** The file types the import reads. */
export const IMPORT_TYPES = '.csv,.tsv,.txt,.xlsx,.xls';

/** Shows another spreadsheet in this window. */
export function openWorkbook(page: Page, id: string): void {
  const search = new URLSearchParams(location.search);
  search.set('workbook', id);
  page.sync.flush().finally(() => location.assign(`${location.pathname}?${search}`));
}

export async function newWorkbook(page: Page): Promise<void> {
  const snapshot = await page.attempt(page.api.create('Untitled spreadsheet'), 'New spreadsheet');
  if (snapshot) openWorkbook(page, snapshot.workbook.id);
}

/**
 * Reads a CSV, TSV, XLSX or XLS file into a new tab.
 * @param replace the tab that the new one stands in for; it is deleted once the file is read
 */
export async function importFile(page: Page, file: File, replace: number | null): Promise<void> {
  await page.settle();
  const answer = await page.attempt(
    page.api.importFile(page.workbook.id, file, page.sync.clientId),
    `Import of ${file.name}`,
  );
  if (!answer) return;
  const arrived = await waitFor(() => page.workbook.tabs.some((tab) => tab.id === answer.tabId));
  if (!arrived) return page.toast('The file was read, but its tab has not arrived yet.', file.name);
  const old = page.workbook.tabs.find((tab) => tab.id === replace);
  page.showTab(answer.tabId);
  if (old) {
    page.edit(
      { type: 'moveTab', tabId: answer.tabId, index: page.workbook.tabs.indexOf(old) },
      { type: 'deleteTab', tabId: old.id },
      { type: 'setTab', tabId: answer.tabId, title: old.title },
    );
  }
  const warnings = answer.warnings.length > 0 ? ` ${answer.warnings.join(' ')}` : '';
  page.toast(`${answer.rows} rows and ${answer.columns} columns read.${warnings}`, file.name, warnings ? -1 : 5);
}

export function download(page: Page, format: 'csv' | 'xlsx'): void {
  page.settle().then(() => {
    const link = document.createElement('a');
    link.href = page.api.exportAddress(page.workbook.id, format, page.tab.id);
    link.download = '';
    link.click();
  });
}

async function waitFor(condition: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 4000; waited += 25) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}
