import { useState } from 'preact/hooks';
import { rangeAddress } from '../../workbook/a1.ts';
import { patchSelection } from '../commands/edit-cells.ts';
import { usePage } from '../state/page-context.ts';
import { Modal } from './modal.tsx';

/** Makes the selected cells dropdowns, or takes the dropdown away. */
export function ValidationDialog({ onClose }: { onClose: () => void }) {
  const { page } = usePage();
  const current = page.activeCell?.dropdown;
  const [text, setText] = useState((current?.values ?? []).join('\n'));
  const [strict, setStrict] = useState(current?.strict ?? true);
  const [helpText, setHelpText] = useState(current?.helpText ?? '');
  const values = [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
  const help = helpText.trim();
  return (
    <Modal
      title={`Dropdown in ${rangeAddress(page.range)}`}
      width={440}
      onClose={onClose}
      onSubmit={() => {
        if (values.length === 0) return;
        onClose();
        patchSelection(page, { dropdown: { values, strict, ...(help === '' ? {} : { helpText: help }) } }, true);
      }}
    >
      <label class="block">
        Values, one a line
        <textarea
          data-first
          class="field"
          rows={6}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label class="block">
        Help text (shown with a wrong value)
        <input class="field" value={helpText} onInput={(event) => setHelpText(event.currentTarget.value)} />
      </label>
      <fieldset class="radio">
        <legend>Other values</legend>
        <label class="check">
          <input type="radio" name="strict" checked={strict} onChange={() => setStrict(true)} />
          are refused
        </label>
        <label class="check">
          <input type="radio" name="strict" checked={!strict} onChange={() => setStrict(false)} />
          are kept with a warning
        </label>
      </fieldset>
      <div class="buttons">
        {current ? (
          <button
            type="button"
            class="button danger"
            onClick={() => {
              onClose();
              patchSelection(page, { dropdown: null }, true);
            }}
          >
            Remove
          </button>
        ) : null}
        <span class="grow" />
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button primary" disabled={values.length === 0}>
          Save
        </button>
      </div>
    </Modal>
  );
}
