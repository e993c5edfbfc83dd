import { usePage } from '../state/page-context.ts';
import { Icon } from './icons.tsx';
import { PanelFrame } from './panel-frame.tsx';

/** The add-on's sidebar: 300 px, as in Sheets. */
export function Sidebar() {
  const { page, state } = usePage();
  const { sidebar } = state;
  if (!sidebar) return null;
  const close = () => {
    page.store.set({ sidebar: null });
    page.focusGrid();
  };
  return (
    <aside class="sidebar" aria-label={sidebar.title}>
      <header>
        <h2>{sidebar.title}</h2>
        <button type="button" class="tool" aria-label={`Close ${sidebar.title}`} title="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <PanelFrame key={sidebar.panelId} {...sidebar} onClose={close} />
    </aside>
  );
}
