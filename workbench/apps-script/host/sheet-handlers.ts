import { cellAddress } from '../../workbook/a1.ts';
import { displayText, isDateFormat } from '../../workbook/display.ts';
import { hiddenByFilter } from '../../workbook/filtered-rows.ts';
import {
  type Cell,
  type CellPatch,
  cellAt,
  contentSize,
  type GridRange,
  isCellError,
  type Tab,
} from '../../workbook/model.ts';
import { type Operation, OperationError } from '../../workbook/operation.ts';
import { parseEntry } from '../../workbook/parse-entry.ts';
import { PROTECTED_MESSAGE, protectedFrom } from '../../workbook/protection.ts';
import type { CellText, WireValue } from '../host-protocol.ts';
import type { CallContext, Handlers } from './call-context.ts';
import { HostError } from './host-error.ts';

function tabOf({ document }: CallContext, tabId: number): Tab {
  const tab = document.workbook.tabs.find((one) => one.id === tabId);
  if (!tab) throw new HostError(`Sheet ${tabId} not found`);
  return tab;
}

function read<T>(tab: Tab, range: GridRange, get: (cell: Cell | null) => T): T[][] {
  const lines: T[][] = [];
  for (let row = range.startRow; row < range.endRow; row++) {
    const cells = tab.rows[row]?.cells;
    const line: T[] = [];
    for (let column = range.startColumn; column < range.endColumn; column++) line.push(get(cells?.[column] ?? null));
    lines.push(line);
  }
  return lines;
}

function wireOf(cell: Cell | null): WireValue {
  if (!cell) return null;
  if (cell.image !== undefined) return { image: cell.image };
  const value = cell.value ?? null;
  if (isCellError(value)) return value.error;
  return typeof value === 'number' && isDateFormat(cell.numberFormat) ? { date: value } : value;
}

const TEXT_OF: { readonly [K in CellText]: (cell: Cell | null) => string } = {
  display: displayText,
  formula: (cell) => cell?.formula ?? '',
  note: (cell) => cell?.note ?? '',
  background: (cell) => cell?.background ?? '#ffffff',
  foreground: (cell) => cell?.foreground ?? '#000000',
};

/** What a value that a script sets makes of the cell: texts are read as if typed. */
function entryPatch(value: WireValue, cell: Cell | null, year: number): CellPatch {
  const format = cell?.numberFormat;
  if (typeof value === 'string') return parseEntry(value, format, year);
  const content = { formula: null, link: null, runs: null, image: null };
  if (typeof value !== 'object' || value === null) {
    const asText = format?.type === 'TEXT' && value !== null;
    return { ...content, value: asText ? displayText({ value }) : value };
  }
  if ('image' in value) return parseEntry(`=IMAGE("${value.image.replace(/"/g, '""')}")`, undefined, year);
  const dated = isDateFormat(format);
  return {
    ...content,
    value: value.date,
    ...(dated ? {} : { numberFormat: { type: 'DATE', pattern: 'M/d/yyyy H:mm:ss' } }),
  };
}

function checkDropdown(cell: Cell | null, patch: CellPatch, row: number, column: number): void {
  const dropdown = cell?.dropdown;
  const { value } = patch;
  if (!dropdown?.strict || value === null || value === undefined || value === '') return;
  const text = displayText({ value });
  if (dropdown.values.includes(text)) return;
  throw new HostError(
    `The data you entered in cell ${cellAddress(row, column)} violates the data validation rules set on this cell. Please enter one of the following values: ${dropdown.values.join(', ')}.`,
  );
}

function apply(context: CallContext, operations: readonly Operation[]): null {
  const { document, call, undoStep } = context;
  for (const operation of operations) {
    if (protectedFrom(document.workbook, operation, call.person.email, document.permissions.owner)) {
      throw new HostError(PROTECTED_MESSAGE);
    }
  }
  try {
    document.apply(call.clientId, operations, undoStep);
  } catch (error) {
    throw error instanceof OperationError ? new HostError(error.message) : error;
  }
  return null;
}

type SheetCall =
  | 'workbook'
  | 'contentSize'
  | 'readValues'
  | 'readTexts'
  | 'readCells'
  | 'writeEntries'
  | 'apply'
  | 'rowHidden'
  | 'selection'
  | 'select';

/** Reading and changing the spreadsheet. */
export const sheetHandlers: Handlers<SheetCall> = {
  workbook: (_args, { document }) => {
    const { id, title, locale, timeZone, tabs, metadata } = document.workbook;
    return { id, title, locale, timeZone, metadata, tabs: tabs.map(({ rows: _rows, ...summary }) => summary) };
  },
  contentSize: ({ tabId }, context) => contentSize(tabOf(context, tabId)),
  readValues: ({ tabId, range }, context) => read(tabOf(context, tabId), range, wireOf),
  readTexts: ({ tabId, range, what }, context) => read(tabOf(context, tabId), range, TEXT_OF[what]),
  readCells: ({ tabId, range }, context) => read(tabOf(context, tabId), range, (cell) => cell),
  writeEntries: ({ tabId, row, column, values }, context) => {
    const tab = tabOf(context, tabId);
    const year = new Date().getFullYear();
    const patches = values.map((line, i) =>
      line.map((value, j) => {
        const cell = cellAt(tab, row + i, column + j);
        const patch = entryPatch(value, cell, year);
        checkDropdown(cell, patch, row + i, column + j);
        return patch;
      }),
    );
    return apply(context, [{ type: 'setCells', tabId, row, column, patches }]);
  },
  apply: ({ operations }, context) => apply(context, operations),
  rowHidden: ({ tabId, row }, context) => {
    const tab = tabOf(context, tabId);
    return { byUser: tab.rows[row]?.hidden === true, byFilter: hiddenByFilter(tab, row) };
  },
  selection: (_args, { call, surroundings }) => surroundings.selection(call.workbookId, call.person),
  select: ({ selection }, { call, surroundings }) => {
    surroundings.select(call.workbookId, call.person, call.clientId, selection);
    return null;
  },
};
