import { usePage } from '../state/page-context.ts';
import type { OwnDialog } from '../state/page-state.ts';
import { ImportDialog } from './import-dialog.tsx';
import { Modal } from './modal.tsx';
import { OpenDialog } from './open-dialog.tsx';
import { SharingDialog } from './sharing-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { SortDialog } from './sort-dialog.tsx';
import { ValidationDialog } from './validation-dialog.tsx';

/** The page's own dialogs; a script's are in script-dialogs.tsx. */
export function Dialogs() {
  const { page, state } = usePage();
  const { dialog } = state;
  const close = () => {
    page.store.set({ dialog: null });
    page.focusGrid();
  };
  switch (dialog?.type) {
    case undefined:
      return null;
    case 'message':
    case 'confirm':
      return <Question key={dialog.title} dialog={dialog} onClose={close} />;
    case 'sort':
      return <SortDialog onClose={close} />;
    case 'validation':
      return <ValidationDialog onClose={close} />;
    case 'open':
      return <OpenDialog onClose={close} />;
    case 'import':
      return <ImportDialog onClose={close} />;
    case 'sharing':
      return <SharingDialog onClose={close} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />;
  }
}

type Question = Extract<OwnDialog, { type: 'message' | 'confirm' }>;

function Question({ dialog, onClose }: { dialog: Question; onClose: () => void }) {
  const confirm = () => {
    onClose();
    if (dialog.type === 'confirm') dialog.onConfirm();
  };
  return (
    <Modal title={dialog.title} width={420} onClose={onClose} onSubmit={confirm}>
      <p class="modal-text">{dialog.text}</p>
      <div class="buttons">
        {dialog.type === 'message' ? null : (
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
        )}
        <button type="submit" class="button primary" data-first>
          {dialog.type === 'message' ? 'OK' : dialog.confirm}
        </button>
      </div>
    </Modal>
  );
}
