import { columnName } from '../../workbook/a1.ts';
import { copyFromMenu, pasteFromMenu } from '../clipboard/clipboard-events.ts';
import { linksOf } from '../grid/cell-links.ts';
import type { Page } from '../state/page.ts';
import type { MenuEntry } from '../state/page-state.ts';
import { clearSelection, setNote } from './edit-cells.ts';
import {
  type AxisName,
  deleteSpan,
  freeze,
  hideSpan,
  hidesSomething,
  insertBeside,
  moveSpan,
  selectedSpan,
  unhideSpan,
} from './edit-structure.ts';
import { deleteTab, duplicateTab, moveTab } from './edit-tabs.ts';
import { openLink } from './open-link.ts';
import { openNote } from './open-popups.ts';
import { createFilter, removeFilter, sortTab } from './sort-and-filter.ts';

const SEPARATOR = { type: 'separator' } as const;

function item(label: string, run: () => void, more: { shortcut?: string; disabled?: boolean } = {}): MenuEntry {
  return { type: 'item', label, run, ...more };
}

/** "row 3", "rows 3–5", "column B", "2 columns": what the selection covers, for menu lines. */
export function spanName(page: Page, axis: AxisName): string {
  const { at, count } = selectedSpan(page, axis);
  if (axis === 'rows') return count === 1 ? `row ${at + 1}` : `rows ${at + 1}–${at + count}`;
  return count === 1 ? `column ${columnName(at)}` : `columns ${columnName(at)}–${columnName(at + count - 1)}`;
}

