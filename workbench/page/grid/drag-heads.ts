import type { GridView } from './grid-view.ts';

/** The blue line that shows where a dragged column, row or edge will land. */
export class DragLine {
  private readonly element: HTMLElement;
  private readonly host: HTMLElement;

  constructor(host: HTMLElement) {
    this.host = host;
    this.element = document.createElement('div');
    this.element.className = 'drag-line';
    this.element.hidden = true;
    host.append(this.element);
  }

  /** @param at where, in pixels of the window */
  show(axis: 'rows' | 'columns', at: number): void {
    const frame = this.host.getBoundingClientRect();
    this.element.hidden = false;
    this.element.dataset.axis = axis;
    this.element.style.left = axis === 'columns' ? `${at - frame.left - 1}px` : '0';
    this.element.style.top = axis === 'rows' ? `${at - frame.top - 1}px` : '0';
  }

  hide(): void {
    this.element.hidden = true;
  }
}

function whileHeld(move: (event: PointerEvent) => void, end: (event: PointerEvent | null) => void): void {
  const stop = (event: PointerEvent | null) => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', stop);
    window.removeEventListener('keydown', cancel);
    end(event);
  };
  const cancel = (event: KeyboardEvent) => {
    if (event.key === 'Escape') stop(null);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', stop);
  window.addEventListener('keydown', cancel);
}

/** Drags the end of a column or row; the size is set once, when the pointer is let go. */
export function startResize(
  view: GridView,
  line: DragLine,
  axis: 'rows' | 'columns',
  index: number,
  smallest: number,
  done: (pixels: number) => void,
): void {
  const box = view.boxOf(
    axis === 'rows' ? index : view.rows.firstVisible(),
    axis === 'columns' ? index : view.columns.firstVisible(),
  );
  if (!box) return;
  const start = axis === 'columns' ? box.left : box.top;
  let size = axis === 'columns' ? box.right - box.left : box.bottom - box.top;
  const before = size;
  line.show(axis, start + size);
  whileHeld(
    (event) => {
      size = Math.max(smallest, (axis === 'columns' ? event.clientX : event.clientY) - start);
      line.show(axis, start + size);
    },
    (event) => {
      line.hide();
      if (event && size !== before) done(size);
    },
  );
}

/** Drags selected heads. @param done gets the place to move before; null when the pointer hardly moved */
export function dragHeads(
  view: GridView,
  line: DragLine,
  axis: 'rows' | 'columns',
  start: PointerEvent,
  done: (to: number | null) => void,
): void {
  let to: number | null = null;
  whileHeld(
    (event) => {
      const moved = Math.abs(axis === 'columns' ? event.clientX - start.clientX : event.clientY - start.clientY);
      if (to === null && moved < 4) return;
      const { tab } = view.currentLook();
      const place = view.frame.placeAt(event.clientX, event.clientY, view.rows, view.columns, tab);
      const box = view.boxOf(
        axis === 'rows' ? place.row : view.rows.firstVisible(),
        axis === 'columns' ? place.column : view.columns.firstVisible(),
      );
      if (!box) return;
      const [low, high, at] =
        axis === 'columns' ? [box.left, box.right, event.clientX] : [box.top, box.bottom, event.clientY];
      const after = at > (low + high) / 2;
      to = (axis === 'columns' ? place.column : place.row) + (after ? 1 : 0);
      line.show(axis, after ? high : low);
    },
    (event) => {
      line.hide();
      if (event) done(to);
    },
  );
}
