import { useEffect, useState } from 'preact/hooks';
import type { Sharing } from '../../server/api.ts';
import { usePage } from '../state/page-context.ts';
import { Modal } from './modal.tsx';

/** Who may edit. The same switch as a domain's "no sharing outside" is here too, to meet it without a domain. */
export function SharingDialog({ onClose }: { onClose: () => void }) {
  const { page, state } = usePage();
  const [sharing, setSharing] = useState<Sharing | null>(null);
  const [email, setEmail] = useState('');
  useEffect(() => {
    page.attempt(page.api.sharing(page.workbook.id), 'Share').then((found) => found && setSharing(found));
  }, [page]);
  const change = (next: Sharing) =>
    page.attempt(page.api.share(page.workbook.id, next), 'Share').then((saved) => saved && setSharing(saved));
  const add = () => {
    const wanted = email.trim();
    if (!sharing || wanted === '') return;
    const address = wanted.includes('@') ? wanted : `${wanted}@workbench.local`;
    setEmail('');
    void change({ ...sharing, editors: [...new Set([...sharing.editors, address])] });
  };
  const here = new URL(location.href);
  here.searchParams.set('as', 'anna');
  return (
    <Modal title={`Share "${page.workbook.title}"`} width={480} onClose={onClose} onSubmit={add}>
      {sharing ? (
        <>
          {state.canEdit ? (
            <div class="field-line">
              <label class="grow">
                Add a person who may edit
                <input
                  data-first
                  class="field"
                  placeholder="anna, or an e-mail address"
                  value={email}
                  onInput={(event) => setEmail(event.currentTarget.value)}
                />
              </label>
              <button type="submit" class="button">
                Add
              </button>
            </div>
          ) : null}
          <ul class="people">
            <li>
              <span>{sharing.owner}</span>
              <small>Owner</small>
            </li>
            {sharing.editors.map((editor) => (
              <li key={editor}>
                <span>{editor}</span>
                <button
                  type="button"
                  class="text-button"
                  aria-label={`Remove ${editor}`}
                  disabled={!state.canEdit}
                  onClick={() => void change({ ...sharing, editors: sharing.editors.filter((one) => one !== editor) })}
                >
                  Remove
                </button>
              </li>
            ))}
          </ul>
          <label class="check">
            <input
              type="checkbox"
              checked={sharing.refuseServiceAccounts}
              disabled={!state.canEdit}
              onChange={(event) => void change({ ...sharing, refuseServiceAccounts: event.currentTarget.checked })}
            />
            Refuse service accounts, as some organisations do
          </label>
          <p class="hint">
            This page opens as another person with <code>?as=anna</code>: <a href={here.href}>open as anna</a>.
          </p>
        </>
      ) : (
        <p class="hint">Loading…</p>
      )}
      <div class="buttons">
        <button type="button" class="button primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Modal>
  );
}
