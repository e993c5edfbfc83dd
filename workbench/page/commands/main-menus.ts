import type { MenuItem } from '../../server/api.ts';
import type { NumberFormat } from '../../workbook/model.ts';
import type { Page } from '../state/page.ts';
import type { MenuEntry } from '../state/page-state.ts';
import { clipboardEntries, insertEntries, spanName } from './context-menus.ts';
import { formatAsText, patchSelection, toggleBold, toggleItalic } from './edit-cells.ts';
import { deleteSpan, freeze, hidesSomething, unhideSpan } from './edit-structure.ts';
import { addTab } from './edit-tabs.ts';
import { download, newWorkbook } from './files.ts';
import { mergeSelection, unmergeSelection } from './merge-cells.ts';
import { openNote } from './open-popups.ts';
import { runMenuFunction } from './run-script.ts';
import { createFilter, removeFilter, sortTab } from './sort-and-filter.ts';
import { redo, undo } from './undo.ts';

const SEPARATOR = { type: 'separator' } as const;

export type MainMenu = { readonly label: string; readonly items: () => readonly MenuEntry[] };

/** The menu bar. The lines are made when a menu opens, so that they fit the selection. */
export function mainMenus(page: Page): readonly MainMenu[] {
  const edits = (label: string, run: () => void, shortcut?: string): MenuEntry => ({
    type: 'item',
    label,
    run,
    disabled: !page.state.canEdit,
    ...(shortcut === undefined ? {} : { shortcut }),
  });
  const plain = (label: string, run: () => void, shortcut?: string): MenuEntry => ({
    type: 'item',
    label,
    run,
    ...(shortcut === undefined ? {} : { shortcut }),
  });
  const dialog = (type: 'open' | 'import' | 'sort' | 'validation' | 'sharing' | 'shortcuts') => () =>
    page.store.set({ dialog: { type } });
  const format = (label: string, numberFormat: NumberFormat | null): MenuEntry => {
    const current = page.activeCell?.numberFormat?.type ?? 'AUTOMATIC';
    return {
      type: 'item',
      label,
      disabled: !page.state.canEdit,
      checked: current === (numberFormat?.type ?? 'AUTOMATIC'),
      run: () => (numberFormat?.type === 'TEXT' ? formatAsText(page) : patchSelection(page, { numberFormat }, true)),
    };
  };
  return [
    {
      label: 'File',
      items: () => [
        plain('New spreadsheet', () => void newWorkbook(page)),
        plain('Open…', dialog('open')),
        edits('Import…', dialog('import')),
        SEPARATOR,
        plain('Download this tab as CSV', () => download(page, 'csv')),
        plain('Download as XLSX', () => download(page, 'xlsx')),
        SEPARATOR,
        edits('Rename', () => document.querySelector<HTMLInputElement>('.title-input')?.select()),
        plain('Share…', dialog('sharing')),
      ],
    },
    {
      label: 'Edit',
      items: () => [
        edits('Undo', () => void undo(page), 'Ctrl+Z'),
        edits('Redo', () => void redo(page), 'Ctrl+Y'),
        SEPARATOR,
        ...clipboardEntries(page),
        SEPARATOR,
        edits(`Delete ${spanName(page, 'rows')}`, () => deleteSpan(page, 'rows')),
        edits(`Delete ${spanName(page, 'columns')}`, () => deleteSpan(page, 'columns')),
        ...(hidesSomething(page, 'rows') ? [edits('Unhide rows', () => unhideSpan(page, 'rows'))] : []),
        ...(hidesSomething(page, 'columns') ? [edits('Unhide columns', () => unhideSpan(page, 'columns'))] : []),
      ],
    },
    {
      label: 'View',
      items: () => [
        frozenEntry(page, 'No frozen rows', 'rows', 0),
        frozenEntry(page, 'Freeze 1 row', 'rows', 1),
        SEPARATOR,
        frozenEntry(page, 'No frozen columns', 'columns', 0),
        frozenEntry(page, 'Freeze 1 column', 'columns', 1),
      ],
    },
    {
      label: 'Insert',
      items: () => [
        ...insertEntries(page, 'rows'),
        ...insertEntries(page, 'columns'),
        SEPARATOR,
        edits('Tab', () => addTab(page)),
        edits('Note', () => openNote(page), 'Shift+F2'),
        edits('Dropdown…', dialog('validation')),
      ],
    },
    {
      label: 'Format',
      items: () => [
        format('Automatic', null),
        format('Plain text', { type: 'TEXT' }),
        format('Number', { type: 'NUMBER', pattern: '#,##0.00' }),
        format('Percent', { type: 'PERCENT', pattern: '0.00%' }),
        format('Currency', { type: 'CURRENCY', pattern: '$#,##0.00' }),
        format('Date', { type: 'DATE', pattern: 'yyyy-mm-dd' }),
        SEPARATOR,
        edits('Bold', () => toggleBold(page), 'Ctrl+B'),
        edits('Italic', () => toggleItalic(page), 'Ctrl+I'),
        { type: 'menu', label: 'Align', disabled: !page.state.canEdit, items: alignEntries(page) },
        {
          type: 'menu',
          label: 'Merge cells',
          disabled: !page.state.canEdit,
          items: [edits('Merge', () => mergeSelection(page)), edits('Unmerge', () => unmergeSelection(page))],
        },
        { type: 'menu', label: 'Wrapping', disabled: !page.state.canEdit, items: wrapEntries(page) },
      ],
    },
    {
      label: 'Data',
      items: () => [
        edits(`Sort tab by ${spanName(page, 'columns')}, A → Z`, () => sortTab(page, true)),
        edits(`Sort tab by ${spanName(page, 'columns')}, Z → A`, () => sortTab(page, false)),
        edits('Sort range…', dialog('sort')),
        SEPARATOR,
        page.tab.filter
          ? edits('Remove filter', () => removeFilter(page))
          : edits('Create a filter', () => createFilter(page)),
        SEPARATOR,
        edits('Dropdown…', dialog('validation')),
      ],
    },
    { label: 'Extensions', items: () => extensionEntries(page) },
    { label: 'Help', items: () => [plain('Keyboard shortcuts', dialog('shortcuts'))] },
  ];
}

