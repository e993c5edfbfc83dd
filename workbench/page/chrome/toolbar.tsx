import type { ComponentChildren } from 'preact';
import { patchSelection, toggleBold, toggleItalic } from '../commands/edit-cells.ts';
import { createFilter, removeFilter } from '../commands/sort-and-filter.ts';
import { redo, undo } from '../commands/undo.ts';
import { usePage } from '../state/page-context.ts';
import { Icon } from './icons.tsx';

const FORMATS = [
  ['AUTOMATIC', 'Automatic'],
  ['TEXT', 'Plain text'],
  ['NUMBER', 'Number'],
  ['PERCENT', 'Percent'],
  ['CURRENCY', 'Currency'],
  ['DATE', 'Date'],
  ['TIME', 'Time'],
  ['DATE_TIME', 'Date and time'],
  ['SCIENTIFIC', 'Scientific'],
] as const;

export function Toolbar() {
  const { page, state } = usePage();
  const cell = page.activeCell;
  const off = !state.canEdit;
  const colour = (property: 'background' | 'foreground') => (event: MouseEvent) => {
    if (!(event.currentTarget instanceof Element)) return;
    const { left, top, right, bottom } = event.currentTarget.getBoundingClientRect();
    page.store.set({ popup: { type: 'colour', property, box: { left, top, right, bottom: bottom + 4 } } });
  };
  return (
    <div class="toolbar" role="toolbar" aria-label="Formatting" onKeyDown={moveInToolbar}>
      <Tool label="Undo (Ctrl+Z)" off={off} run={() => void undo(page)} first>
        <Icon name="undo" />
      </Tool>
      <Tool label="Redo (Ctrl+Y)" off={off} run={() => void redo(page)}>
        <Icon name="redo" />
      </Tool>
      <i />
      <select
        class="format"
        aria-label="Number format"
        tabIndex={-1}
        disabled={off}
        value={cell?.numberFormat?.type ?? 'AUTOMATIC'}
        onChange={(event) => {
          const type = FORMATS.find(([id]) => id === event.currentTarget.value)?.[0] ?? 'AUTOMATIC';
          patchSelection(page, { numberFormat: type === 'AUTOMATIC' ? null : { type } }, true);
          page.focusGrid();
        }}
      >
        {FORMATS.map(([id, label]) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <i />
      <Tool label="Bold (Ctrl+B)" off={off} pressed={cell?.bold === true} run={() => toggleBold(page)}>
        <Icon name="bold" />
      </Tool>
      <Tool label="Italic (Ctrl+I)" off={off} pressed={cell?.italic === true} run={() => toggleItalic(page)}>
        <Icon name="italic" />
      </Tool>
      <Tool label="Text colour" off={off} run={colour('foreground')}>
        <span class="letter" style={{ borderColor: cell?.foreground ?? '#1f1f1f' }}>
          A
        </span>
      </Tool>
      <Tool label="Fill colour" off={off} run={colour('background')}>
        <span class="swatch" style={{ backgroundColor: cell?.background ?? '#ffffff' }} />
      </Tool>
      <i />
      <Tool
        label="Wrap text"
        off={off}
        pressed={cell?.wrap === 'WRAP'}
        run={() => patchSelection(page, { wrap: cell?.wrap === 'WRAP' ? null : 'WRAP' }, true)}
      >
        <Icon name="wrap" />
      </Tool>
      <Tool
        label={page.tab.filter ? 'Remove filter' : 'Create a filter'}
        off={off}
        pressed={page.tab.filter !== null}
        run={() => (page.tab.filter ? removeFilter(page) : createFilter(page))}
      >
        <Icon name="filter" />
      </Tool>
      {state.working ? <span class="working">Running {state.working}…</span> : null}
    </div>
  );
}

function Tool(props: {
  label: string;
  off: boolean;
  pressed?: boolean;
  first?: boolean;
  run: (event: MouseEvent) => void;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class="tool"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      disabled={props.off}
      tabIndex={props.first ? 0 : -1}
      onPointerDown={(event) => event.preventDefault()}
      onClick={props.run}
    >
      {props.children}
    </button>
  );
}

/** One Tab stop for the toolbar; arrows go along it. */
function moveInToolbar(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const tools = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled), select:not(:disabled)')];
  const current = tools.findIndex((tool) => tool.matches(':focus'));
  tools[(current + step + tools.length) % tools.length]?.focus();
  event.preventDefault();
}
