import type { BatchInputs, OutputView, PlannedCell, RowView } from '../../shared/api.ts';
import { normaliseHeader } from '../../shared/normalise-header.ts';
import { outputColumns } from '../../shared/output-columns.ts';
import type { LoadedTab } from '../protocol.ts';
import { callBackendOk } from './backend-call.ts';
import { findTab, withDocumentLock } from './find-tab.ts';
import { newTab } from './insert-template.ts';
import { loadTab } from './load-tab.ts';
import { ensureOwnColumns, writeRowIds } from './own-columns.ts';
import { parseBatch, parseInputs, parsePage } from './parse-answers.ts';
import { textOf } from './read-cells.ts';
import { readTab, type TabRead } from './read-tab.ts';
import { writeSetup } from './tab-setup-store.ts';
import { writeCells } from './write-cells.ts';

const PAGE = 500;

interface OpenRequest {
  readonly batchId: string;
  readonly token: string;
}

/** Restores a batch in a new tab: its rows as they were sent, prompt, settings and results. */
export function openBatch(request: OpenRequest): LoadedTab {
  const batch = parseBatch(ask(request, ''));
  const inputs = parseInputs(ask(request, '/inputs'));
  const results = readResults(request);
  return withDocumentLock(() => {
    const sheet = newTab(inputs.name.replace(/[[\]*?:/\\]/g, ' ').slice(0, 80) || 'Batch');
    const columns = keptColumns(inputs);
    const lines = [inputs.header, ...inputs.rows.map((row) => row.cells)].map((cells) =>
      columns.map((column) => textOf(cells[column] ?? '')),
    );
    const width = Math.max(1, columns.length);
    if (width > sheet.getMaxColumns()) sheet.insertColumnsAfter(sheet.getMaxColumns(), width - sheet.getMaxColumns());
    if (lines.length > sheet.getMaxRows()) sheet.insertRowsAfter(sheet.getMaxRows(), lines.length - sheet.getMaxRows());
    const range = sheet.getRange(1, 1, lines.length, width);
    sheet.getRange(1, 1, sheet.getMaxRows(), width).setNumberFormat('@');
    if (columns.length > 0) {
      range.setRichTextValues(
        lines.map((line) => line.map((text) => SpreadsheetApp.newRichTextValue().setText(text).build())),
      );
    }
    sheet.getRange(1, 1, 1, width).setFontWeight('bold');
    sheet.setFrozenRows(1);
    const tab = ensureOwnColumns(readTab(sheet), neededFor(results));
    const numbers = inputs.rows.map((row, index): [number, string] => [index + 2, row.rowId]);
    writeRowIds(tab, new Map(numbers));
    writeCells(sheet, resultCells(tab, numbers, results));
    const id = String(sheet.getSheetId());
    writeSetup(id, { template: inputs.template, settings: inputs.settings, budgetUsd: batch.budgetUsd });
    sheet.activate();
    return loadTab(findTab(id), 'run');
  });
}

function ask(request: OpenRequest, path: string): unknown {
  return callBackendOk({
    method: 'get',
    path: `/v1/batches/${encodeURIComponent(request.batchId)}${path}`,
    token: request.token,
  });
}

function readResults(request: OpenRequest): ReadonlyMap<string, RowView> {
  const rows = new Map<string, RowView>();
  let after = 0;
  for (;;) {
    const page = parsePage(ask(request, `/rows?after=${after}&limit=${PAGE}`));
    for (const row of page.rows) rows.set(row.rowId, row);
    if (!page.more || page.rev <= after) return rows;
    after = page.rev;
  }
}

/** Our own columns were sent blank; here they are made anew. */
function keptColumns(inputs: BatchInputs): readonly number[] {
  const ours = new Set(outputColumns({ maxImages: 100, hasText: true }).map((column) => column.field));
  const columns: number[] = [];
  inputs.header.forEach((cell, column) => {
    const name = normaliseHeader(textOf(cell)).replace(/^rowshot_/, '');
    const blank = inputs.rows.every((row) => (row.cells[column] ?? '') === '');
    if (!(blank && ours.has(name))) columns.push(column);
  });
  return columns;
}

function neededFor(results: ReadonlyMap<string, RowView>) {
  let maxImages = 1;
  let hasText = false;
  for (const row of results.values()) {
    for (const output of row.outputs) {
      if (output.kind === 'text') hasText = true;
      else maxImages = Math.max(maxImages, output.n);
    }
  }
  return { maxImages, hasText };
}

function resultCells(
  tab: TabRead,
  numbers: readonly (readonly [number, string])[],
  results: ReadonlyMap<string, RowView>,
): readonly PlannedCell[] {
  const cells: PlannedCell[] = [];
  for (const [number, rowId] of numbers) {
    const row = results.get(rowId);
    if (!row) continue;
    const put = (field: string, value: string | number, url?: string) => {
      const column = tab.own.get(field);
      if (column === undefined || value === '') return;
      cells.push(url === undefined ? { row: number, column, value } : { row: number, column, value, url });
    };
    put('status', row.status);
    put('message', row.message);
    for (const output of newestOutputs(row.outputs)) {
      if (output.kind === 'text') put('result_text', output.text);
      else put(`image_${output.n}`, output.name, output.url);
    }
    put('cost', row.costUsd);
    if (row.seed !== null) put('seed', row.seed);
  }
  return cells;
}

function newestOutputs(outputs: readonly OutputView[]): readonly OutputView[] {
  const newest = new Map<number, OutputView>();
  for (const output of outputs) {
    const known = newest.get(output.n);
    if (!known || known.version < output.version) newest.set(output.n, output);
  }
  return [...newest.values()];
}
