import { columnName } from '../../workbook/a1.ts';
import type { Tab } from '../../workbook/model.ts';
import type { Axis } from './axis.ts';
import type { GridLook } from './cell-flags.ts';
import { HEAD_WIDTH } from './grid-sizes.ts';

/** Shows the column letters. Elements are kept while their column stays in sight. */
export function paintColumnHead(
  host: HTMLElement,
  drawn: readonly number[],
  columns: Axis,
  tab: Tab,
  look: GridLook,
): void {
  const heads = host.querySelectorAll<HTMLElement>(':scope > .column-head');
  drawn.forEach((column, i) => {
    let head = heads[i];
    if (!head) {
      head = makeHead();
      host.append(head);
    }
    const name = columnName(column);
    const label = head.firstElementChild;
    if (label && label.textContent !== name) label.textContent = name;
    head.dataset.column = String(column);
    head.setAttribute('aria-colindex', String(column + 2));
    head.style.left = `${HEAD_WIDTH + columns.offset(column)}px`;
    head.style.width = `${columns.size(column)}px`;
    head.dataset.pane = column < tab.frozenColumns ? (column === tab.frozenColumns - 1 ? 'edge' : 'frozen') : '';
    const touched = look.ranges.some((range) => column >= range.startColumn && column < range.endColumn);
    const whole =
      look.selection.kind === 'columns' &&
      look.ranges.some((range) => touched && range.endRow - range.startRow === tab.rowCount);
    head.classList.toggle('lit', touched);
    head.classList.toggle('whole', touched && whole);
    head.classList.toggle('hides-before', column > 0 && columns.isHidden(column - 1));
    head.classList.toggle('hides-after', column + 1 < columns.count && columns.isHidden(column + 1));
  });
  for (let i = drawn.length; i < heads.length; i++) heads[i]?.remove();
}

function makeHead(): HTMLElement {
  const head = document.createElement('div');
  head.className = 'column-head';
  head.setAttribute('role', 'columnheader');
  const label = document.createElement('span');
  const grip = document.createElement('div');
  grip.className = 'grip';
  grip.setAttribute('aria-hidden', 'true');
  head.append(label, grip);
  return head;
}

export function paintRowHead(head: HTMLElement, row: number, look: GridLook, rows: Axis): void {
  const name = String(row + 1);
  if (head.dataset.row !== String(row)) {
    head.dataset.row = String(row);
    head.textContent = name;
  }
  let touched = false;
  for (const range of look.ranges) if (row >= range.startRow && row < range.endRow) touched = true;
  let classes = 'row-head';
  if (touched) classes += look.selection.kind === 'rows' ? ' lit whole' : ' lit';
  if (row > 0 && rows.isHidden(row - 1)) classes += ' hides-before';
  if (row + 1 < rows.count && rows.isHidden(row + 1)) classes += ' hides-after';
  if (look.tab.filter && row >= look.tab.filter.range.startRow && row < look.tab.filter.range.endRow)
    classes += ' filtered';
  if (head.className !== classes) head.className = classes;
}
