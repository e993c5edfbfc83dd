import express, { Router } from 'express';
import { displayText } from '../workbook/display.ts';
import { type CellPatch, contentSize, emptyTab, type Tab, type Workbook } from '../workbook/model.ts';
import type { WorkbookFolder } from '../workbook/workbook-folder.ts';
import type { ImportResponse } from './api.ts';
import { documentOf, RequestError } from './requests.ts';

/** What a file holds: rows of values, as the reader understood them, and what it wants to say about it. */
export type Table = {
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  readonly warnings: readonly string[];
};

/** Reads a CSV, XLSX or XLS file. It throws with a sentence for people where it cannot. */
export type TableReader = (bytes: Uint8Array, fileName: string) => Promise<Table>;

/** Writes shown texts as a file. */
export type TableWriter = (
  rows: readonly (readonly string[])[],
  format: 'csv' | 'xlsx',
  title: string,
) => Promise<Uint8Array>;

const MAX_FILE_BYTES = 100 * 1024 * 1024;

const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Import of a file into a new tab, export of a tab; see api.ts. Without a reader or writer the route says so. */
export function fileRoutes(workbooks: WorkbookFolder, readTable?: TableReader, writeTable?: TableWriter): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: MAX_FILE_BYTES });

  router.post('/workbooks/:id/import', raw, async (request, response) => {
    const document = documentOf(workbooks, request);
    if (!readTable) throw new RequestError(501, 'This workbench was started without a reader for files.');
    const name = typeof request.query.name === 'string' ? request.query.name : 'Imported';
    const bytes: unknown = request.body;
    if (!(bytes instanceof Uint8Array) || bytes.length === 0) throw new RequestError(400, `${name} is empty.`);
    const table = await readTable(bytes, name).catch((error: unknown) => {
      throw new RequestError(400, `${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
    const tab = tabOf(table, document.workbook, name);
    const client = typeof request.query.client === 'string' ? request.query.client : `import:${name}`;
    document.apply(client, [{ type: 'addTab', index: document.workbook.tabs.length, tab }]);
    const columns = Math.max(0, ...table.rows.map((row) => row.length));
    const answer: ImportResponse = {
      tabId: tab.id,
      title: tab.title,
      rows: table.rows.length,
      columns,
      warnings: table.warnings,
    };
    response.status(201).json(answer);
  });

  router.get('/workbooks/:id/export', async (request, response) => {
    const { workbook } = documentOf(workbooks, request);
    const { format, tab: tabId } = request.query;
    if (format !== 'csv' && format !== 'xlsx') throw new RequestError(400, 'Say format=csv or format=xlsx.');
    if (!writeTable) throw new RequestError(501, 'This workbench was started without a writer for files.');
    const tab = tabId === undefined ? workbook.tabs[0] : workbook.tabs.find((one) => String(one.id) === tabId);
    if (!tab) throw new RequestError(404, 'There is no such tab in this spreadsheet.');
    const file = await writeTable(shownTexts(tab), format, tab.title);
    const name = encodeURIComponent(`${workbook.title} - ${tab.title}.${format}`);
    response
      .set({ 'content-type': CONTENT_TYPES[format], 'content-disposition': `attachment; filename*=UTF-8''${name}` })
      .send(Buffer.from(file));
  });

  return router;
}

function shownTexts(tab: Tab): string[][] {
  const size = contentSize(tab);
  return Array.from({ length: size.rows }, (_, row) =>
    Array.from({ length: size.columns }, (_, column) => displayText(tab.rows[row]?.cells[column])),
  );
}

/** A new tab with the table in it. A text that is exactly how a number is written becomes that number; nothing else changes. */
function tabOf(table: Table, workbook: Workbook, fileName: string): Tab {
  const columns = table.rows.reduce((most, row) => Math.max(most, row.length), 0);
  const id = Math.floor(Math.random() * 2 ** 31);
  const base =
    fileName
      .replace(/\.[A-Za-z0-9]{1,5}$/, '')
      .slice(0, 80)
      .trim() || 'Imported';
  const taken = new Set(workbook.tabs.map((tab) => tab.title.toLowerCase()));
  let title = base;
  for (let n = 2; taken.has(title.toLowerCase()); n++) title = `${base} (${n})`;
  const tab = emptyTab(id, title, Math.max(1000, table.rows.length), Math.max(26, columns));
  tab.rows = table.rows.map((row) => ({
    cells: row.map((value) => (value === null || value === '' ? null : cellOf(value))),
  }));
  return tab;
}

function cellOf(value: string | number | boolean): Pick<CellPatch, 'value'> & { value: string | number | boolean } {
  const isNumber = typeof value === 'string' && value.length < 16 && String(Number(value)) === value;
  return { value: isNumber ? Number(value) : value };
}
