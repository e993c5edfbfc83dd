import { useEffect } from 'preact/hooks';
import { displayText } from '../../workbook/display.ts';
import { type Cell, cellAt, isCellError } from '../../workbook/model.ts';
import { openNote } from '../commands/open-popups.ts';
import { linksOf } from '../grid/cell-links.ts';
import { selectCell } from '../grid/grid-selection.ts';
import { hasCard, hideCard } from '../grid/hover.ts';
import { isInvalid } from '../grid/paint-cell.ts';
import type { Page } from '../state/page.ts';
import { usePage } from '../state/page-context.ts';
import { Floating } from './floating.tsx';
import { Icon } from './icons.tsx';

const REST_MS = 600;

/** What a cell has to say beside its text: a wrong value, links to open, its note. */
export function CellCard() {
  const { page, state } = usePage();
  const { card, selection, editing, popup } = state;
  const { row, column } = selection.active;

  // The card of the cell with the cursor, for those who go by keyboard.
  useEffect(() => {
    if (editing || popup) return;
    const timer = window.setTimeout(() => showActive(page, row, column), REST_MS);
    return () => window.clearTimeout(timer);
  }, [page, row, column, editing, popup]);

  if (!card || editing || popup) return null;
  const cell = cellAt(page.tab, card.row, card.column);
  if (!hasCard(cell)) return null;
  return (
    <Floating beside box={card.box} class="cell-card" onClose={() => page.store.set({ card: null })}>
      <div role="tooltip" onPointerLeave={() => window.setTimeout(() => hideCard(page), 200)}>
        <Warning cell={cell} />
        {linksOf(cell).map(({ text, address }) => (
          <a key={address} href={address} target="_blank" rel="noopener noreferrer">
            <Icon name="open" />
            <span>
              {text === address ? '' : <b>{text}</b>}
              <small>{address}</small>
            </span>
          </a>
        ))}
        {cell.note === undefined ? null : (
          <div class="note-text">
            <p>{cell.note}</p>
            {state.canEdit ? (
              <button
                type="button"
                class="text-button"
                onClick={() => {
                  page.select(selectCell(card.row, card.column));
                  openNote(page);
                }}
              >
                Edit note
              </button>
            ) : null}
          </div>
        )}
      </div>
    </Floating>
  );
}

function showActive(page: Page, row: number, column: number): void {
  const box = page.view?.boxOf(row, column);
  if (page.state.card || !box || !hasCard(cellAt(page.tab, row, column))) return;
  page.store.set({ card: { box, row, column, byPointer: false } });
}

function Warning({ cell }: { cell: Cell }) {
  if (!isInvalid(cell)) return null;
  const unknown =
    isCellError(cell.value) && cell.value.error === '#NAME?' && cell.formula !== undefined
      ? ' The workbench works out only IMAGE, HYPERLINK and NA.'
      : '';
  const text = isCellError(cell.value)
    ? `${cell.formula ?? 'This cell'} gives ${cell.value.error}.${unknown}`
    : `"${displayText(cell)}" is none of: ${cell.dropdown?.values.join(', ')}.`;
  return (
    <div class="card-warning">
      <b>Invalid</b>
      <p>{text}</p>
      {cell.dropdown?.helpText ? <p>{cell.dropdown.helpText}</p> : null}
    </div>
  );
}
