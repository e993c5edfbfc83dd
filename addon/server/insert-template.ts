import type { TemplateId } from '../../shared/template.ts';
import type { TemplateTable, TemplateTableColumn } from '../../shared/template-table.ts';
import type { LoadedTab } from '../protocol.ts';
import { findTab, withDocumentLock } from './find-tab.ts';
import { loadTab } from './load-tab.ts';
import { personalHeaders, readTab } from './read-tab.ts';
import { readSetup, writeSetup } from './tab-setup-store.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Columns that hold sentences or links get more room, in pixels. */
const WIDE = /prompt|url|image|background|note/;

/** Puts a template into a new tab: headers with notes, dropdowns, plain-text format, two example rows. */
export function insertTemplate(request: {
  readonly template: TemplateId;
  readonly title: string;
  readonly table: TemplateTable;
}): LoadedTab {
  const { table } = request;
  return withDocumentLock(() => {
    const sheet = newTab(request.title);
    const width = table.header.length;
    if (width > sheet.getMaxColumns()) sheet.insertColumnsAfter(sheet.getMaxColumns(), width - sheet.getMaxColumns());
    sheet.getRange(1, 1, sheet.getMaxRows(), width).setNumberFormat('@');
    const header = sheet.getRange(1, 1, 1, width);
    header.setValues([[...table.header]]);
    header.setNotes([table.columns.map((column) => column.note)]);
    header.setFontWeight('bold');
    if (table.rows.length > 0) {
      sheet.getRange(2, 1, table.rows.length, width).setValues(table.rows.map((row) => [...row]));
    }
    table.columns.forEach((column, index) => {
      addDropdown(sheet, column, 2, index + 1);
      if (!column.list && WIDE.test(column.name)) sheet.setColumnWidth(index + 1, 240);
    });
    sheet.setFrozenRows(1);
    sheet.activate();
    const tab = String(sheet.getSheetId());
    writeSetup(tab, { ...readSetup(tab), template: request.template });
    return loadTab(sheet, 'run');
  });
}

/** Adds one column of a template to a tab, with its note, format and dropdown, at the right of what is there. */
export function addColumn(request: { readonly tab: string; readonly column: TemplateTableColumn }): null {
  const { column } = request;
  return withDocumentLock(() => {
    const sheet = findTab(request.tab);
    const tab = readTab(sheet);
    if (personalHeaders(tab).some((header) => header === column.name)) return null;
    const at = Math.max(1, sheet.getLastColumn() + 1);
    if (at > sheet.getMaxColumns()) sheet.insertColumnsAfter(sheet.getMaxColumns(), 1);
    const { headerRow } = tab.table;
    sheet.getRange(headerRow, at, sheet.getMaxRows() - headerRow + 1, 1).setNumberFormat('@');
    const header = sheet.getRange(headerRow, at, 1, 1);
    header.setValues([[column.name]]);
    header.setNotes([[column.note]]);
    header.setFontWeight('bold');
    addDropdown(sheet, column, headerRow + 1, at);
    header.activate();
    return null;
  });
}

function addDropdown(sheet: Sheet, column: TemplateTableColumn, row: number, at: number): void {
  if (!column.list || row > sheet.getMaxRows()) return;
  const rule = SpreadsheetApp.newDataValidation()
    .requireValueInList([...column.list], true)
    .setAllowInvalid(!column.strict)
    .build();
  sheet.getRange(row, at, sheet.getMaxRows() - row + 1, 1).setDataValidation(rule);
}

/** A new tab after the open one, named `title`, `title 2` … */
export function newTab(title: string): Sheet {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  let name = title;
  for (let n = 2; spreadsheet.getSheetByName(name) !== null; n++) name = `${title} ${n}`;
  return spreadsheet.insertSheet(name);
}
