import type { Tab } from '../../workbook/model.ts';
import type { Box } from '../state/page-state.ts';
import type { Axis } from './axis.ts';
import { HEAD_HEIGHT, HEAD_WIDTH } from './grid-sizes.ts';

/** Room after the last row and column, so that they do not stick to the edge. */
const ROOM_AFTER = 60;

/**
 * The grid's fixed parts: one scrolling box whose column letters, row numbers and frozen cells are held in place by
 * `position: sticky`, so the browser moves everything together and no line is ever off by a frame.
 */
export class GridFrame {
  readonly scroller: HTMLElement;
  readonly columnHead: HTMLElement;
  readonly frozen: HTMLElement;
  readonly body: HTMLElement;
  private readonly canvas: HTMLElement;

  constructor(host: HTMLElement) {
    this.scroller = box('grid', 'grid');
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute('aria-label', 'Spreadsheet');
    this.scroller.setAttribute('aria-multiselectable', 'true');
    this.canvas = box('canvas', 'presentation');
    this.columnHead = box('column-heads', 'row');
    this.columnHead.setAttribute('aria-rowindex', '1');
    const corner = box('corner', 'columnheader');
    corner.setAttribute('aria-colindex', '1');
    const name = document.createElement('span');
    name.className = 'unseen';
    name.textContent = 'Row';
    corner.append(name);
    corner.title = 'Select all';
    this.columnHead.append(corner);
    this.frozen = box('frozen', 'rowgroup');
    this.body = box('body', 'rowgroup');
    this.canvas.append(this.columnHead, this.frozen, this.body);
    this.scroller.append(this.canvas);
    host.append(this.scroller);
  }

  resize(rows: Axis, columns: Axis, tab: Tab): void {
    const frozenHeight = rows.offset(tab.frozenRows);
    this.canvas.style.width = `${HEAD_WIDTH + columns.total + ROOM_AFTER}px`;
    this.columnHead.style.height = `${HEAD_HEIGHT}px`;
    this.frozen.style.top = `${HEAD_HEIGHT}px`;
    this.frozen.style.height = `${frozenHeight}px`;
    this.frozen.hidden = frozenHeight === 0;
    this.body.style.height = `${rows.total - frozenHeight + ROOM_AFTER}px`;
    this.scroller.setAttribute('aria-rowcount', String(tab.rowCount + 1));
    this.scroller.setAttribute('aria-colcount', String(tab.columnCount + 1));
  }

  /** Points at the active cell's element, or at none while that is out of sight. */
  nameActive(id: string): void {
    if (document.getElementById(id)) this.scroller.setAttribute('aria-activedescendant', id);
    else this.scroller.removeAttribute('aria-activedescendant');
  }

  /** The scrolled part in sight, in pixels of the axes. */
  visiblePart(rows: Axis, columns: Axis, tab: Tab): Box {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.scroller;
    const frozenWidth = columns.offset(tab.frozenColumns);
    const frozenHeight = rows.offset(tab.frozenRows);
    return {
      left: scrollLeft + frozenWidth,
      right: scrollLeft + clientWidth - HEAD_WIDTH,
      top: scrollTop + frozenHeight,
      bottom: scrollTop + clientHeight - HEAD_HEIGHT,
    };
  }

  boxOf(row: number, column: number, rows: Axis, columns: Axis, tab: Tab): Box {
    const frame = this.scroller.getBoundingClientRect();
    const left = columns.offset(column) - (column < tab.frozenColumns ? 0 : this.scroller.scrollLeft);
    const top = rows.offset(row) - (row < tab.frozenRows ? 0 : this.scroller.scrollTop);
    return {
      left: frame.left + HEAD_WIDTH + left,
      right: frame.left + HEAD_WIDTH + left + columns.size(column),
      top: frame.top + HEAD_HEIGHT + top,
      bottom: frame.top + HEAD_HEIGHT + top + rows.size(row),
    };
  }

  reveal(row: number, column: number, rows: Axis, columns: Axis, tab: Tab): void {
    const view = this.visiblePart(rows, columns, tab);
    if (column >= tab.frozenColumns) {
      const left = columns.offset(column);
      const right = left + columns.size(column);
      if (left < view.left) this.scroller.scrollLeft -= view.left - left;
      else if (right > view.right) this.scroller.scrollLeft += Math.min(right - view.right, left - view.left);
    }
    if (row >= tab.frozenRows) {
      const top = rows.offset(row);
      const bottom = top + rows.size(row);
      if (top < view.top) this.scroller.scrollTop -= view.top - top;
      else if (bottom > view.bottom) this.scroller.scrollTop += Math.min(bottom - view.bottom, top - view.top);
    }
  }

  /** The row and column at a point of the window, the nearest ones where the point is outside. */
  placeAt(x: number, y: number, rows: Axis, columns: Axis, tab: Tab): { row: number; column: number } {
    const frame = this.scroller.getBoundingClientRect();
    const left = x - frame.left - HEAD_WIDTH;
    const top = y - frame.top - HEAD_HEIGHT;
    const column = columns.indexAt(left < columns.offset(tab.frozenColumns) ? left : left + this.scroller.scrollLeft);
    const row = rows.indexAt(top < rows.offset(tab.frozenRows) ? top : top + this.scroller.scrollTop);
    return { row, column };
  }
}

function box(className: string, role: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.setAttribute('role', role);
  return element;
}
