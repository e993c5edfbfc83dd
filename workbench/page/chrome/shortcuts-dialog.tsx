import { Modal } from './modal.tsx';

const SHORTCUTS: readonly (readonly [string, string])[] = [
  ['Arrows, Tab, Enter', 'Move'],
  ['Shift + arrows', 'Select more'],
  ['Ctrl + arrows', 'To the edge of the content'],
  ['Home, End, Ctrl + Home, Ctrl + End', 'Start and end of the row, of the tab'],
  ['Page Up, Page Down', 'A page up or down'],
  ['F2', 'Edit the cell'],
  ['Alt + Enter in a cell', 'A new line'],
  ['Enter or Alt + ↓', 'Open a dropdown'],
  ['Alt + ↓', 'Open a filter on its header'],
  ['Alt + Enter', 'Open the link'],
  ['Shift + F2', 'Edit the note'],
  ['Shift + F10', 'Context menu'],
  ['Ctrl + Space, Shift + Space', 'Select the column, the row'],
  ['Ctrl + A', 'Select all'],
  ['Ctrl + Z, Ctrl + Y', 'Undo, redo'],
  ['Ctrl + X, C, V', 'Cut, copy, paste'],
  ['Ctrl + Shift + V', 'Paste values only'],
  ['Ctrl + B, Ctrl + I', 'Bold, italic'],
  ['Ctrl + Shift + Page Up, Page Down', 'Tab before, tab after'],
  ['F6, Shift + F6', 'Next, previous part of the page'],
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal title="Keyboard shortcuts" width={820} onClose={onClose}>
      <dl class="shortcuts">
        {SHORTCUTS.map(([keys, what]) => (
          <div key={keys}>
            <dt>{what}</dt>
            <dd>{keys}</dd>
          </div>
        ))}
      </dl>
      <div class="buttons">
        <button type="button" class="button primary" data-first onClick={onClose}>
          Close
        </button>
      </div>
    </Modal>
  );
}
