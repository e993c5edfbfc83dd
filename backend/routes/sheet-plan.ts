import type { PlannedCell, SheetPlanRequest } from '../../shared/api.ts';
import { readMark } from '../../shared/output-columns.ts';
import type { ReadRows } from '../batches/read-rows.ts';
import type { SheetCell } from '../ports.ts';
import { type PlannedWrite, planSheetWrites } from '../sheet/plan-sheet-writes.ts';
import { inputKeysOf } from '../sheet/read-inputs.ts';
import { CHANGED_NOTE } from '../sheet/sync-tab.ts';
import { tabBatches, tabRows } from '../sheet/tab-rows.ts';
import { BLANK_CELL, ownColumns, type TabView } from '../sheet/tab-view.ts';
import { HttpError } from './answer-errors.ts';
import type { AppDeps } from './app-deps.ts';
import { type Operation, operation } from './operation.ts';
import { sheetPlanAnswer, sheetPlanRequest } from './schemas-rest.ts';

const LEASE_MS = 10_000;

/** The writes that the add-on applies itself where the backend may not write. */
export function sheetPlanOperations({ batches, link }: AppDeps): Operation[] {
  return [
    operation({
      method: 'post',
      path: '/v1/sheet/plan',
      summary: 'The cells that differ from what the sheet should show, for the add-on to write',
      body: sheetPlanRequest,
      answer: sheetPlanAnswer,
      async handle({ body, caller }) {
        const name = `pump:${caller.spreadsheetId}:${body.tab}:${caller.space}`;
        const now = batches.clock.now();
        // Two open sidebars would write the same cells; the second one waits for its turn.
        if (!(await batches.store.takeLease(name, caller.sub, now, now + LEASE_MS))) {
          throw new HttpError(409, 'conflict', 'Somebody else’s sidebar is writing the results just now.');
        }
        const shown = await tabBatches(batches, caller.space, body.tab);
        const found = await tabRows(batches, shown, link, null);
        const view = viewOf(body, body.headerRow ?? shown[0]?.headerRow ?? 1);
        const inputs = body.inputs ? inputKeysOf(batches, found.batches, readBy(body, view)) : null;
        const options = { inputs, leave: new Set<string>(), changedNote: CHANGED_NOTE };
        const { writes } = planSheetWrites(view, found.wanted, options);
        const cells = writes
          .filter((write) => !alreadyShown(write.value, view.rows.get(write.row)?.[write.column]))
          .map((write): PlannedCell => plannedCell(write));
        return { cells, rev: Math.max(0, ...found.batches.map((batch) => batch.rev)) };
      },
    }),
  ];
}

/** The tab as the add-on read it; its header is where it was at the start. */
function viewOf(body: SheetPlanRequest, headerRow: number): TabView {
  const header = body.header.map(
    (shown, column): SheetCell => ({
      ...BLANK_CELL,
      value: shown,
      shown,
      note: body.headerNotes[column] ?? '',
    }),
  );
  const rows = new Map<number, readonly SheetCell[]>();
  body.ownValues.forEach((values, index) => {
    const cells: SheetCell[] = [];
    body.ownColumns.forEach((column, place) => {
      const shown = values[place] ?? '';
      while (cells.length <= column) cells.push(BLANK_CELL);
      cells[column] = { ...BLANK_CELL, value: shown, shown };
    });
    rows.set(headerRow + 1 + index, cells);
  });
  const size = { headerRow, rowCount: headerRow + body.rowIds.length, columnCount: header.length };
  return { ...size, header, own: ownColumns(header, readMark), ids: body.rowIds, rows };
}

/** What the add-on read as it would send it for a draft. */
function readBy(body: SheetPlanRequest, { headerRow }: TabView): ReadRows {
  const rows = (body.inputs ?? []).map((cells, index) => ({
    rowId: body.rowIds[index] ?? '',
    number: headerRow + 1 + index,
    cells,
  }));
  return { header: body.header, headerRow, ownColumns: body.ownColumns, rows };
}

/** Links are not among what the add-on reads: equal text is taken as done. */
function alreadyShown(value: unknown, cell: SheetCell | undefined): boolean {
  return typeof value !== 'object' && String(value) === (cell?.shown ?? '');
}

function plannedCell({ row, column, value, link }: PlannedWrite): PlannedCell {
  if (typeof value === 'object') {
    const url = /^=IMAGE\("([^"]+)"\)$/.exec(value.formula)?.[1] ?? '';
    return { row, column, value: '', url, picture: true };
  }
  const plain = typeof value === 'number' ? value : String(value);
  return link === null ? { row, column, value: plain } : { row, column, value: plain, url: link };
}
