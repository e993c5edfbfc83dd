import { listIssues } from '../../shared/list-issues.ts';
import type { CellRepair, CheckRequest, RepairReply } from '../protocol.ts';
import { findTab, withDocumentLock } from './find-tab.ts';
import { readRows } from './read-rows.ts';
import { readTab } from './read-tab.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Writes each repaired value as plain text; a cell that shows something else by now is left alone and named. */
export function repairCells(request: { readonly tab: string; readonly repairs: readonly CellRepair[] }): RepairReply {
  return withDocumentLock(() => repairAllOf(findTab(request.tab), request.repairs));
}

/** Repairs every cell that has one reading only, of the whole tab. */
export function repairAll(request: CheckRequest): RepairReply {
  return withDocumentLock(() => {
    const sheet = findTab(request.tab);
    const { reading } = readRows(readTab(sheet), request);
    const repairs: CellRepair[] = [];
    for (const { cell, found, repair } of listIssues(reading)) {
      if (cell !== null && repair) repairs.push({ cell, found, value: repair.value });
    }
    return repairAllOf(sheet, repairs);
  });
}

function repairAllOf(sheet: Sheet, repairs: readonly CellRepair[]): RepairReply {
  const left: string[] = [];
  let repaired = 0;
  for (const { cell, found, value } of repairs) {
    const range = sheet.getRange(cell);
    const shown = range.getDisplayValue();
    if (shown.trim() !== found.trim() && String(range.getValue()).trim() !== found.trim()) {
      left.push(cell);
      continue;
    }
    range.setNumberFormat('@');
    // Rich text is taken as it is: never as a number, a time or a formula.
    range.setRichTextValue(SpreadsheetApp.newRichTextValue().setText(value).build());
    repaired++;
  }
  return { repaired, left };
}
