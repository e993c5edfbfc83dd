import { hasContent, type Tab } from '../../workbook/model.ts';
import { clearSelection, startEditing, toggleBold, toggleItalic } from '../commands/edit-cells.ts';
import { showNextTab } from '../commands/edit-tabs.ts';
import { openCellMenu } from '../commands/open-cell-menu.ts';
import { openLink } from '../commands/open-link.ts';
import { openDropdown, openFilter, openNote } from '../commands/open-popups.ts';
import { redo, undo } from '../commands/undo.ts';
import type { Page } from '../state/page.ts';
import type { Axis } from './axis.ts';
import { type CellPlace, isInside, isSingleCell, mainRange, selectCell, stepInside } from './grid-selection.ts';
import { mergeAt } from './merged-cells.ts';

const ARROWS: { readonly [key: string]: readonly [number, number] } = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Moves the cursor from `from` by a key's direction. */
function stepped(page: Page, from: CellPlace, rows: number, columns: number): CellPlace {
  const { view } = page;
  if (!view) return from;
  view.measureNow();
  const move = (axis: Axis, index: number, by: number) => (by === 0 ? index : axis.step(index, by > 0 ? 1 : -1));
  const place = { row: move(view.rows, from.row, rows), column: move(view.columns, from.column, columns) };
  const merge = mergeAt(page.tab, place.row, place.column);
  if (!merge) return place;
  // Out of the merged range the cursor is in, or onto the first cell of another one.
  if (!isInside(merge, from.row, from.column)) return { row: merge.startRow, column: merge.startColumn };
  if (place.row === from.row && place.column === from.column) return place;
  return stepped(page, place, rows, columns);
}

/** Ctrl+arrow: to the edge of the block of filled cells, or over the empty ones to the next filled one. */
function jumped(page: Page, from: CellPlace, rows: number, columns: number): CellPlace {
  const filled = (place: CellPlace) => isFilled(page.tab, place);
  const same = (a: CellPlace, b: CellPlace) => a.row === b.row && a.column === b.column;
  let at = from;
  let next = stepped(page, at, rows, columns);
  if (same(next, at)) return at;
  const through = filled(at) && filled(next);
  for (;;) {
    if (through ? !filled(next) : filled(next)) return through ? at : next;
    at = next;
    next = stepped(page, at, rows, columns);
    if (same(next, at)) return at;
  }
}

function isFilled(tab: Tab, place: CellPlace): boolean {
  const cell = tab.rows[place.row]?.cells[place.column];
  return hasContent(cell) || cell?.image !== undefined;
}

/** Moves the cursor, or with `extend` the far corner of the selection. */
export function moveCursor(page: Page, rows: number, columns: number, extend: boolean, jump = false): void {
  const { selection } = page.state;
  const go = jump ? jumped : stepped;
  if (extend) {
    const focus = go(page, selection.focus, rows, columns);
    page.select({ ...selection, focus, extra: [] });
    return;
  }
  const place = go(page, selection.active, rows, columns);
  page.select(selectCell(place.row, place.column));
}

/** Tab and Enter: the next cell, going round inside a selected range. */
export function moveNext(page: Page, along: 'rows' | 'columns', back: boolean): void {
  const { selection } = page.state;
  const range = mainRange(selection, page.tab);
  if (!isSingleCell(range) && selection.kind === 'cells') {
    page.select({ ...selection, active: stepInside(range, selection.active, along, back) }, 'active');
    return;
  }
  const by = back ? -1 : 1;
  moveCursor(page, along === 'rows' ? by : 0, along === 'columns' ? by : 0, false);
}

function movePage(page: Page, direction: 1 | -1, extend: boolean): void {
  const { view } = page;
  if (!view) return;
  view.measureNow();
  const { selection } = page.state;
  const from = extend ? selection.focus : selection.active;
  const distance = view.frame.scroller.clientHeight - 60;
  const target = view.rows.indexAt(Math.max(0, view.rows.offset(from.row) + direction * distance));
  const row = view.rows.isHidden(target) ? view.rows.step(target, direction) : target;
  view.frame.scroller.scrollTop += direction * distance;
  const place = { row, column: from.column };
  page.select(extend ? { ...selection, focus: place, extra: [] } : selectCell(place.row, place.column));
}

