import { parseA1 } from '../../workbook/a1.ts';
import { emptyTab, type Tab } from '../../workbook/model.ts';
import { Exception, host } from './bridge.ts';
import { guard } from './guard.ts';
import { metadataMembers } from './metadata.ts';
import { makeRange } from './range.ts';
import { internalsOf } from './range-internals.ts';
import { makeSheet, rangeFrom, tabIdOf, tabOf } from './sheet.ts';

/** The Spreadsheet object the script is bound to. */
export function makeSpreadsheet(): object {
  const sheet = (tabId: number): object => makeSheet(tabId, () => self);
  const tabs = () => host('workbook', {}).tabs;
  const activeTabId = () => host('selection', {}).tabId;
  const { add, ...metadata } = metadataMembers(null);
  const select = (tabId: number) => {
    const selection = host('selection', {});
    if (selection.tabId === tabId) return;
    const activeCell = { row: 0, column: 0 };
    host('select', {
      selection: { tabId, ranges: [{ startRow: 0, endRow: 1, startColumn: 0, endColumn: 1 }], activeCell },
    });
  };
  const insertSheet = (...args: readonly unknown[]): object => {
    const title = args.find((arg) => typeof arg === 'string') ?? freeTitle(tabs().map((tab) => tab.title));
    const at = args.find((arg) => typeof arg === 'number');
    const active = tabs().findIndex((tab) => tab.id === activeTabId());
    const tab: Tab = emptyTab(Math.floor(Math.random() * 2 ** 31), String(title));
    host('apply', { operations: [{ type: 'addTab', index: typeof at === 'number' ? at : active + 1, tab }] });
    select(tab.id);
    return sheet(tab.id);
  };
  const activeRange = () => {
    const selection = host('selection', {});
    const [range] = selection.ranges;
    return range ? makeRange(selection.tabId, range, sheet) : null;
  };
  const cell = () => {
    const { tabId, activeCell } = host('selection', {});
    const { row, column } = activeCell;
    return makeRange(tabId, { startRow: row, endRow: row + 1, startColumn: column, endColumn: column + 1 }, sheet);
  };
  const self: object = guard('Spreadsheet', {
    ...metadata,
    addDeveloperMetadata: (...args: readonly unknown[]) => {
      add(args);
      return self;
    },
    getId: () => host('workbook', {}).id,
    getName: () => host('workbook', {}).title,
    rename: (title: string) => void host('apply', { operations: [{ type: 'renameWorkbook', title }] }),
    getUrl: () => host('url', {}),
    getSpreadsheetTimeZone: () => host('workbook', {}).timeZone,
    getSpreadsheetLocale: () => host('workbook', {}).locale,
    getSheets: () => tabs().map((tab) => sheet(tab.id)),
    getNumSheets: () => tabs().length,
    getSheetByName: (name: string) => {
      const tab = tabs().find((one) => one.title === name);
      return tab ? sheet(tab.id) : null;
    },
    getSheetById: (id: number) => (tabs().some((tab) => tab.id === id) ? sheet(id) : null),
    getActiveSheet: () => sheet(activeTabId()),
    setActiveSheet: (given: unknown) => {
      const tabId = tabIdOf(given, 'Spreadsheet.setActiveSheet');
      tabOf(tabId);
      select(tabId);
      return given;
    },
    insertSheet,
    deleteSheet: (given: unknown) => {
      host('apply', { operations: [{ type: 'deleteTab', tabId: tabIdOf(given, 'Spreadsheet.deleteSheet') }] });
    },
    deleteActiveSheet: () => {
      host('apply', { operations: [{ type: 'deleteTab', tabId: activeTabId() }] });
      return sheet(activeTabId());
    },
    moveActiveSheet: (position: number) => {
      host('apply', { operations: [{ type: 'moveTab', tabId: activeTabId(), index: position - 1 }] });
    },
    getActiveRange: activeRange,
    getActiveCell: cell,
    getCurrentCell: cell,
    getActiveRangeList: () => {
      const { tabId, ranges } = host('selection', {});
      return guard('RangeList', { getRanges: () => ranges.map((range) => makeRange(tabId, range, sheet)) });
    },
    getSelection: () =>
      guard('Selection', {
        getActiveSheet: () => sheet(activeTabId()),
        getActiveRange: activeRange,
        getCurrentCell: cell,
      }),
    setActiveRange: (range: unknown) => {
      const { tabId, range: place } = internalsOf(range, 'Spreadsheet.setActiveRange');
      const activeCell = { row: place.startRow, column: place.startColumn };
      host('select', { selection: { tabId, ranges: [place], activeCell } });
      return range;
    },
    getRange: (address: string) => {
      const parsed = parseA1(address);
      const tab =
        parsed?.tabTitle === null ? tabOf(activeTabId()) : tabs().find((one) => one.title === parsed?.tabTitle);
      if (!parsed || !tab) throw new Exception('Range not found');
      return makeRange(tab.id, rangeFrom(tab, [address]), sheet);
    },
    getDataRange: () => {
      const tabId = activeTabId();
      const { rows, columns } = host('contentSize', { tabId });
      return makeRange(
        tabId,
        { startRow: 0, endRow: Math.max(1, rows), startColumn: 0, endColumn: Math.max(1, columns) },
        sheet,
      );
    },
    getLastRow: () => host('contentSize', { tabId: activeTabId() }).rows,
    getLastColumn: () => host('contentSize', { tabId: activeTabId() }).columns,
    toast: (message: unknown, title = '', seconds = 5) => {
      host('tell', {
        activity: {
          type: 'toast',
          message: String(message),
          title: String(title ?? ''),
          seconds: Number(seconds ?? 5),
        },
      });
    },
    addEditor: (editor: unknown) => {
      host('addEditors', { emails: [emailOf(editor)] });
      return self;
    },
    addEditors: (emails: readonly string[]) => {
      host('addEditors', { emails: emails.map(String) });
      return self;
    },
    removeEditor: (editor: unknown) => {
      host('removeEditor', { email: emailOf(editor) });
      return self;
    },
    getEditors: () => {
      const { owner, editors } = host('editors', {});
      return [owner, ...editors].map(makeUser);
    },
    getOwner: () => makeUser(host('editors', {}).owner),
    getFormUrl: () => null,
    toString: () => 'Spreadsheet',
  });
  return self;
}

/** A User object of Session and of the spreadsheet's sharing. */
export function makeUser(email: string) {
  return guard('User', { getEmail: () => email, getUsername: () => email.split('@')[0] ?? '', toString: () => email });
}

function emailOf(editor: unknown): string {
  const isUser =
    typeof editor === 'object' && editor !== null && 'getEmail' in editor && typeof editor.getEmail === 'function';
  const email = String(isUser && typeof editor.getEmail === 'function' ? editor.getEmail() : editor);
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new Exception(`Invalid email: ${email}`);
  return email;
}

function freeTitle(taken: readonly string[]): string {
  for (let n = taken.length + 1; ; n++) if (!taken.includes(`Sheet${n}`)) return `Sheet${n}`;
}
