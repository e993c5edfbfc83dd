import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { displayText } from '../../workbook/display.ts';
import { cellAt } from '../../workbook/model.ts';
import { parseEntry } from '../../workbook/parse-entry.ts';
import { CLEARED, patchSelection, writeEntry } from '../commands/edit-cells.ts';
import { isSingleCell } from '../grid/grid-selection.ts';
import { usePage } from '../state/page-context.ts';
import type { Popup } from '../state/page-state.ts';
import { Icon } from './icons.tsx';

const SEARCH_FROM = 9;

/** The list of a dropdown cell: arrows, typing to narrow it down, Enter, Escape; Delete empties the cell. */
export function DropdownList(props: { popup: Extract<Popup, { type: 'dropdown' }>; onClose: () => void }) {
  const { page } = usePage();
  const { row, column, box } = props.popup;
  const cell = cellAt(page.tab, row, column);
  const current = displayText(cell);
  const [typed, setTyped] = useState('');
  const values = (cell?.dropdown?.values ?? []).filter((value) => value.toLowerCase().includes(typed.toLowerCase()));
  const [marked, setMarked] = useState(Math.max(0, values.indexOf(current)));
  const list = useRef<HTMLDivElement>(null);
  const search = (cell?.dropdown?.values.length ?? 0) >= SEARCH_FROM;

  useLayoutEffect(() => {
    list.current?.querySelector<HTMLElement>(search ? 'input' : '[role=listbox]')?.focus();
  }, [search]);
  useEffect(() => {
    list.current?.querySelector(`[data-line="${marked}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [marked]);

  const choose = (value: string) => {
    props.onClose();
    if (isSingleCell(page.range)) writeEntry(page, row, column, value);
    else {
      const format = cell?.numberFormat;
      patchSelection(page, value === '' ? CLEARED : parseEntry(value, format, new Date().getFullYear()), true);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const last = values.length - 1;
    const value = values[marked];
    if (event.key === 'ArrowDown') setMarked(marked >= last ? 0 : marked + 1);
    else if (event.key === 'ArrowUp') setMarked(marked <= 0 ? last : marked - 1);
    else if (event.key === 'Home') setMarked(0);
    else if (event.key === 'End') setMarked(last);
    else if (event.key === 'Enter' && value !== undefined) choose(value);
    else if (event.key === ' ' && !search && value !== undefined) choose(value);
    else if (event.key === 'Delete') choose('');
    else if (event.key === 'Escape' || event.key === 'Tab') props.onClose();
    else if (!search && event.key.length === 1) {
      const next = values.findIndex((one) => one.toLowerCase().startsWith(event.key.toLowerCase()));
      if (next >= 0) setMarked(next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="choice" style={{ minWidth: `${Math.max(120, box.right - box.left)}px` }} ref={list}>
      {search ? (
        <input
          class="field"
          role="combobox"
          aria-label="Find a value"
          aria-expanded="true"
          aria-controls="dropdown-values"
          aria-activedescendant={values.length > 0 ? `dropdown-${marked}` : undefined}
          placeholder="Find"
          value={typed}
          onKeyDown={onKeyDown}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setMarked(0);
          }}
        />
      ) : null}
      <div
        id="dropdown-values"
        role="listbox"
        tabIndex={search ? -1 : 0}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const line = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-line]') : null;
          const value = values[Number(line?.dataset.line ?? -1)];
          if (value !== undefined) choose(value);
        }}
        aria-label="Values"
        aria-activedescendant={values.length > 0 ? `dropdown-${marked}` : undefined}
      >
        {values.map((value, index) => (
          <div
            key={value}
            id={`dropdown-${index}`}
            class={`menu-line ${index === marked ? 'marked' : ''}`}
            role="option"
            aria-selected={value === current}
            data-line={index}
            onPointerEnter={() => setMarked(index)}
            tabIndex={-1}
          >
            <span class="menu-check">{value === current ? <Icon name="check" /> : null}</span>
            <span class="menu-label">{value}</span>
          </div>
        ))}
      </div>
      {values.length === 0 ? <p class="hint">Nothing in the list fits.</p> : null}
    </div>
  );
}
