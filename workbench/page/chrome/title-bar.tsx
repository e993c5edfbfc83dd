import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../state/page-context.ts';
import { Icon, SheetSign } from './icons.tsx';
import { MenuBar } from './menu-bar.tsx';

export function TitleBar() {
  const { page, state } = usePage();
  const saved = page.workbook.title;
  const [title, setTitle] = useState(saved);
  useEffect(() => {
    setTitle(saved);
    document.title = `${saved} – Rowshot workbench`;
  }, [saved]);

  const rename = () => {
    const wanted = title.trim();
    if (wanted === '' || wanted === saved) return setTitle(saved);
    page.edit({ type: 'renameWorkbook', title: wanted });
  };

  return (
    <header class="title-bar">
      <SheetSign />
      <div class="title-lines">
        <div class="title-line">
          <h1 class="title-fit" data-text={title}>
            <input
              class="title-input"
              aria-label="Name of the spreadsheet"
              value={title}
              size={1}
              readOnly={!state.canEdit}
              onInput={(event) => setTitle(event.currentTarget.value)}
              onBlur={rename}
              onKeyDown={(event) => {
                if (event.key === 'Escape') setTitle(saved);
                if (event.key === 'Enter' || event.key === 'Escape') page.focusGrid();
              }}
            />
          </h1>
          <SaveState />
        </div>
        <MenuBar />
      </div>
      <div class="title-end">
        <button type="button" class="quiet" onClick={() => page.store.set({ dialog: { type: 'sharing' } })}>
          <Icon name="share" /> Share
        </button>
        <span class="person" title={`${state.person.email}${state.canEdit ? '' : ' (may view only)'}`}>
          <span aria-hidden="true">{state.person.name.slice(0, 1).toUpperCase()}</span>
          <span class="unseen">Signed in as {state.person.email}</span>
        </span>
      </div>
    </header>
  );
}

function SaveState() {
  const { state } = usePage();
  const text =
    state.connection === 'offline'
      ? state.unsaved > 0
        ? 'Not saved yet'
        : 'Offline'
      : state.unsaved > 0
        ? 'Saving…'
        : 'Saved';
  return (
    <span class="save-state" aria-live="off">
      {state.canEdit ? text : 'View only'}
    </span>
  );
}
