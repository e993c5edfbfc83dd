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
  /** Where it was placed last, so that recycling a row does not place it again. */
  placed: string;
  decorated: boolean;
  merged: boolean;
  spills: boolean;
};

export function makeCell(): CellElement {
  const root = document.createElement('div');
  root.className = 'cell';
  root.setAttribute('role', 'gridcell');
  const text = document.createElement('div');
  text.className = 't';
  root.append(text);
  return {
    root,
    text,
    cell: undefined,
    row: -1,
    column: -1,
    flags: -1,
    spill: -1,
    placed: '',
    decorated: false,
    merged: false,
    spills: false,
  };
}

/**
 * Shows a cell; does nothing when it is shown already.
 * @param spill pixels to the right that its text may flow into
 * @param width its own, in pixels
 */
export function paintCell(
  element: CellElement,
  cell: Cell | null,
  row: number,
  column: number,
  flags: number,
  spill: number,
  width: number,
): void {
  const moved = element.row !== row || element.column !== column;
  if (!moved && element.cell === cell && element.flags === flags && element.spill === spill) return;
  const { root } = element;
  if (moved) {
    const address = cellAddress(row, column);
    root.dataset.a1 = address;
    root.id = `cell-${address}`;
    if (element.column !== column) root.setAttribute('aria-colindex', String(column + 2));
  }
  if (moved || element.flags !== flags) setAttribute(root, 'aria-selected', flags & SELECTED ? 'true' : 'false');
  if (element.cell !== cell || element.spill !== spill || (element.flags ^ flags) & (STATUS | FILTER | FILTER_ON)) {
    paintContent(element, cell, flags, spill, width);
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

/** Whether a cell shows more than plain text: most do not, and then drawing it is setting a text. */
function isDecorated(cell: Cell | null, flags: number): boolean {
  if (flags & (STATUS | FILTER)) return true;
  if (!cell) return false;
  const { foreground, background, bold, italic, note, runs, image, dropdown } = cell;
  return (
    (foreground ?? background ?? bold ?? italic ?? note ?? runs ?? image ?? dropdown) !== undefined ||
    isCellError(cell.value) ||
    linkOf(cell) !== null
  );
}

function paintContent(element: CellElement, cell: Cell | null, flags: number, spill: number, width: number): void {
  const { root, text } = element;
  const shown = displayText(cell);
  const decorated = isDecorated(cell, flags);
  if (decorated || element.decorated) {
    element.decorated = decorated;
    paintDecoration(root, text, cell, flags);
  }
  const tone = flags & STATUS && !cell?.background ? STATUS_TONES[shown.toLowerCase()] : undefined;
  if (cell?.image !== undefined) paintImage(text, cell.image);
  else if (cell?.runs && cell.runs.length > 0) text.replaceChildren(...runElements(shown, cell.runs));
  else if (tone !== undefined) {
    const pill = document.createElement('span');
    pill.className = `pill ${tone}`;
    pill.textContent = shown;
    text.replaceChildren(pill);
  } else {
    const first = text.firstChild;
    if (first instanceof Text && text.childNodes.length === 1) first.data = shown;
    else text.textContent = shown;
  }
  const spills = spill > 0 && tone === undefined && textWidth(shown, cell?.bold) > width - 7;
  if (!spills && !element.spills) return;
  element.spills = spills;
  text.classList.toggle('spill', spills);
  text.style.maxWidth = spills ? `${width + spill}px` : '';
  text.style.backgroundColor = (spills && cell?.background) || '';
}

function paintDecoration(root: HTMLElement, text: HTMLElement, cell: Cell | null, flags: number): void {
  const { style } = text;
  style.color = cell?.foreground ?? '';
  style.fontWeight = cell?.bold ? '700' : '';
  style.fontStyle = cell?.italic ? 'italic' : '';
  root.style.backgroundColor = cell?.background ?? '';
  text.classList.toggle('link', cell !== null && linkOf(cell) !== null);
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
  image.alt = /^https?:.*?([^/?#]+)(?:[?#].*)?$/.exec(address)?.[1] ?? 'Picture';
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
