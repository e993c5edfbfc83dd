import type { Page } from '../state/page.ts';
import type { Box, MenuEntry } from '../state/page-state.ts';
import { cellMenu, columnMenu, rowMenu } from './context-menus.ts';
import { activeBox } from './open-popups.ts';

/** A point of the window, for a menu under the pointer. */
export function pointBox(x: number, y: number): Box {
  return { left: x, right: x, top: y, bottom: y };
}

/** The context menu for what is selected. @param box where it opens; at the active cell when absent */
export function openCellMenu(page: Page, box: Box | null = activeBox(page)): void {
  const { kind } = page.state.selection;
  const items: readonly MenuEntry[] =
    kind === 'rows' ? rowMenu(page) : kind === 'columns' ? columnMenu(page) : cellMenu(page);
  const label = kind === 'rows' ? 'Row' : kind === 'columns' ? 'Column' : 'Cell';
  if (box) page.store.set({ popup: { type: 'menu', label, box, items }, card: null });
}
