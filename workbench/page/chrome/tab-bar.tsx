import { useState } from 'preact/hooks';
import type { Tab } from '../../workbook/model.ts';
import { tabMenu } from '../commands/context-menus.ts';
import { addTab, renameTab } from '../commands/edit-tabs.ts';
import { usePage } from '../state/page-context.ts';
import { Icon } from './icons.tsx';
import { SelectionSum } from './selection-sum.tsx';

/** The tabs at the bottom: click to show, double click to rename, right click or the arrow for more, drag to move. */
export function TabBar() {
  const { page, state } = usePage();
  const [renaming, setRenaming] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const tabs = page.workbook.tabs.filter((tab) => !tab.hidden);

  const openMenu = (tab: Tab, element: Element) => {
    const { left, right, top } = element.getBoundingClientRect();
    page.showTab(tab.id);
    const items = tabMenu(page, tab.id, () => setRenaming(tab.id));
    page.store.set({
      popup: { type: 'menu', label: `Tab ${tab.title}`, box: { left, right, top, bottom: top }, items },
    });
  };

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const tab = tabs[index];
    if (step !== 0) {
      const next = tabs[index + step];
      if (next) page.showTab(next.id);
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.tab[aria-selected=true]')?.focus());
    } else if (event.key === 'F2' && tab) setRenaming(tab.id);
    else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && tab) {
      if (event.currentTarget instanceof Element) openMenu(tab, event.currentTarget);
    } else if (event.key === 'Escape') page.focusGrid();
    else return;
    event.preventDefault();
  };

  const drop = (target: number) => {
    const { tabs: all } = page.workbook;
    if (dragged !== null && dragged !== target)
      page.edit({ type: 'moveTab', tabId: dragged, index: all.findIndex((tab) => tab.id === target) });
    setDragged(null);
  };

  return (
    <footer class="tab-bar">
      <button
        type="button"
        class="tool"
        aria-label="Add a tab"
        title="Add a tab"
        disabled={!state.canEdit}
        onClick={() => addTab(page)}
      >
        <Icon name="plus" />
      </button>
      <div class="tabs" role="tablist" aria-label="Tabs">
        {tabs.map((tab, index) =>
          renaming === tab.id ? (
            <TabTitle key={tab.id} tab={tab} onDone={() => setRenaming(null)} />
          ) : (
            <button
              key={tab.id}
              type="button"
              class="tab"
              role="tab"
              aria-selected={tab.id === state.tabId}
              tabIndex={tab.id === state.tabId ? 0 : -1}
              title="Double click to rename, right click for more"
              draggable={state.canEdit}
              onDragStart={() => setDragged(tab.id)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={() => drop(tab.id)}
              onClick={() => page.showTab(tab.id)}
              onDblClick={() => state.canEdit && setRenaming(tab.id)}
              onContextMenu={(event) => {
                event.preventDefault();
                openMenu(tab, event.currentTarget);
              }}
              onKeyDown={(event) => onKeyDown(event, index)}
            >
              {tab.title}
            </button>
          ),
        )}
      </div>
      <TabMore openMenu={openMenu} />
      <SelectionSum />
    </footer>
  );
}

function TabMore({ openMenu }: { openMenu: (tab: Tab, element: Element) => void }) {
  const { page } = usePage();
  return (
    <button
      type="button"
      class="tool"
      aria-label="Tab options"
      title="Tab options"
      aria-haspopup="menu"
      onClick={(event) => openMenu(page.tab, event.currentTarget)}
    >
      <Icon name="chevron" />
    </button>
  );
}

function TabTitle({ tab, onDone }: { tab: Tab; onDone: () => void }) {
  const { page } = usePage();
  const [text, setText] = useState(tab.title);
  const finish = (save: boolean) => {
    if (save) renameTab(page, tab.id, text);
    onDone();
    page.focusGrid();
  };
  return (
    <input
      class="tab-title"
      aria-label="Name of the tab"
      value={text}
      size={Math.max(4, text.length)}
      ref={(field) => {
        if (field && document.activeElement !== field) field.select();
      }}
      onInput={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        renameTab(page, tab.id, text);
        onDone();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
      }}
    />
  );
}
