import { cellAddress } from '../../workbook/a1.ts';
import { entryText } from '../../workbook/display.ts';
import { type CellPatch, cellAt, type GridRange } from '../../workbook/model.ts';
import type { Operation } from '../../workbook/operation.ts';
import { parseEntry } from '../../workbook/parse-entry.ts';
import { allRanges } from '../grid/grid-selection.ts';
import type { Page } from '../state/page.ts';

/** Takes away what a cell shows; notes, formats and dropdowns stay. */
export const CLEARED: CellPatch = { value: null, formula: null, link: null, runs: null, image: null };

/** Opens the editor on the active cell. @param text what it starts with; the cell's own when absent */
export function startEditing(page: Page, text?: string, where: 'cell' | 'bar' = 'cell'): void {
  if (!page.state.canEdit || page.state.editing) return;
  const { row, column } = page.state.selection.active;
  page.view?.reveal(row, column);
  page.store.set({
    editing: {
      row,
      column,
      text: text ?? entryText(cellAt(page.tab, row, column)),
      where,
      mode: text === undefined ? 'edit' : 'enter',
    },
    popup: null,
    card: null,
  });
}

/** Writes the edited text into its cell. @returns false when the cell refused it and the editor stays open */
export function commitEditing(page: Page): boolean {
  const { editing } = page.state;
  if (!editing) return true;
  const { row, column, text } = editing;
  const cell = cellAt(page.tab, row, column);
  page.store.set({ editing: null });
  if (text === entryText(cell)) return true;
  const allowed = cell?.dropdown;
  if (allowed?.strict && text !== '' && !allowed.values.includes(text.trim())) {
    page.store.set({
      dialog: {
        type: 'message',
        title: 'There was a problem',
        text: `${cellAddress(row, column)} takes one of: ${allowed.values.join(', ')}.${allowed.helpText ? ` ${allowed.helpText}` : ''}`,
      },
    });
    return false;
  }
  return writeEntry(page, row, column, allowed ? text.trim() : text);
}

export function cancelEditing(page: Page): void {
  page.store.set({ editing: null });
}

/** Types a text into a cell, read as Sheets reads it. */
export function writeEntry(page: Page, row: number, column: number, text: string): boolean {
  const { tab } = page;
  const patch =
    text === '' ? CLEARED : parseEntry(text, cellAt(tab, row, column)?.numberFormat, new Date().getFullYear());
  return page.edit({ type: 'setCells', tabId: tab.id, row, column, patches: [[patch]] });
}

/** The part of a range that holds cells, so that a whole column is not written to its thousandth empty row. */
export function usedPart(page: Page, range: GridRange): GridRange {
  const { tab } = page;
  return {
    ...range,
    endRow: Math.max(range.startRow, Math.min(range.endRow, tab.rows.length)),
    endColumn: Math.min(range.endColumn, tab.columnCount),
  };
}

/** One patch on everything selected. @param everywhere on empty rows below the content too */
export function patchSelection(page: Page, patch: CellPatch, everywhere: boolean): void {
  const { tab } = page;
  const operations: Operation[] = [];
  for (const selected of allRanges(page.state.selection, tab)) {
    const range = everywhere ? selected : usedPart(page, selected);
    if (range.endRow > range.startRow) operations.push({ type: 'repeatCell', tabId: tab.id, range, patch });
  }
  if (operations.length > 0) page.edit(...operations);
}

export function clearSelection(page: Page): void {
  patchSelection(page, CLEARED, false);
}

export function toggleBold(page: Page): void {
  patchSelection(page, { bold: page.activeCell?.bold ? null : true }, true);
}

export function toggleItalic(page: Page): void {
  patchSelection(page, { italic: page.activeCell?.italic ? null : true }, true);
}

export function setNote(page: Page, row: number, column: number, note: string): void {
  const patch: CellPatch = { note: note.trim() === '' ? null : note };
  page.edit({ type: 'setCells', tabId: page.tab.id, row, column, patches: [[patch]] });
}

/** Formats as plain text: what is shown becomes the text itself, so `2:3` stays `2:3` when it is typed from now on. */
export function formatAsText(page: Page): void {
  patchSelection(page, { numberFormat: { type: 'TEXT' } }, true);
}
