import type { Page } from '../state/page.ts';
import type { Box, Popup } from '../state/page-state.ts';

function open(page: Page, popup: Popup): void {
  page.store.set({ popup, card: null });
}

/** The active cell's box, scrolled into sight first. */
export function activeBox(page: Page): Box | null {
  const { row, column } = page.state.selection.active;
  page.view?.reveal(row, column);
  return page.view?.boxOf(row, column) ?? null;
}

/** The list of the active cell's dropdown. @returns whether it has one */
export function openDropdown(page: Page): boolean {
  const box = page.activeCell?.dropdown && page.state.canEdit ? activeBox(page) : null;
  if (box) open(page, { type: 'dropdown', box, ...page.state.selection.active });
  return box !== null;
}

/** The value list of the filtered column whose header is active. @returns whether there is one */
export function openFilter(page: Page): boolean {
  const { row, column } = page.state.selection.active;
  const range = page.tab.filter?.range;
  if (!range || row !== range.startRow || column < range.startColumn || column >= range.endColumn) return false;
  const box = activeBox(page);
  if (box) open(page, { type: 'filter', box, column });
  return box !== null;
}

export function openNote(page: Page): void {
  const box = page.state.canEdit ? activeBox(page) : null;
  if (box) open(page, { type: 'note', box, ...page.state.selection.active });
}
