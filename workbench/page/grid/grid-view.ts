import { cellAddress } from '../../workbook/a1.ts';
import type { Cell } from '../../workbook/model.ts';
import type { Operation } from '../../workbook/operation.ts';
import type { Box } from '../state/page-state.ts';
import type { Axis } from './axis.ts';
import { cellFlags, type GridLook } from './cell-flags.ts';
import { GridFrame } from './grid-frame.ts';
import { measureColumns, RowMeasure } from './measure-rows.ts';
import { type CellElement, makeCell, paintCell } from './paint-cell.ts';
import { paintColumnHead, paintRowHead } from './paint-heads.ts';
import { drawnColumns, place, spillOf } from './place-cells.ts';

/** Rows and pixels drawn beyond the visible part, so that a scroll never shows an empty edge. */
const MORE_ROWS = 8;
const MORE_PIXELS = 240;
const IMAGES_AFTER_MS = 90;

type RowElement = { readonly root: HTMLElement; readonly head: HTMLElement; cells: CellElement[]; index: number };

/**
 * Draws the part of the active tab that is in sight. Only cells that differ from what is on the screen are touched;
 * `Cell` objects are never changed in place, so comparing the objects is enough.
 */
export class GridView {
  readonly frame: GridFrame;
  columns: Axis;
  rows: Axis;
  private readonly rowMeasure = new RowMeasure();
  private readonly look: () => GridLook;
  private readonly rowElements = new Map<number, RowElement>();
  private spare: RowElement[] = [];
  private drawn: number[] = [];
  private columnKey = '';
  private frameRequest = 0;
  private imageTimer = 0;
  private sizesStale = false;
  private activeAddress = 'A1';
  /** Called after each drawing, for what is laid over the grid. */
  onDrawn: () => void = () => {};

  constructor(host: HTMLElement, look: () => GridLook) {
    this.look = look;
    this.frame = new GridFrame(host);
    const { tab } = look();
    this.columns = measureColumns(tab);
    this.rows = this.rowMeasure.measure(tab, this.columns);
    this.frame.scroller.addEventListener('scroll', () => {
      this.loadImagesSoon();
      this.draw();
    });
    new ResizeObserver(() => this.draw()).observe(this.frame.scroller);
    this.draw();
  }

  currentLook(): GridLook {
    return this.look();
  }

  /** Sizes, hidden rows or the tab changed. */
  remeasure(): void {
    this.sizesStale = true;
    this.draw();
  }

  /** Tells whether operations may have changed sizes or hidden rows, so that a cell patch stays cheap. */
  changed(operations: readonly Operation[] | null): void {
    if (!operations || operations.some((operation) => this.changesSizes(operation))) this.sizesStale = true;
    this.draw();
  }