function moveToEdge(page: Page, key: 'Home' | 'End', control: boolean, extend: boolean): void {
  const { view, tab } = page;
  if (!view) return;
  view.measureNow();
  const { selection } = page.state;
  const from = extend ? selection.focus : selection.active;
  let place: CellPlace;
  if (key === 'Home')
    place = { row: control ? view.rows.firstVisible() : from.row, column: view.columns.firstVisible() };
  else {
    const lastRow = Math.max(
      0,
      tab.rows.findLastIndex((row) => row?.cells.some((cell) => hasContent(cell))),
    );
    const row = control ? lastRow : from.row;
    const widest = tab.rows.reduce((width, line) => Math.max(width, line?.cells.length ?? 0), 1) - 1;
    const inRow = tab.rows[row]?.cells.findLastIndex((cell) => hasContent(cell)) ?? -1;
    place = { row, column: control ? widest : inRow > from.column ? inRow : view.columns.lastVisible() };
  }
  page.select(extend ? { ...selection, focus: place, extra: [] } : selectCell(place.row, place.column));
}

function selectWhole(page: Page, kind: 'rows' | 'columns' | 'all'): void {
  const { selection } = page.state;
  if (kind !== 'all') {
    page.select({ ...selection, kind }, 'none');
    return;
  }
  const last = { row: page.tab.rowCount - 1, column: page.tab.columnCount - 1 };
  page.select({ ...selection, anchor: { row: 0, column: 0 }, focus: last, kind: 'cells', extra: [] }, 'none');
}

/** Handles a key while the grid has the focus. @returns whether the key was used */
export function onGridKey(page: Page, event: KeyboardEvent): boolean {
  const { key, shiftKey: shift, altKey: alt } = event;
  const control = event.ctrlKey || event.metaKey;
  const arrow = ARROWS[key];
  if (arrow) {
    if (alt) {
      if (key !== 'ArrowDown') return false;
      return openDropdown(page) || openFilter(page);
    }
    moveCursor(page, arrow[0], arrow[1], shift, control);
    return true;
  }
  if (control) return onControlKey(page, event);
  switch (key) {
    case 'Tab':
      moveNext(page, 'columns', shift);
      return true;
    case 'Enter':
      if (alt) return openLink(page);
      if (shift) moveNext(page, 'rows', true);
      else if (!openDropdown(page)) startEditing(page);
      return true;
    case 'F2':
      if (shift) openNote(page);
      else startEditing(page);
      return true;
    case 'F10':
    case 'ContextMenu':
      if (key === 'F10' && !shift) return false;
      openCellMenu(page);
      return true;
    case 'Backspace':
    case 'Delete':
      clearSelection(page);
      return true;
    case 'Escape':
      page.copied = null;
      page.store.set({ card: null });
      page.view?.draw();
      return true;
    case 'PageDown':
    case 'PageUp':
      movePage(page, key === 'PageDown' ? 1 : -1, shift);
      return true;
    case 'Home':
    case 'End':
      moveToEdge(page, key, false, shift);
      return true;
    case ' ':
      if (shift) {
        selectWhole(page, 'rows');
        return true;
      }
      break;
    case 'Process':
      // An input method begins to compose: the editor must have the focus before the first character arrives.
      startEditing(page, '');
      return false;
  }
  if (key.length === 1 && !alt) {
    startEditing(page, key);
    return true;
  }
  return false;
}

function onControlKey(page: Page, event: KeyboardEvent): boolean {
  const shift = event.shiftKey;
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case 'a':
      selectWhole(page, 'all');
      return true;
    case 'b':
      toggleBold(page);
      return true;
    case 'i':
      toggleItalic(page);
      return true;
    case 's':
      page.toast(page.sync.unsaved === 0 ? 'Everything is saved.' : 'Changes are saved by themselves.');
      return true;
    case 'z':
      void (shift ? redo(page) : undo(page));
      return true;
    case 'y':
      void redo(page);
      return true;
    case ' ':
      selectWhole(page, shift ? 'all' : 'columns');
      return true;
    case 'Home':
    case 'End':
      moveToEdge(page, event.key === 'Home' ? 'Home' : 'End', true, shift);
      return true;
    case 'PageDown':
    case 'PageUp':
      if (!shift) return false;
      showNextTab(page, event.key === 'PageDown' ? 1 : -1);
      return true;
    case 'Enter':
      startEditing(page);
      return true;
    default:
      return false;
  }
}
