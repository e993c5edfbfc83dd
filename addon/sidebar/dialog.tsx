import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';

/** A modal of the panel's width; Escape and the cross close it, focus goes back to where it was. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class={props.wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      onKeyDown={props.onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <header>
        <h2 id={id}>{props.title}</h2>
        <button type="button" class="ibtn" aria-label="Close" onClick={props.onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="body">{props.children}</div>
      {props.foot ? <div class="foot">{props.foot}</div> : null}
    </dialog>
  );
}

/** Asks before something that cannot be taken back, or that costs. */
export function Confirm(props: {
  readonly title: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}) {
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      foot={
        <div class="row">
          <button type="button" class="btn o" onClick={props.onClose}>
            Keep as it is
          </button>
          <button
            type="button"
            class={props.danger ? 'btn d' : 'btn p'}
            onClick={() => {
              props.onClose();
              props.onConfirm();
            }}
          >
            {props.action}
          </button>
        </div>
      }
    >
      {props.children}
    </Dialog>
  );
}