function frozenEntry(page: Page, label: string, axis: 'rows' | 'columns', count: number): MenuEntry {
  const frozen = axis === 'rows' ? page.tab.frozenRows : page.tab.frozenColumns;
  return {
    type: 'item',
    label,
    checked: frozen === count,
    disabled: !page.state.canEdit,
    run: () => freeze(page, axis, count),
  };
}

function alignEntries(page: Page): MenuEntry[] {
  const current = page.activeCell?.horizontalAlign;
  return (['left', 'center', 'right'] as const).map((side) => ({
    type: 'item',
    label: side[0]?.toUpperCase() + side.slice(1),
    checked: current === side,
    run: () => patchSelection(page, { horizontalAlign: current === side ? null : side }, true),
  }));
}

function wrapEntries(page: Page): MenuEntry[] {
  const current = page.activeCell?.wrap ?? 'OVERFLOW';
  const kinds = [
    ['Overflow', 'OVERFLOW'],
    ['Wrap', 'WRAP'],
    ['Clip', 'CLIP'],
  ] as const;
  return kinds.map(([label, wrap]) => ({
    type: 'item',
    label,
    checked: current === wrap,
    run: () => patchSelection(page, { wrap: wrap === 'OVERFLOW' ? null : wrap }, true),
  }));
}

/** What the add-on's `onOpen` put into the menu. */
function extensionEntries(page: Page): MenuEntry[] {
  const { menu } = page.state;
  const entries = (menu?.menus ?? []).map((item) => extensionEntry(page, item));
  if (menu?.error)
    entries.push({ type: 'item', label: `The add-on's menu failed: ${menu.error}`, disabled: true, run: () => {} });
  if (entries.length === 0) {
    const label = menu ? 'The add-on has no menu' : 'The add-on is still loading';
    return [{ type: 'item', label, disabled: true, run: () => {} }];
  }
  return entries;
}

function extensionEntry(page: Page, item: MenuItem): MenuEntry {
  if (item.type === 'separator') return SEPARATOR;
  if (item.type === 'menu') {
    // An add-on's own menu has no label; it goes by the add-on's name, as in Sheets.
    const label = item.label || (page.state.menu?.addonName ?? 'Add-on');
    return { type: 'menu', label, items: item.items.map((inner) => extensionEntry(page, inner)) };
  }
  return { type: 'item', label: item.label, run: () => void runMenuFunction(page, item.functionName, item.label) };
}
