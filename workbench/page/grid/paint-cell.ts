import { cellAddress } from '../../workbook/a1.ts';
import { displayText } from '../../workbook/display.ts';
import { type Cell, isCellError, type TextRun } from '../../workbook/model.ts';
import { linkOf } from './cell-links.ts';
import { textWidth } from './measure-rows.ts';

/** Bits of a cell's look that do not come from the cell itself. */
export const SELECTED = 1;
export const EDGE_TOP = 2;
export const EDGE_RIGHT = 4;
export const EDGE_BOTTOM = 8;
export const EDGE_LEFT = 16;
export const ACTIVE = 32;
export const COPIED = 64;
export const STATUS = 128;
export const FILTER = 256;
export const FILTER_ON = 512;
export const EDITING = 1024;

const FLAG_CLASSES: readonly (readonly [number, string])[] = [
  [SELECTED, 'sel'],
  [EDGE_TOP, 'et'],
  [EDGE_RIGHT, 'er'],
  [EDGE_BOTTOM, 'eb'],
  [EDGE_LEFT, 'el'],
  [ACTIVE, 'act'],
  [COPIED, 'copied'],
];

/** Quiet colours for the words of our status columns (product.md, "Row status"). */
const STATUS_TONES: { readonly [status: string]: string } = {
  completed: 'done',
  'in progress': 'busy',
  queued: 'idle',
  failed: 'bad',
  stopped: 'wait',
  'waiting for budget': 'wait',
  cancelled: 'idle',
};

/** One place of the grid on the screen. It is used for another cell when the grid scrolls. */
export type CellElement = {
  readonly root: HTMLElement;
  readonly text: HTMLElement;
  cell: Cell | null | undefined;
  row: number;
  column: number;
  flags: number;
  spill: number;
};

export function makeCell(): CellElement {
  const root = document.createElement('div');
  root.className = 'cell';
  root.setAttribute('role', 'gridcell');
  const text = document.createElement('div');
  text.className = 't';
  root.append(text);
  return { root, text, cell: undefined, row: -1, column: -1, flags: -1, spill: -1 };
}

/**
 * Shows a cell; does nothing when it is shown already.
 * @param spill pixels to the right that its text may flow into
 */
export function paintCell(
  element: CellElement,
  cell: Cell | null,
  row: number,
  column: number,
  flags: number,
  spill: number,
): void {
  const moved = element.row !== row || element.column !== column;
  if (!moved && element.cell === cell && element.flags === flags && element.spill === spill) return;
  const { root } = element;
  if (moved) {
    const address = cellAddress(row, column);
    root.dataset.a1 = address;
    root.id = `cell-${address}`;
    root.setAttribute('aria-colindex', String(column + 2));
  }
  if (moved || element.flags !== flags) setAttribute(root, 'aria-selected', flags & SELECTED ? 'true' : 'false');
  if (element.cell !== cell || element.spill !== spill || (element.flags ^ flags) & (STATUS | FILTER | FILTER_ON)) {
    paintContent(element, cell, flags, spill);
  }
  root.className = classesOf(cell, flags);
  Object.assign(element, { cell, row, column, flags, spill });
}

function setAttribute(root: HTMLElement, name: string, value: string | null): void {
  if (value === null) root.removeAttribute(name);
  else root.setAttribute(name, value);
}

function classesOf(cell: Cell | null, flags: number): string {
  let classes = 'cell';
  for (const [bit, name] of FLAG_CLASSES) if (flags & bit) classes += ` ${name}`;
  if (!cell) return classes;
  if (cell.note !== undefined) classes += ' noted';
  if (isInvalid(cell)) classes += ' invalid';
  if (cell.wrap === 'WRAP') classes += ' wrap';
  const { value } = cell;
  const align = cell.horizontalAlign ?? (isCellError(value) || typeof value === 'boolean' ? 'center' : null);
  if (align === 'center') classes += ' center';
  else if (align === 'right' || (align === null && typeof value === 'number')) classes += ' right';
  if (cell.verticalAlign && cell.verticalAlign !== 'bottom') classes += ` v-${cell.verticalAlign}`;
  return classes;
}

