import { useCallback } from 'preact/hooks';
import { usePage } from '../state/page-context.ts';
import { ColourPanel } from './colour-panel.tsx';
import { DropdownList } from './dropdown-list.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { Floating } from './floating.tsx';
import { MenuList } from './menu-list.tsx';
import { NoteEditor } from './note-editor.tsx';

/** What floats over the grid: one at a time, closed by Escape, by a press outside, or by what it is for. */
export function Popups() {
  const { page, state } = usePage();
  const { popup } = state;
  const close = useCallback(() => page.store.set({ popup: null }), [page]);
  const closeToGrid = () => {
    close();
    page.focusGrid();
  };
  if (!popup) return null;
  switch (popup.type) {
    case 'menu':
      return (
        <Floating box={popup.box} onClose={close}>
          <MenuList label={popup.label} items={popup.items} onClose={closeToGrid} />
        </Floating>
      );
    case 'dropdown':
      return (
        <Floating box={popup.box} onClose={close}>
          <DropdownList popup={popup} onClose={closeToGrid} />
        </Floating>
      );
    case 'filter':
      return (
        <Floating box={popup.box} onClose={close}>
          <FilterPanel column={popup.column} onClose={closeToGrid} />
        </Floating>
      );
    case 'note':
      return (
        <Floating beside box={popup.box} onClose={() => {}}>
          <NoteEditor popup={popup} onClose={closeToGrid} />
        </Floating>
      );
    case 'colour':
      return (
        <Floating box={popup.box} onClose={close}>
          <ColourPanel property={popup.property} onClose={closeToGrid} />
        </Floating>
      );
  }
}
