import { useLayoutEffect, useRef } from 'preact/hooks';
import { patchSelection } from '../commands/edit-cells.ts';
import { usePage } from '../state/page-context.ts';

/** Greys, clear colours and their light forms: ten to a line. */
const COLOURS: readonly (readonly [string, string])[] = [
  ['Black', '#000000'],
  ['Dark grey', '#434343'],
  ['Grey', '#666666'],
  ['Middle grey', '#999999'],
  ['Light grey', '#cccccc'],
  ['Pale grey', '#efefef'],
  ['Mist', '#f3f3f3'],
  ['White', '#ffffff'],
  ['Red', '#c5221f'],
  ['Orange', '#e8710a'],
  ['Yellow', '#f9ab00'],
  ['Green', '#188038'],
  ['Teal', '#129eaf'],
  ['Blue', '#1967d2'],
  ['Purple', '#8430ce'],
  ['Pink', '#d01884'],
  ['Light red', '#fce8e6'],
  ['Light orange', '#feefe3'],
  ['Light yellow', '#fef7e0'],
  ['Light green', '#e6f4ea'],
  ['Light teal', '#e4f7fb'],
  ['Light blue', '#e8f0fe'],
  ['Light purple', '#f3e8fd'],
  ['Light pink', '#fde7f3'],
];
const COLUMNS = 8;

export function ColourPanel(props: { property: 'background' | 'foreground'; onClose: () => void }) {
  const { page } = usePage();
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => host.current?.querySelector<HTMLElement>('button')?.focus(), []);
  const name = props.property === 'background' ? 'Fill colour' : 'Text colour';
  const choose = (colour: string | null) => {
    props.onClose();
    patchSelection(page, props.property === 'background' ? { background: colour } : { foreground: colour }, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(host.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const steps: { readonly [key: string]: number } = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: at === 0 ? 1 : COLUMNS,
      ArrowUp: at <= COLUMNS ? -at : -COLUMNS,
    };
    const step = steps[event.key];
    event.stopPropagation();
    if (event.key === 'Escape') props.onClose();
    if (step === undefined) return;
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
    event.preventDefault();
  };
  return (
    <div class="colour-panel" role="dialog" aria-label={name} ref={host} onKeyDown={onKeyDown}>
      <button type="button" class="text-button" onClick={() => choose(null)}>
        {props.property === 'background' ? 'No fill' : 'Automatic'}
      </button>
      <div class="colours">
        {COLOURS.map(([label, colour]) => (
          <button
            key={colour}
            type="button"
            aria-label={label}
            title={label}
            style={{ backgroundColor: colour }}
            onClick={() => choose(colour)}
          />
        ))}
      </div>
    </div>
  );
}