function countName(page: Page, axis: AxisName): string {
  const { count } = selectedSpan(page, axis);
  const word = axis === 'rows' ? 'row' : 'column';
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

export function clipboardEntries(page: Page): MenuEntry[] {
  const locked = !page.state.canEdit;
  return [
    item('Cut', () => void copyFromMenu(page, true), { shortcut: 'Ctrl+X', disabled: locked }),
    item('Copy', () => void copyFromMenu(page, false), { shortcut: 'Ctrl+C' }),
    item('Paste', () => void pasteFromMenu(page, false), { shortcut: 'Ctrl+V', disabled: locked }),
    item('Paste values only', () => void pasteFromMenu(page, true), { shortcut: 'Ctrl+Shift+V', disabled: locked }),
  ];
}

export function insertEntries(page: Page, axis: AxisName): MenuEntry[] {
  const disabled = !page.state.canEdit;
  const [before, after] = axis === 'rows' ? ['above', 'below'] : ['left', 'right'];
  return [
    item(`Insert ${countName(page, axis)} ${before}`, () => insertBeside(page, axis, 'before'), { disabled }),
    item(`Insert ${countName(page, axis)} ${after}`, () => insertBeside(page, axis, 'after'), { disabled }),
  ];
}

function moveEntries(page: Page, axis: AxisName): MenuEntry[] {
  const { at, count } = selectedSpan(page, axis);
  const total = axis === 'rows' ? page.tab.rowCount : page.tab.columnCount;
  const [back, on] = axis === 'rows' ? ['up', 'down'] : ['left', 'right'];
  const locked = !page.state.canEdit;
  return [
    item(`Move ${spanName(page, axis)} ${back}`, () => moveSpan(page, axis, at, count, at - 1), {
      disabled: locked || at === 0,
    }),
    item(`Move ${spanName(page, axis)} ${on}`, () => moveSpan(page, axis, at, count, at + count + 1), {
      disabled: locked || at + count >= total,
    }),
  ];
}

function spanEntries(page: Page, axis: AxisName): MenuEntry[] {
  const { at, count } = selectedSpan(page, axis);
  const disabled = !page.state.canEdit;
  const word = axis === 'rows' ? 'row' : 'column';
  const frozen = axis === 'rows' ? page.tab.frozenRows : page.tab.frozenColumns;
  return [
    item(`Delete ${spanName(page, axis)}`, () => deleteSpan(page, axis), { disabled }),
    item(`Clear ${spanName(page, axis)}`, () => clearSelection(page), { disabled }),
    item(`Hide ${spanName(page, axis)}`, () => hideSpan(page, axis), { disabled }),
    ...(hidesSomething(page, axis) ? [item(`Unhide ${word}s`, () => unhideSpan(page, axis), { disabled })] : []),
    SEPARATOR,
    ...moveEntries(page, axis),
    frozen === at + count
      ? item(`Unfreeze ${word}s`, () => freeze(page, axis, 0), { disabled })
      : item(`Freeze up to ${word} ${axis === 'rows' ? at + count : columnName(at + count - 1)}`, () =>
          freeze(page, axis, at + count),
        ),
  ];
}

export function rowMenu(page: Page): MenuEntry[] {
  return [...clipboardEntries(page), SEPARATOR, ...insertEntries(page, 'rows'), ...spanEntries(page, 'rows')];
}

export function columnMenu(page: Page): MenuEntry[] {
  const disabled = !page.state.canEdit;
  return [
    ...clipboardEntries(page),
    SEPARATOR,
    ...insertEntries(page, 'columns'),
    ...spanEntries(page, 'columns'),
    SEPARATOR,
    item('Sort tab A → Z', () => sortTab(page, true), { disabled }),
    item('Sort tab Z → A', () => sortTab(page, false), { disabled }),
  ];
}

export function cellMenu(page: Page): MenuEntry[] {
  const disabled = !page.state.canEdit;
  const { active } = page.state.selection;
  const cell = page.activeCell;
  return [
    ...clipboardEntries(page),
    SEPARATOR,
    ...insertEntries(page, 'rows'),
    ...insertEntries(page, 'columns'),
    SEPARATOR,
    item(`Delete ${spanName(page, 'rows')}`, () => deleteSpan(page, 'rows'), { disabled }),
    item(`Delete ${spanName(page, 'columns')}`, () => deleteSpan(page, 'columns'), { disabled }),
    SEPARATOR,
    ...(linksOf(cell).length > 0 ? [item('Open link', () => openLink(page), { shortcut: 'Alt+Enter' })] : []),
    item(cell?.note === undefined ? 'Insert note' : 'Edit note', () => openNote(page), {
      shortcut: 'Shift+F2',
      disabled,
    }),
    ...(cell?.note === undefined
      ? []
      : [item('Delete note', () => setNote(page, active.row, active.column, ''), { disabled })]),
    item('Dropdown…', () => page.store.set({ dialog: { type: 'validation' } }), { disabled }),
    page.tab.filter
      ? item('Remove filter', () => removeFilter(page), { disabled })
      : item('Create a filter', () => createFilter(page), { disabled }),
  ];
}

export function tabMenu(page: Page, tabId: number, rename: () => void): MenuEntry[] {
  const disabled = !page.state.canEdit;
  const shown = page.workbook.tabs.filter((tab) => !tab.hidden);
  const index = shown.findIndex((tab) => tab.id === tabId);
  const hidden = page.workbook.tabs.filter((tab) => tab.hidden);
  return [
    item('Delete', () => deleteTab(page, tabId), { disabled: disabled || shown.length < 2 }),
    item('Duplicate', () => duplicateTab(page, tabId), { disabled }),
    item('Rename', rename, { disabled }),
    item('Hide tab', () => page.edit({ type: 'setTab', tabId, hidden: true }), {
      disabled: disabled || shown.length < 2,
    }),
    ...hidden.map((tab) =>
      item(`Show "${tab.title}"`, () => page.edit({ type: 'setTab', tabId: tab.id, hidden: false })),
    ),
    SEPARATOR,
    item('Move left', () => moveTab(page, tabId, -1), { disabled: disabled || index <= 0 }),
    item('Move right', () => moveTab(page, tabId, 1), { disabled: disabled || index === shown.length - 1 }),
  ];
}
