import { cellAddress } from '../../workbook/a1.ts';
import { type Cell, cellAt } from '../../workbook/model.ts';
import type { Page } from '../state/page.ts';
import { linksOf } from './cell-links.ts';
import type { GridView } from './grid-view.ts';
import { isInvalid } from './paint-cell.ts';

const SHOW_AFTER_MS = 250;
const HIDE_AFTER_MS = 300;

/** Whether a cell has something that a card tells: a note, links, a value that its dropdown does not offer. */
export function hasCard(cell: Cell | null): cell is Cell {
  if (!cell) return false;
  return cell.note !== undefined || linksOf(cell).length > 0 || isInvalid(cell);
}

/** Shows the card of the cell under the pointer, and hides it once the pointer left both. */
export function listenHover(page: Page, view: GridView): void {
  const { scroller } = view.frame;
  let timer = 0;
  let over = '';

  const later = (wait: number, run: () => void) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(run, wait);
  };

  scroller.addEventListener('pointermove', (event) => {
    if (event.buttons !== 0 || page.state.popup || page.state.editing) return;
    const { row, column } = view.frame.placeAt(event.clientX, event.clientY, view.rows, view.columns, page.tab);
    const onCell = event.target instanceof Element && event.target.closest('.cell') !== null;
    const address = onCell ? cellAddress(row, column) : '';
    if (address === over) return;
    over = address;
    const cell = onCell ? cellAt(page.tab, row, column) : null;
    if (hasCard(cell)) {
      later(SHOW_AFTER_MS, () => {
        const box = view.boxOf(row, column);
        if (box && !page.state.popup && !page.state.editing)
          page.store.set({ card: { box, row, column, byPointer: true } });
      });
    } else later(HIDE_AFTER_MS, () => hideCard(page));
  });

  scroller.addEventListener('pointerleave', (event) => {
    over = '';
    if (event.relatedTarget instanceof Element && event.relatedTarget.closest('.cell-card')) window.clearTimeout(timer);
    else later(HIDE_AFTER_MS, () => hideCard(page));
  });
  scroller.addEventListener('scroll', () => {
    over = '';
    window.clearTimeout(timer);
    if (page.state.card) page.store.set({ card: null });
  });
}

/** Hides a card that the pointer opened, unless the pointer is on it. */
export function hideCard(page: Page): void {
  if (page.state.card?.byPointer && !document.querySelector('.cell-card:hover')) page.store.set({ card: null });
}
