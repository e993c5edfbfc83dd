import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icons.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
}

/** A labelled list to choose from. */
export function SelectField(props: FieldProps & { readonly options: readonly Option[] }) {
  const id = useId();
  return (
    <div class="field">
      <label class="lbl" for={id}>
        {props.label}
      </label>
      <div class="select">
        <select
          id={id}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          {...describedBy(id, props.hint)}
        >
          {props.options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
      <Hint id={id} text={props.hint} />
    </div>
  );
}

/** A labelled line of text. */
export function TextField(
  props: FieldProps & { readonly placeholder?: string; readonly inputMode?: 'decimal' | 'numeric' },
) {
  const id = useId();
  return (
    <div class="field">
      <label class="lbl" for={id}>
        {props.label}
      </label>
      <input
        id={id}
        class="input"
        type="text"
        autocomplete="off"
        value={props.value}
        placeholder={props.placeholder}
        inputMode={props.inputMode}
        onInput={(event) => props.onChange(event.currentTarget.value)}
        {...describedBy(id, props.hint)}
      />
      <Hint id={id} text={props.hint} />
    </div>
  );
}

/** A labelled text of several lines. */
export function AreaField(props: FieldProps & { readonly placeholder?: string }) {
  const id = useId();
  return (
    <div class="field">
      <label class="lbl" for={id}>
        {props.label}
      </label>
      <textarea
        id={id}
        class="input"
        rows={3}
        placeholder={props.placeholder}
        onInput={(event) => props.onChange(event.currentTarget.value)}
        {...describedBy(id, props.hint)}
        value={props.value}
      />
      <Hint id={id} text={props.hint} />
    </div>
  );
}

/** A labelled tick box. */
export function CheckField(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
  readonly hint?: string;
}) {
  const id = useId();
  return (
    <div class="tick">
      <input
        id={id}
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        {...describedBy(id, props.hint)}
      />
      <label for={id}>{props.label}</label>
      <Hint id={id} text={props.hint} />
    </div>
  );
}

/** Something that most people never open. */
export function Fold(props: {
  readonly title: string;
  readonly note?: string;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <details class="fold" open={props.open}>
      <summary>
        <Icon name="next" size={16} />
        <span>{props.title}</span>
        {props.note ? <span class="hint">{props.note}</span> : null}
      </summary>
      <div class="folded">{props.children}</div>
    </details>
  );
}

function Hint({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text ? (
    <p class="hint" id={`${id}-hint`}>
      {text}
    </p>
  ) : null;
}

function describedBy(id: string, hint: string | undefined) {
  return hint ? { 'aria-describedby': `${id}-hint` } : {};
}
