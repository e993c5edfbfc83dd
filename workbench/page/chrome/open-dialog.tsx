import { useEffect, useState } from 'preact/hooks';
import type { WorkbookList } from '../../server/api.ts';
import { newWorkbook, openWorkbook } from '../commands/files.ts';
import { usePage } from '../state/page-context.ts';
import { Modal } from './modal.tsx';

/** The spreadsheets of this workbench, to open or delete. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  const { page } = usePage();
  const [list, setList] = useState<WorkbookList | null>(null);
  const load = () => page.attempt(page.api.list(), 'Open').then((found) => found && setList(found));
  useEffect(() => {
    void load();
  }, []);
  const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const remove = (id: string, title: string) =>
    page.store.set({
      dialog: {
        type: 'confirm',
        title: `Delete "${title}"?`,
        text: 'The spreadsheet is deleted for everybody and cannot be brought back.',
        confirm: 'Delete',
        onConfirm: () =>
          void page.attempt(page.api.remove(id), 'Delete').then(() => page.store.set({ dialog: { type: 'open' } })),
      },
    });
  return (
    <Modal title="Open a spreadsheet" width={560} onClose={onClose}>
      <div class="file-list">
        {list?.workbooks.map((one) => (
          <div class="file-line" key={one.id}>
            <button
              type="button"
              class="file-name"
              data-first={one.id === page.workbook.id ? true : undefined}
              aria-current={one.id === page.workbook.id ? 'page' : undefined}
              onClick={() => (one.id === page.workbook.id ? onClose() : openWorkbook(page, one.id))}
            >
              <b>{one.title}</b>
              <small>
                {one.tabs === 1 ? '1 tab' : `${one.tabs} tabs`} · {when.format(new Date(one.updatedAt))}
              </small>
            </button>
            {one.id === page.workbook.id ? (
              <small class="hint">open here</small>
            ) : (
              <button
                type="button"
                class="text-button"
                aria-label={`Delete ${one.title}`}
                onClick={() => remove(one.id, one.title)}
              >
                Delete
              </button>
            )}
          </div>
        )) ?? <p class="hint">Loading…</p>}
        {list?.unreadable.map(({ file, reason }) => (
          <p class="hint" key={file}>
            {file} could not be read and was kept aside: {reason}
          </p>
        ))}
      </div>
      <div class="buttons">
        <button type="button" class="button" onClick={() => void newWorkbook(page)}>
          New spreadsheet
        </button>
        <span class="grow" />
        <button type="button" class="button primary" onClick={onClose}>
          Close
        </button>
      </div>
    </Modal>
  );
}
