import { commitEditing, startEditing } from '../commands/edit-cells.ts';
import { moveSpan, resizeSpan, unhideSpan } from '../commands/edit-structure.ts';
import { openCellMenu, pointBox } from '../commands/open-cell-menu.ts';
import { openDropdown, openFilter } from '../commands/open-popups.ts';
import type { Page } from '../state/page.ts';
import { type DragLine, dragHeads, startResize } from './drag-heads.ts';
import { fittingWidth } from './fit-column.ts';
import { allRanges, type GridSelection, isInside, selectCell } from './grid-selection.ts';
import { ROW_HEIGHT } from './grid-sizes.ts';
import type { GridView } from './grid-view.ts';
import { mergeAt } from './merged-cells.ts';

type HeadHit = { readonly axis: 'rows' | 'columns'; readonly index: number };

function headAt(target: Element): HeadHit | null {
  const column = target.closest<HTMLElement>('.column-head')?.dataset.column;
  if (column !== undefined) return { axis: 'columns', index: Number(column) };
  const row = target.closest<HTMLElement>('.row-head')?.dataset.row;
  return row === undefined ? null : { axis: 'rows', index: Number(row) };
}

/** Where in a head the pointer is: its end is a grip for the size; next to hidden ones, a click shows them. */
function gripAt(page: Page, view: GridView, hit: HeadHit, event: PointerEvent | MouseEvent): number | null {
  const box = view.boxOf(
    hit.axis === 'rows' ? hit.index : view.rows.firstVisible(),
    hit.axis === 'columns' ? hit.index : view.columns.firstVisible(),
  );
  if (!box || !page.state.canEdit) return null;
  const near = 5;
  const [start, end, at] =
    hit.axis === 'columns' ? [box.left, box.right, event.clientX] : [box.top, box.bottom, event.clientY];
  if (end - at <= near) return hit.index;
  const axis = hit.axis === 'columns' ? view.columns : view.rows;
  const before = axis.step(hit.index, -1);
  return at - start <= 2 && before !== hit.index ? before : null;
}

/** Selecting, resizing and moving with the pointer. */
export function listenMouse(page: Page, view: GridView, line: DragLine): void {
  const { scroller } = view.frame;
  const placeAt = (event: MouseEvent) => {
    const place = view.frame.placeAt(event.clientX, event.clientY, view.rows, view.columns, page.tab);
    const merge = mergeAt(page.tab, place.row, place.column);
    return merge ? { row: merge.startRow, column: merge.startColumn } : place;
  };

  scroller.addEventListener('pointerdown', (event) => {
    const { target } = event;
    if (!(target instanceof Element) || target === scroller) return;
    if (page.state.editing && !commitEditing(page)) return;
    page.store.set({ popup: null });
    const head = headAt(target);
    if (target.closest('.corner')) {
      event.preventDefault();
      page.focusGrid();
      const last = { row: page.tab.rowCount - 1, column: page.tab.columnCount - 1 };
      page.select({ ...selectCell(0, 0), focus: last }, 'none');
      return;
    }
    if (!head && !target.closest('.cell')) return;
    event.preventDefault();
    page.focusGrid();
    if (head) onHeadDown(page, view, line, head, event);
    else onCellDown(page, view, event, placeAt, target);
  });

  scroller.addEventListener('dblclick', (event) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const head = headAt(target);
    const grip = head ? gripAt(page, view, head, event) : null;
    if (head && grip !== null) {
      resizeSpan(page, head.axis, grip, head.axis === 'columns' ? fittingWidth(page.tab, grip) : ROW_HEIGHT);
    } else if (target.closest('.cell') && !target.closest('.arrow, .funnel')) startEditing(page);
  });

  scroller.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    const { target } = event;
    if (!(target instanceof Element) || (!headAt(target) && !target.closest('.cell'))) return;
    openCellMenu(page, pointBox(event.clientX, event.clientY));
  });

  scroller.addEventListener('pointermove', (event) => {
    const { target } = event;
    const head = target instanceof Element ? headAt(target) : null;
    if (event.buttons !== 0) return;
    const grip = head ? gripAt(page, view, head, event) : null;
    scroller.dataset.cursor = head && grip !== null ? (head.axis === 'columns' ? 'column-grip' : 'row-grip') : '';
  });
}

