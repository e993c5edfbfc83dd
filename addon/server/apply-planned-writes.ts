import type { PlannedCell, SheetPlanRequest } from '../../shared/api.ts';
import { callBackendOk } from './backend-call.ts';
import { findTab, withDocumentLock } from './find-tab.ts';
import { parsePlan } from './parse-answers.ts';
import { textOf } from './read-cells.ts';
import { readTab, type TabRead } from './read-tab.ts';
import { writeCells } from './write-cells.ts';

/** Rounds after which a sheet that keeps moving is left for the next call. */
const ROUNDS = 3;

/**
 * Where the backend may not write into the sheet, the add-on applies the very writes that it would make: the backend
 * plans them from what the tab holds now, and they go into our own columns only.
 */
export function applyPlannedWrites(request: { readonly tab: string; readonly token: string }): {
  readonly written: number;
} {
  return withDocumentLock(() => {
    let written = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const tab = readTab(findTab(request.tab));
      if (tab.own.size === 0) return { written };
      const cells = allowedCells(tab, planFor(tab, request));
      if (cells.length === 0) return { written };
      // Somebody may have sorted or inserted while the plan was made.
      if (moved(tab, readTab(tab.sheet))) continue;
      written += writeCells(tab.sheet, cells);
    }
    return { written };
  });
}

function planFor(tab: TabRead, request: { readonly tab: string; readonly token: string }): readonly PlannedCell[] {
  const body: SheetPlanRequest = {
    tab: request.tab,
    header: tab.table.header.map(textOf),
    headerNotes: tab.notes,
    rowIds: tab.table.rows.map((row) => row.rowId ?? ''),
    ownColumns: tab.ownColumns,
    headerRow: tab.table.headerRow,
    inputs: tab.table.rows.map((row) => row.cells),
    ownValues: tab.shown.map((line) => tab.ownColumns.map((column) => line[column] ?? '')),
  };
  return parsePlan(callBackendOk({ method: 'post', path: '/v1/sheet/plan', token: request.token, body })).cells;
}

/** Never a cell of the person's, whatever a plan says. */
function allowedCells(tab: TabRead, cells: readonly PlannedCell[]): readonly PlannedCell[] {
  const ours = new Set(tab.own.values());
  const last = tab.sheet.getMaxRows();
  return cells.filter((cell) => ours.has(cell.column) && cell.row > tab.table.headerRow && cell.row <= last);
}

function moved(before: TabRead, now: TabRead): boolean {
  const places = (tab: TabRead) =>
    JSON.stringify([tab.table.headerRow, [...tab.own], tab.table.rows.map((row) => row.rowId)]);
  return places(before) !== places(now);
}
