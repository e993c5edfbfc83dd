import { useRef, useState } from 'preact/hooks';
import { parseA1, rangeAddress } from '../../workbook/a1.ts';
import { entryText } from '../../workbook/display.ts';
import { cancelEditing, commitEditing, startEditing } from '../commands/edit-cells.ts';
import { moveNext } from '../grid/keyboard.ts';
import type { Page } from '../state/page.ts';
import { usePage } from '../state/page-context.ts';

export function FormulaBar() {
  const { page, state } = usePage();
  const { editing } = state;
  const field = useRef<HTMLTextAreaElement>(null);
  const text = editing ? editing.text : entryText(page.activeCell);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.altKey && !event.isComposing) {
      event.preventDefault();
      if (!commitEditing(page)) return;
      page.focusGrid();
      moveNext(page, 'rows', event.shiftKey);
    } else if (event.key === 'Escape') {
      cancelEditing(page);
      page.focusGrid();
    } else if (event.key === 'Tab' && state.editing) {
      event.preventDefault();
      if (!commitEditing(page)) return;
      page.focusGrid();
      moveNext(page, 'columns', event.shiftKey);
    }
  };

  return (
    <div class="formula-bar">
      <NameBox />
      <span class="fx" aria-hidden="true">
        fx
      </span>
      <textarea
        ref={field}
        class="formula"
        aria-label="Content of the active cell"
        rows={1}
        spellcheck={false}
        readOnly={!state.canEdit}
        value={text}
        onFocus={() => {
          if (!state.editing) startEditing(page, undefined, 'bar');
          else page.store.set({ editing: { ...state.editing, where: 'bar', mode: 'edit' } });
        }}
        onInput={(event) => {
          const now = page.state.editing;
          if (now) page.store.set({ editing: { ...now, text: event.currentTarget.value } });
        }}
        onBlur={() => {
          if (page.state.editing?.where === 'bar') commitEditing(page);
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** Shows where the selection is; an address or `Tab!B2` typed here goes there. */
function NameBox() {
  const { page } = usePage();
  const here = rangeAddress(page.range);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? here;
  return (
    <input
      class="name-box"
      aria-label="Go to a cell or range"
      spellcheck={false}
      value={text}
      onFocus={(event) => event.currentTarget.select()}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') page.focusGrid();
        if (event.key !== 'Enter') return;
        if (goTo(page, text)) page.focusGrid();
        else page.toast(`"${text}" is no cell of this spreadsheet. Type an address such as B12 or B2:D9.`);
      }}
    />
  );
}

function goTo(page: Page, text: string): boolean {
  const parsed = parseA1(text.trim());
  if (!parsed) return false;
  if (parsed.tabTitle !== null) {
    const tab = page.workbook.tabs.find((other) => other.title.toLowerCase() === parsed.tabTitle?.toLowerCase());
    if (!tab) return false;
    page.showTab(tab.id);
  }
  const { tab } = page;
  const anchor = { row: parsed.startRow ?? 0, column: parsed.startColumn ?? 0 };
  if (anchor.row >= tab.rowCount || anchor.column >= tab.columnCount) return false;
  const focus = {
    row: Math.min(tab.rowCount, parsed.endRow ?? tab.rowCount) - 1,
    column: Math.min(tab.columnCount, parsed.endColumn ?? tab.columnCount) - 1,
  };
  page.select({ active: anchor, anchor, focus, kind: 'cells', extra: [] }, 'active');
  return true;
}