function onCellDown(
  page: Page,
  view: GridView,
  event: PointerEvent,
  placeAt: (event: MouseEvent) => { row: number; column: number },
  target: Element,
): void {
  const place = placeAt(event);
  const { selection } = page.state;
  if (event.button === 2) {
    if (!allRanges(selection, page.tab).some((range) => isInside(range, place.row, place.column)))
      page.select(selectCell(place.row, place.column), 'none');
    return;
  }
  if (event.button !== 0) return;
  if (event.shiftKey) page.select({ ...selection, focus: place, kind: 'cells' }, 'none');
  else if (event.ctrlKey || event.metaKey) {
    page.select({ ...selectCell(place.row, place.column), extra: allRanges(selection, page.tab) }, 'none');
  } else page.select(selectCell(place.row, place.column), 'none');
  if (target.closest('.arrow')) {
    openDropdown(page);
    return;
  }
  if (target.closest('.funnel')) {
    openFilter(page);
    return;
  }
  dragSelection(page, view, event, (move) => {
    const focus = placeAt(move);
    const { selection: now } = page.state;
    return now.focus.row === focus.row && now.focus.column === focus.column ? null : { ...now, focus };
  });
}

function onHeadDown(page: Page, view: GridView, line: DragLine, hit: HeadHit, event: PointerEvent): void {
  const { axis, index } = hit;
  const { selection } = page.state;
  const place = axis === 'rows' ? { row: index, column: 0 } : { row: 0, column: index };
  const head = event.target instanceof Element ? event.target.closest('.column-head, .row-head') : null;
  const grip = event.button === 0 ? gripAt(page, view, hit, event) : null;
  const already = selection.kind === axis && head?.classList.contains('whole') === true;
  if (event.button === 2 && already) return;
  if (event.button === 0 && head?.classList.contains('hides-after') && grip === index) {
    page.select({ active: place, anchor: place, focus: place, kind: axis, extra: [] }, 'none');
    unhideSpan(page, axis);
    return;
  }
  if (grip !== null) {
    const smallest = axis === 'columns' ? 24 : ROW_HEIGHT;
    startResize(view, line, axis, grip, smallest, (pixels) => resizeSpan(page, axis, grip, pixels));
    return;
  }
  if (already && !event.shiftKey && event.button === 0 && page.state.canEdit) {
    const from = axis === 'rows' ? page.range.startRow : page.range.startColumn;
    const count = (axis === 'rows' ? page.range.endRow : page.range.endColumn) - from;
    dragHeads(view, line, axis, event, (to) => {
      if (to === null) page.select({ active: place, anchor: place, focus: place, kind: axis, extra: [] }, 'none');
      else moveSpan(page, axis, from, count, to);
    });
    return;
  }
  if (event.shiftKey) page.select({ ...selection, focus: place, kind: axis }, 'none');
  else page.select({ active: place, anchor: place, focus: place, kind: axis, extra: [] }, 'none');
  if (event.button !== 0) return;
  dragSelection(page, view, event, (move) => {
    const at = view.frame.placeAt(move.clientX, move.clientY, view.rows, view.columns, page.tab);
    const focus = axis === 'rows' ? { row: at.row, column: 0 } : { row: 0, column: at.column };
    const { selection: now } = page.state;
    return now.focus.row === focus.row && now.focus.column === focus.column ? null : { ...now, focus };
  });
}

/** Widens the selection while the pointer is held; at the edges the grid scrolls on. */
function dragSelection(
  page: Page,
  view: GridView,
  start: PointerEvent,
  next: (event: PointerEvent) => GridSelection | null,
): void {
  const { scroller } = view.frame;
  let last = start;
  const timer = window.setInterval(() => {
    const frame = scroller.getBoundingClientRect();
    const by = (at: number, low: number, high: number) => (at < low ? at - low : at > high ? at - high : 0);
    const left = by(last.clientX, frame.left + 20, frame.right - 20);
    const top = by(last.clientY, frame.top + 10, frame.bottom - 20);
    if (left === 0 && top === 0) return;
    scroller.scrollBy(Math.round(left / 2), Math.round(top / 2));
    const selection = next(last);
    if (selection) page.select(selection, 'none');
  }, 30);
  const move = (event: PointerEvent) => {
    last = event;
    const selection = next(event);
    if (selection) page.select(selection, 'none');
  };
  const stop = () => {
    window.clearInterval(timer);
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', stop);
    window.removeEventListener('pointercancel', stop);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', stop);
  window.addEventListener('pointercancel', stop);
}
