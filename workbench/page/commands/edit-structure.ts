import type { GridRange, Tab } from '../../workbook/model.ts';
import type { Operation } from '../../workbook/operation.ts';
import { selectCell } from '../grid/grid-selection.ts';
import type { Page } from '../state/page.ts';

export type AxisName = 'rows' | 'columns';

/** First and count of the rows (or columns) the selection touches. */
export function selectedSpan(page: Page, axis: AxisName): { at: number; count: number } {
  const { range } = page;
  return axis === 'rows'
    ? { at: range.startRow, count: range.endRow - range.startRow }
    : { at: range.startColumn, count: range.endColumn - range.startColumn };
}

export function insertBeside(page: Page, axis: AxisName, side: 'before' | 'after'): void {
  const { at, count } = selectedSpan(page, axis);
  const place = side === 'before' ? at : at + count;
  const inherit = side === 'before' ? 'after' : 'before';
  const tabId = page.tab.id;
  page.edit(
    axis === 'rows'
      ? { type: 'insertRows', tabId, at: place, count, inherit }
      : { type: 'insertColumns', tabId, at: place, count, inherit },
  );
}

export function deleteSpan(page: Page, axis: AxisName): void {
  const { at, count } = selectedSpan(page, axis);
  const tabId = page.tab.id;
  page.edit(axis === 'rows' ? { type: 'deleteRows', tabId, at, count } : { type: 'deleteColumns', tabId, at, count });
}

/** Moves rows or columns before the one at `to` and keeps them selected. */
export function moveSpan(page: Page, axis: AxisName, from: number, count: number, to: number): void {
  if (to >= from && to <= from + count) return;
  const tabId = page.tab.id;
  const done = page.edit(
    axis === 'rows' ? { type: 'moveRows', tabId, from, count, to } : { type: 'moveColumns', tabId, from, count, to },
  );
  if (!done) return;
  const first = to > from ? to - count : to;
  const place = (index: number) => (axis === 'rows' ? { row: index, column: 0 } : { row: 0, column: index });
  page.select(
    { active: place(first), anchor: place(first), focus: place(first + count - 1), kind: axis, extra: [] },
    'none',
  );
}

export function hideSpan(page: Page, axis: AxisName): void {
  const { at, count } = selectedSpan(page, axis);
  page.edit(setHidden(page.tab, axis, at, count, true));
  if (page.view) {
    page.view.measureNow();
    const next = (axis === 'rows' ? page.view.rows : page.view.columns).step(at + count - 1, 1);
    const { active } = page.state.selection;
    page.select(axis === 'rows' ? selectCell(next, active.column) : selectCell(active.row, next), 'none');
  }
}

/** Shows what is hidden inside the selection and right beside it. */
export function unhideSpan(page: Page, axis: AxisName): void {
  const { at, count } = selectedSpan(page, axis);
  const total = axis === 'rows' ? page.tab.rowCount : page.tab.columnCount;
  let first = at;
  let end = at + count;
  while (first > 0 && isHidden(page.tab, axis, first - 1)) first -= 1;
  while (end < total && isHidden(page.tab, axis, end)) end += 1;
  page.edit(setHidden(page.tab, axis, first, end - first, false));
}

export function isHidden(tab: Tab, axis: AxisName, index: number): boolean {
  return (axis === 'rows' ? tab.rows[index]?.hidden : tab.columns[index]?.hidden) === true;
}

/** Whether something is hidden in the selection or right beside it. */
export function hidesSomething(page: Page, axis: AxisName): boolean {
  const { at, count } = selectedSpan(page, axis);
  for (let index = Math.max(0, at - 1); index <= at + count; index++) {
    if (isHidden(page.tab, axis, index)) return true;
  }
  return false;
}

function setHidden(tab: Tab, axis: AxisName, at: number, count: number, hidden: boolean): Operation {
  const hiding = hidden ? { hidden } : {};
  const indexes = Array.from({ length: count }, (_, i) => at + i);
  if (axis === 'columns') {
    const columns = indexes.map((index) => {
      const width = tab.columns[index]?.width;
      return { ...(width === undefined ? {} : { width }), ...hiding };
    });
    return { type: 'setColumns', tabId: tab.id, at, columns };
  }
  const rows = indexes.map((index) => {
    const height = tab.rows[index]?.height;
    return { ...(height === undefined ? {} : { height }), ...hiding };
  });
  return { type: 'setRows', tabId: tab.id, at, rows };
}

/** Sets the size, in pixels, of every selected column or row when the resized one is among them. */
export function resizeSpan(page: Page, axis: AxisName, index: number, pixels: number): void {
  const { tab } = page;
  const { kind } = page.state.selection;
  const span = selectedSpan(page, axis);
  const inside = kind === axis && index >= span.at && index < span.at + span.count;
  const { at, count } = inside ? span : { at: index, count: 1 };
  const indexes = Array.from({ length: count }, (_, i) => at + i);
  if (axis === 'columns') {
    const columns = indexes.map((column) => ({ ...tab.columns[column], width: Math.round(pixels) }));
    page.edit({ type: 'setColumns', tabId: tab.id, at, columns });
  } else {
    const rows = indexes.map((row) => ({
      ...(tab.rows[row]?.hidden ? { hidden: true } : {}),
      height: Math.round(pixels),
    }));
    page.edit({ type: 'setRows', tabId: tab.id, at, rows });
  }
}

export function freeze(page: Page, axis: AxisName, count: number): void {
  const change = axis === 'rows' ? { frozenRows: count } : { frozenColumns: count };
  page.edit({ type: 'setTab', tabId: page.tab.id, ...change });
}

/** Rows with content and the columns they reach: what "sort tab" and a filter take when one cell is selected. */
export function dataRange(contentRows: number, contentColumns: number): GridRange {
  return { startRow: 0, endRow: Math.max(1, contentRows), startColumn: 0, endColumn: Math.max(1, contentColumns) };
}
