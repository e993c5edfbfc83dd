import { useState } from 'preact/hooks';
import type { DialogAnswer } from '../../server/api.ts';
import { usePage } from '../state/page-context.ts';
import type { ScriptDialog } from '../state/page-state.ts';
import { Icon } from './icons.tsx';
import { Modal } from './modal.tsx';
import { PanelFrame } from './panel-frame.tsx';

type Question = Extract<ScriptDialog, { type: 'alert' | 'prompt' }>;

const BUTTONS: { readonly [K in Question['buttons']]: readonly (readonly [DialogAnswer['button'], string])[] } = {
  OK: [['OK', 'OK']],
  OK_CANCEL: [
    ['OK', 'OK'],
    ['CANCEL', 'Cancel'],
  ],
  YES_NO: [
    ['YES', 'Yes'],
    ['NO', 'No'],
  ],
  YES_NO_CANCEL: [
    ['YES', 'Yes'],
    ['NO', 'No'],
    ['CANCEL', 'Cancel'],
  ],
};

/** What a script shows: pages in a dialog, alerts, prompts. They wait for one another. */
export function ScriptDialogs() {
  const { page, state } = usePage();
  const [first] = state.scriptDialogs;
  if (!first) return null;
  const done = () => {
    page.store.set({ scriptDialogs: page.state.scriptDialogs.filter((one) => one !== first) });
    page.focusGrid();
  };
  if (first.type === 'dialog') return <PageDialog key={first.panelId} dialog={first} onClose={done} />;
  return (
    <QuestionDialog
      key={first.dialogId}
      question={first}
      onAnswer={(answer) => {
        done();
        void page.attempt(page.api.answerDialog(page.workbook.id, answer), first.title);
      }}
    />
  );
}

function PageDialog({ dialog, onClose }: { dialog: Extract<ScriptDialog, { type: 'dialog' }>; onClose: () => void }) {
  const [size, setSize] = useState({ width: dialog.width, height: dialog.height });
  const body = (
    <>
      <button type="button" class="tool modal-close" aria-label="Close" onClick={onClose}>
        <Icon name="close" />
      </button>
      <div class="dialog-page" style={{ height: `${size.height}px` }}>
        <PanelFrame {...dialog} onClose={onClose} onSize={(side, pixels) => setSize({ ...size, [side]: pixels })} />
      </div>
    </>
  );
  if (dialog.modal) {
    return (
      <Modal title={dialog.title} class="page-dialog" width={size.width + 32} onClose={onClose}>
        {body}
      </Modal>
    );
  }
  return (
    <section class="modal modeless" aria-label={dialog.title} style={{ width: `${size.width + 32}px` }}>
      <h2>{dialog.title}</h2>
      {body}
    </section>
  );
}

function QuestionDialog(props: { question: Question; onAnswer: (answer: DialogAnswer) => void }) {
  const { question, onAnswer } = props;
  const [text, setText] = useState('');
  const buttons = BUTTONS[question.buttons];
  const answer = (button: DialogAnswer['button']) =>
    onAnswer({ dialogId: question.dialogId, button, ...(question.type === 'prompt' ? { text } : {}) });
  return (
    <Modal
      title={question.title || 'Rowshot'}
      width={440}
      onClose={() => answer('CLOSE')}
      onSubmit={() => answer(buttons[0]?.[0] ?? 'OK')}
    >
      <p class="modal-text">{question.message}</p>
      {question.type === 'prompt' ? (
        <input
          data-first
          class="field"
          aria-label={question.message || question.title}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      ) : null}
      <div class="buttons">
        {buttons.toReversed().map(([button, label], index) => {
          const main = index === buttons.length - 1;
          return (
            <button
              key={button}
              type={main ? 'submit' : 'button'}
              class={main ? 'button primary' : 'button'}
              data-first={main && question.type === 'alert' ? true : undefined}
              onClick={main ? undefined : () => answer(button)}
            >
              {label}
            </button>
          );
        })}
      </div>
    </Modal>
  );
}
