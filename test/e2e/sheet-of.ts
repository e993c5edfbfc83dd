import type { RunningWorkbench } from '../../workbench/start-workbench.ts';
import { formatValue } from '../../workbench/workbook/display.ts';
import type { WorkbookDocument } from '../../workbench/workbook/document.ts';
import { type Cell, type CellPatch, contentSize, emptyTab, type Tab } from '../../workbench/workbook/model.ts';

/** One row of a tab, by header. */
export interface SheetRow {
  /** As in Sheets: 2 is the first below the header. */
  readonly number: number;
  text(header: string): string;
  cell(header: string): Cell | null;
}

export function firstDocument(running: RunningWorkbench): WorkbookDocument {
  const [document] = running.workbooks.list();
  if (!document) throw new Error('The workbench has no spreadsheet.');
  return document;
}

export function tabCalled(document: WorkbookDocument, title: string): Tab {
  const tab = document.workbook.tabs.find((one) => one.title === title);
  if (!tab) throw new Error(`There is no tab ${title}: ${document.workbook.tabs.map((one) => one.title).join(', ')}.`);
  return tab;
}

export function headersOf(tab: Tab): readonly string[] {
  return (tab.rows[0]?.cells ?? []).map((cell) => String(cell?.value ?? ''));
}

/** The tab's rows that hold anything, as the server has them. */
export function sheetRows(document: WorkbookDocument, title: string): readonly SheetRow[] {
  return tabRows(tabCalled(document, title));
}

export function tabRows(tab: Tab): readonly SheetRow[] {
  const headers = headersOf(tab);
  const rows: SheetRow[] = [];
  for (let index = 1; index < contentSize(tab).rows; index++) {
    const cells = tab.rows[index]?.cells ?? [];
    const cell = (header: string) => cells[headers.indexOf(header)] ?? null;
    const text = (header: string) => {
      const found = cell(header);
      return found === null ? '' : formatValue(found.value ?? null, found.numberFormat);
    };
    if (cells.some((one) => one?.value !== undefined && one.value !== null && one.value !== '')) {
      rows.push({ number: index + 1, text, cell });
    }
  }
  return rows;
}

/** A new tab with these columns and rows; a text is kept as plain text, as the templates have it. */
export function addTab(
  document: WorkbookDocument,
  title: string,
  header: readonly string[],
  rows: readonly (readonly (string | number | CellPatch)[])[],
): Tab {
  const id = Math.max(...document.workbook.tabs.map((tab) => tab.id)) + 1;
  const tab = emptyTab(id, title, rows.length + 200, 20);
  tab.frozenRows = 1;
  const patches = [header, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'object' ? cell : { value: cell, numberFormat: { type: 'TEXT' as const } })),
  );
  document.apply('test', [
    { type: 'addTab', index: document.workbook.tabs.length, tab },
    { type: 'setCells', tabId: id, row: 0, column: 0, patches },
  ]);
  return tabCalled(document, title);
}