/** Whether a cell holds what its dropdown does not offer, or an error value. */
export function isInvalid(cell: Cell): boolean {
  if (isCellError(cell.value)) return true;
  const { dropdown } = cell;
  if (!dropdown || cell.value === undefined || cell.value === null) return false;
  return !dropdown.values.includes(displayText(cell));
}

function paintContent(element: CellElement, cell: Cell | null, flags: number, spill: number): void {
  const { root, text } = element;
  const shown = displayText(cell);
  const { style } = text;
  style.color = cell?.foreground ?? '';
  style.fontWeight = cell?.bold ? '700' : '';
  style.fontStyle = cell?.italic ? 'italic' : '';
  root.style.backgroundColor = cell?.background ?? '';
  text.className = cell && linkOf(cell) ? 't link' : 't';
  style.maxWidth = '';
  if (cell?.image !== undefined) paintImage(text, cell.image);
  else if (cell?.runs && cell.runs.length > 0) text.replaceChildren(...runElements(shown, cell.runs));
  else if (flags & STATUS && STATUS_TONES[shown.toLowerCase()] && !cell?.background) {
    const pill = document.createElement('span');
    pill.className = `pill ${STATUS_TONES[shown.toLowerCase()]}`;
    pill.textContent = shown;
    text.replaceChildren(pill);
  } else {
    const first = text.firstChild;
    if (first instanceof Text && text.childNodes.length === 1) first.data = shown;
    else text.textContent = shown;
    if (spill > 0 && textWidth(shown, cell?.bold) > root.clientWidth - 7) {
      text.classList.add('spill');
      style.maxWidth = `${root.clientWidth + spill}px`;
      if (cell?.background) style.backgroundColor = cell.background;
    }
  }
  if (!text.classList.contains('spill')) style.backgroundColor = '';
  paintMark(root, 'arrow', cell?.dropdown !== undefined);
  paintMark(root, 'funnel', (flags & FILTER) !== 0, (flags & FILTER_ON) !== 0);
  setAttribute(root, 'aria-haspopup', cell?.dropdown ? 'listbox' : flags & FILTER ? 'dialog' : null);
  setAttribute(root, 'aria-description', cell?.note === undefined ? null : `Note: ${cell.note}`);
  setAttribute(root, 'aria-invalid', cell && isInvalid(cell) ? 'true' : null);
}

/** The picture is named only; `loadImages` fetches it once scrolling rests. */
function paintImage(text: HTMLElement, address: string): void {
  const image = document.createElement('img');
  image.dataset.src = address;
  image.alt = decodeURIComponent(/[^/]*$/.exec(address.replace(/[?#].*$/, ''))?.[0] ?? '') || 'Picture';
  image.draggable = false;
  text.replaceChildren(image);
}

function runElements(shown: string, runs: readonly TextRun[]): Node[] {
  const nodes: Node[] = [];
  const first = runs[0]?.start ?? 0;
  if (first > 0) nodes.push(document.createTextNode(shown.slice(0, first)));
  runs.forEach((run, i) => {
    const span = document.createElement('span');
    span.textContent = shown.slice(run.start, runs[i + 1]?.start);
    if (run.link) span.className = 'link';
    if (run.bold) span.style.fontWeight = '700';
    if (run.italic) span.style.fontStyle = 'italic';
    if (run.foreground) span.style.color = run.foreground;
    nodes.push(span);
  });
  return nodes;
}

function paintMark(root: HTMLElement, name: 'arrow' | 'funnel', wanted: boolean, on = false): void {
  let mark: Element | null = root.querySelector(`:scope > .${name}`);
  if (!wanted) {
    mark?.remove();
    return;
  }
  if (!mark) {
    mark = document.createElement('div');
    mark.setAttribute('aria-hidden', 'true');
    root.append(mark);
  }
  mark.className = on ? `${name} on` : name;
}
