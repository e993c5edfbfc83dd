import { useLayoutEffect, useRef } from 'preact/hooks';
import { cellAddress } from '../../workbook/a1.ts';
import { cellAt } from '../../workbook/model.ts';
import { setNote } from '../commands/edit-cells.ts';
import { usePage } from '../state/page-context.ts';
import type { Popup } from '../state/page-state.ts';

/** A note's text field: leaving it saves, Escape does not. */
export function NoteEditor(props: { popup: Extract<Popup, { type: 'note' }>; onClose: () => void }) {
  const { page } = usePage();
  const { row, column } = props.popup;
  const note = cellAt(page.tab, row, column)?.note ?? '';
  const field = useRef<HTMLTextAreaElement>(null);
  const done = useRef(false);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(note.length, note.length);
  }, [note.length]);

  const finish = (save: boolean) => {
    if (done.current) return;
    done.current = true;
    const text = field.current?.value ?? note;
    props.onClose();
    if (save && text !== note) setNote(page, row, column, text);
  };

  return (
    <div class="note-editor">
      <textarea
        ref={field}
        aria-label={`Note of ${cellAddress(row, column)}`}
        placeholder="Note"
        rows={5}
        defaultValue={note}
        onBlur={() => finish(true)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') finish(false);
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) finish(true);
        }}
      />
      <p class="hint">Ctrl+Enter saves, Escape discards.</p>
    </div>
  );
}
