import { useEffect, useRef } from 'preact/hooks';
import { listenClipboard } from '../clipboard/clipboard-events.ts';
import { DragLine } from '../grid/drag-heads.ts';
import { GridView } from '../grid/grid-view.ts';
import { listenHover } from '../grid/hover.ts';
import { onGridKey } from '../grid/keyboard.ts';
import { listenMouse } from '../grid/mouse.ts';
import { usePage } from '../state/page-context.ts';
import { CellCard } from './cell-card.tsx';
import { CellEditor } from './cell-editor.tsx';

/** The grid's place on the page. What is inside is drawn by `GridView`; only the editor and the card are components. */
export function GridHost() {
  const { page, state } = usePage();
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!host.current) return;
    const view = new GridView(host.current, () => page.look());
    page.view = view;
    listenMouse(page, view, new DragLine(host.current));
    listenHover(page, view);
    listenClipboard(page);
    view.frame.scroller.addEventListener('keydown', (event) => {
      if (event.target !== view.frame.scroller || page.state.editing) return;
      if (onGridKey(page, event)) event.preventDefault();
    });
    page.focusGrid();
  }, [page]);

  useEffect(() => {
    const { row, column } = state.selection.active;
    page.view?.nameActive(row, column);
  }, [page, state.selection.active, state.shown]);

  return (
    <div class="grid-host" ref={host}>
      <CellEditor />
      <CellCard />
    </div>
  );
}
