import { useLayoutEffect, useRef } from 'preact/hooks';
import { cellAddress } from '../../workbook/a1.ts';
import { cellAt } from '../../workbook/model.ts';
import { cancelEditing, commitEditing } from '../commands/edit-cells.ts';
import { moveCursor, moveNext } from '../grid/keyboard.ts';
import { textWidth } from '../grid/measure-rows.ts';
import { usePage } from '../state/page-context.ts';

const ARROWS: { readonly [key: string]: readonly [number, number] } = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The text field over the edited cell. It grows with its text, to the right first and then downwards. */
export function CellEditor() {
  const { page, state } = usePage();
  const { editing } = state;
  const field = useRef<HTMLTextAreaElement>(null);
  const open = editing !== null;

  useLayoutEffect(() => {
    const element = field.current;
    if (!editing || !element) return;
    const follow = () => {
      const box = page.view?.boxOf(editing.row, editing.column);
      const host = element.parentElement?.getBoundingClientRect();
      if (!box || !host) return;
      const room = host.right - box.left - 16;
      const lines = element.value.split('\n');
      const wanted = Math.max(...lines.map((line) => textWidth(line))) + 14;
      const cellWidth = box.right - box.left + 1;
      element.style.left = `${box.left - host.left - 1}px`;
      element.style.top = `${box.top - host.top - 1}px`;
      element.style.width = `${Math.max(cellWidth, Math.min(wanted, Math.max(cellWidth, room)))}px`;
      element.style.height = '0';
      element.style.height = `${Math.max(box.bottom - box.top + 1, Math.min(element.scrollHeight + 4, 320))}px`;
    };
    follow();
    if (!page.view) return;
    page.view.onDrawn = follow;
    return () => {
      if (page.view) page.view.onDrawn = () => {};
    };
  });

  // Before the next key arrives, so that fast typing loses nothing.
  useLayoutEffect(() => {
    const element = field.current;
    if (!open || !element || page.state.editing?.where !== 'cell') return;
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }, [open, page]);

  if (!editing) return null;
  const cell = cellAt(page.tab, editing.row, editing.column);

  const leave = (move: () => void) => {
    if (!commitEditing(page)) return;
    page.focusGrid();
    move();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const arrow = ARROWS[event.key];
    if (event.key === 'Enter' && (event.altKey || event.ctrlKey || event.metaKey)) {
      field.current?.setRangeText('\n', field.current.selectionStart, field.current.selectionEnd, 'end');
      field.current?.dispatchEvent(new InputEvent('input', { bubbles: true }));
    } else if (event.key === 'Enter') leave(() => moveNext(page, 'rows', event.shiftKey));
    else if (event.key === 'Tab') leave(() => moveNext(page, 'columns', event.shiftKey));
    else if (event.key === 'Escape') {
      cancelEditing(page);
      page.focusGrid();
    } else if (event.key === 'F2')
      page.store.set({ editing: { ...editing, mode: editing.mode === 'edit' ? 'enter' : 'edit' } });
    else if (arrow && editing.mode === 'enter' && !event.shiftKey)
      leave(() => moveCursor(page, arrow[0], arrow[1], false));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <textarea
      ref={field}
      class="cell-editor"
      aria-label={`Edit ${cellAddress(editing.row, editing.column)}`}
      spellcheck={false}
      value={editing.text}
      style={{ fontWeight: cell?.bold ? '700' : undefined, fontStyle: cell?.italic ? 'italic' : undefined }}
      onInput={(event) => {
        const now = page.state.editing;
        if (now) page.store.set({ editing: { ...now, text: event.currentTarget.value } });
      }}
      onFocus={() => {
        if (editing.where !== 'cell') page.store.set({ editing: { ...editing, where: 'cell', mode: 'edit' } });
      }}
      onPointerDown={() => {
        if (editing.mode === 'enter') page.store.set({ editing: { ...editing, mode: 'edit' } });
      }}
      onKeyDown={onKeyDown}
    />
  );
}