  draw(): void {
    if (this.frameRequest !== 0) return;
    this.frameRequest = requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.drawNow();
    });
  }

  /** Sizes as they are now; for code that cannot wait for the next frame. */
  measureNow(): void {
    if (!this.sizesStale) return;
    const { tab } = this.look();
    this.sizesStale = false;
    this.columns = measureColumns(tab);
    this.rows = this.rowMeasure.measure(tab, this.columns);
  }

  drawNow(): void {
    this.measureNow();
    const look = this.look();
    const { tab } = look;
    const { rows, columns, frame } = this;
    frame.resize(rows, columns, tab);
    const view = frame.visiblePart(rows, columns, tab);
    this.drawn = drawnColumns(columns, tab, view.left - MORE_PIXELS, view.right + MORE_PIXELS);
    const columnKey = this.drawn.map((column) => `${column}:${columns.offset(column)}:${columns.size(column)}`).join();
    const relayout = columnKey !== this.columnKey;
    this.columnKey = columnKey;
    paintColumnHead(frame.columnHead, this.drawn, columns, tab, look);

    const wanted = new Set<number>();
    const frozen = Math.min(tab.frozenRows, rows.count);
    for (let row = 0; row < frozen; row++) wanted.add(row);
    const first = Math.max(frozen, rows.indexAt(view.top) - MORE_ROWS);
    const last = Math.min(rows.count - 1, rows.indexAt(view.bottom) + MORE_ROWS);
    for (let row = first; row <= last; row++) if (!rows.isHidden(row)) wanted.add(row);
    for (const [index, element] of this.rowElements) {
      if (wanted.has(index) && index < frozen === (element.root.parentElement === frame.frozen)) continue;
      this.rowElements.delete(index);
      this.spare.push(element);
    }
    for (const row of wanted) {
      if (!rows.isHidden(row)) this.drawRow(row, look, row < frozen, relayout);
    }
    for (const element of this.spare) element.root.remove();
    this.spare = this.spare.slice(0, 40);
    frame.nameActive(`cell-${this.activeAddress}`);
    this.loadImagesSoon();
    this.onDrawn();
  }

  /** Tells assistive technology which cell has the cursor, while it is drawn. */
  nameActive(row: number, column: number): void {
    this.activeAddress = cellAddress(row, column);
    this.draw();
  }

  /** Where a cell is in the window, and whether all of it is drawn in sight. Null when the cell is hidden. */
  boxOf(row: number, column: number): Box | null {
    this.measureNow();
    const { rows, columns, frame } = this;
    if (rows.isHidden(row) || columns.isHidden(column)) return null;
    return frame.boxOf(row, column, rows, columns, this.look().tab);
  }

  /** Scrolls as little as needed to bring a cell into sight. */
  reveal(row: number, column: number): void {
    this.measureNow();
    this.frame.resize(this.rows, this.columns, this.look().tab);
    this.frame.reveal(row, column, this.rows, this.columns, this.look().tab);
  }

  private drawRow(row: number, look: GridLook, frozen: boolean, relayout: boolean): void {
    const { rows, columns, frame } = this;
    let element = this.rowElements.get(row);
    const fresh = !element;
    if (!element) {
      element = this.spare.pop() ?? makeRow();
      this.rowElements.set(row, element);
      element.index = row;
      element.root.setAttribute('aria-rowindex', String(row + 2));
    }
    const parent = frozen ? frame.frozen : frame.body;
    if (element.root.parentElement !== parent) parent.append(element.root);
    element.root.style.top = `${rows.offset(row) - (frozen ? 0 : rows.offset(look.tab.frozenRows))}px`;
    element.root.style.height = `${rows.size(row)}px`;
    paintRowHead(element.head, row, look, rows);
    if (element.cells.length !== this.drawn.length) fitCells(element, this.drawn.length);
    const cells: readonly (Cell | null)[] = look.tab.rows[row]?.cells ?? [];
    this.drawn.forEach((column, i) => {
      const target = element.cells[i];
      if (!target) return;
      if (fresh || relayout || look.tab.merges.length > 0 || target.column !== column || target.merged)
        place(target, row, column, { columns, rows, tab: look.tab, key: this.columnKey });
      const cell = cells[column] ?? null;
      const spill = spillOf(cell, cells, column, look, columns);
      paintCell(target, cell, row, column, cellFlags(look, row, column), spill, columns.size(column));
    });
  }

  private changesSizes(operation: Operation): boolean {
    if (operation.type === 'batch') return operation.operations.some((inner) => this.changesSizes(inner));
    if (!('tabId' in operation)) return operation.type === 'addTab';
    const { tab } = this.look();
    if (operation.tabId !== tab.id) return operation.type === 'deleteTab';
    if (operation.type !== 'setCells') return true;
    if (tab.filter) return true;
    return operation.patches.some((_, i) => {
      const row = operation.row + i;
      return this.rowMeasure.heightOf(tab.rows[row] ?? null, this.columns) !== this.rows.size(row);
    });
  }

  private loadImagesSoon(): void {
    window.clearTimeout(this.imageTimer);
    this.imageTimer = window.setTimeout(() => {
      for (const image of this.frame.scroller.querySelectorAll('img')) {
        const { src } = image.dataset;
        if (src === undefined) continue;
        delete image.dataset.src;
        image.src = src;
      }
    }, IMAGES_AFTER_MS);
  }
}

function makeRow(): RowElement {
  const root = document.createElement('div');
  root.className = 'row';
  root.setAttribute('role', 'row');
  const head = document.createElement('div');
  head.className = 'row-head';
  head.setAttribute('role', 'rowheader');
  root.append(head);
  return { root, head, cells: [], index: -1 };
}

function fitCells(element: RowElement, count: number): void {
  while (element.cells.length > count) element.cells.pop()?.root.remove();
  while (element.cells.length < count) {
    const cell = makeCell();
    element.cells.push(cell);
    element.root.append(cell.root);
  }
}
