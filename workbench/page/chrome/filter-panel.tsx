import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { columnName } from '../../workbook/a1.ts';
import { filterValues, hideValues, sortRange } from '../commands/sort-and-filter.ts';
import { usePage } from '../state/page-context.ts';

const MOST_SHOWN = 500;

/** The values of a filtered column, to show or hide, with sorting on top. */
export function FilterPanel({ column, onClose }: { column: number; onClose: () => void }) {
  const { page, state } = usePage();
  const [values] = useState(() => filterValues(page.tab, column));
  const [hidden, setHidden] = useState(() => new Set(page.tab.filter?.hiddenValues[column] ?? []));
  const [typed, setTyped] = useState('');
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => host.current?.querySelector<HTMLElement>('input[type=search]')?.focus(), []);

  const found = values.filter(({ text }) => text.toLowerCase().includes(typed.toLowerCase()));
  const toggle = (text: string) => {
    const next = new Set(hidden);
    if (!next.delete(text)) next.add(text);
    setHidden(next);
  };
  const setAll = (shown: boolean) => {
    const next = new Set(hidden);
    for (const { text } of found) {
      if (shown) next.delete(text);
      else next.add(text);
    }
    setHidden(next);
  };
  const sort = (ascending: boolean) => {
    const range = page.tab.filter?.range;
    onClose();
    if (range) sortRange(page, range, column, ascending, true);
  };
  const apply = () => {
    onClose();
    hideValues(page, column, [...hidden]);
  };

  return (
    <div
      class="filter-panel"
      role="dialog"
      aria-label={`Filter column ${columnName(column)}`}
      ref={host}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) apply();
      }}
    >
      <div class="filter-sorts">
        <button type="button" class="text-button" disabled={!state.canEdit} onClick={() => sort(true)}>
          Sort A → Z
        </button>
        <button type="button" class="text-button" disabled={!state.canEdit} onClick={() => sort(false)}>
          Sort Z → A
        </button>
      </div>
      <div class="filter-alls">
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          Select all
        </button>
        <button type="button" class="text-button" onClick={() => setAll(false)}>
          Clear
        </button>
        <span class="hint">{values.length - hidden.size} shown</span>
      </div>
      <input
        type="search"
        class="field"
        aria-label="Find a value"
        placeholder="Find"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <fieldset class="filter-values" aria-label="Values">
        {found.slice(0, MOST_SHOWN).map(({ text, count }) => (
          <label key={text}>
            <input type="checkbox" checked={!hidden.has(text)} onChange={() => toggle(text)} />
            <span class={text === '' ? 'blank' : ''}>{text === '' ? '(Blanks)' : text}</span>
            <small>{count}</small>
          </label>
        ))}
        {found.length > MOST_SHOWN ? <p class="hint">{found.length - MOST_SHOWN} more; type to find one.</p> : null}
      </fieldset>
      <div class="buttons">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" class="button primary" disabled={!state.canEdit} onClick={apply}>
          OK
        </button>
      </div>
    </div>
  );
}
