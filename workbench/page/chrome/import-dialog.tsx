import { useState } from 'preact/hooks';
import { IMPORT_TYPES, importFile } from '../commands/files.ts';
import { usePage } from '../state/page-context.ts';
import { Modal } from './modal.tsx';

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { page } = usePage();
  const [file, setFile] = useState<File | null>(null);
  const [replace, setReplace] = useState(false);
  const [over, setOver] = useState(false);
  return (
    <Modal
      title="Import a file"
      width={440}
      onClose={onClose}
      onSubmit={() => {
        if (!file) return;
        onClose();
        void importFile(page, file, replace ? page.tab.id : null);
      }}
    >
      <label
        class={`drop ${over ? 'over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          setFile(event.dataTransfer?.files[0] ?? null);
        }}
      >
        <input
          type="file"
          data-first
          accept={IMPORT_TYPES}
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
        <b>{file ? file.name : 'Choose a file or drop it here'}</b>
        <small>{file ? `${Math.ceil(file.size / 1024).toLocaleString('en')} KB` : 'CSV, TSV, XLSX or XLS'}</small>
      </label>
      <fieldset class="radio">
        <legend>Put it</legend>
        <label class="check">
          <input type="radio" name="place" checked={!replace} onChange={() => setReplace(false)} />
          into a new tab
        </label>
        <label class="check">
          <input type="radio" name="place" checked={replace} onChange={() => setReplace(true)} />
          in place of the tab "{page.tab.title}"
        </label>
      </fieldset>
      <div class="buttons">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button primary" disabled={!file}>
          Import
        </button>
      </div>
    </Modal>
  );
}
