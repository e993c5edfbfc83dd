import { rangeAddress } from '../../workbook/a1.ts';
import { displayText } from '../../workbook/display.ts';
import type { Cell } from '../../workbook/model.ts';
import type { CellText } from '../host-protocol.ts';
import { host } from './bridge.ts';
import { makeValidation } from './data-validation.ts';
import { scriptValue } from './dates.ts';
import { guard } from './guard.ts';
import { heightOf, type RangeInternals, widthOf } from './range-internals.ts';
import { richTextOfCell } from './rich-text.ts';

/** The CellImage that `getValue` gives for a cell with `=IMAGE()`. */
function cellImage(url: string): object {
  return guard('CellImage', {
    getUrl: () => url,
    getContentUrl: () => url,
    getAltTextTitle: () => '',
    getAltTextDescription: () => '',
    valueType: 'IMAGE',
    toString: () => 'CellImage',
  });
}

/** Members of Range that only read. */
export function rangeReading({ tabId, range }: RangeInternals) {
  const cells = (): (Cell | null)[][] => host('readCells', { tabId, range });
  const texts = (what: CellText): string[][] => host('readTexts', { tabId, range, what });
  const values = () =>
    host('readValues', { tabId, range }).map((line) => line.map((value) => scriptValue(value, cellImage)));
  const first = { ...range, endRow: range.startRow + 1, endColumn: range.startColumn + 1 };
  const firstText = (what: CellText) => host('readTexts', { tabId, range: first, what })[0]?.[0] ?? '';
  const firstCell = () => host('readCells', { tabId, range: first })[0]?.[0] ?? null;
  const format = (cell: Cell | null) => patternOf(cell);
  const validation = (cell: Cell | null) => (cell?.dropdown ? makeValidation(cell.dropdown) : null);
  const rich = (cell: Cell | null) => richTextOfCell(cell, displayText(cell));
  return {
    getRow: () => range.startRow + 1,
    getColumn: () => range.startColumn + 1,
    getRowIndex: () => range.startRow + 1,
    getColumnIndex: () => range.startColumn + 1,
    getLastRow: () => range.endRow,
    getLastColumn: () => range.endColumn,
    getNumRows: () => heightOf(range),
    getNumColumns: () => widthOf(range),
    getHeight: () => heightOf(range),
    getWidth: () => widthOf(range),
    getGridId: () => tabId,
    getA1Notation: () => rangeAddress(range),
    getValues: () => values(),
    getValue: () => {
      const value = host('readValues', { tabId, range: first })[0]?.[0];
      return scriptValue(value ?? null, cellImage);
    },
    getDisplayValues: () => texts('display'),
    getDisplayValue: () => firstText('display'),
    getFormulas: () => texts('formula'),
    getFormula: () => firstText('formula'),
    getNotes: () => texts('note'),
    getNote: () => firstText('note'),
    getBackgrounds: () => texts('background'),
    getBackground: () => firstText('background'),
    getFontColors: () => texts('foreground'),
    getFontColor: () => firstText('foreground'),
    getNumberFormats: () => cells().map((line) => line.map(format)),
    getNumberFormat: () => format(firstCell()),
    getFontWeights: () => cells().map((line) => line.map((cell) => (cell?.bold ? 'bold' : 'normal'))),
    getFontWeight: () => (firstCell()?.bold ? 'bold' : 'normal'),
    getFontStyles: () => cells().map((line) => line.map((cell) => (cell?.italic ? 'italic' : 'normal'))),
    getHorizontalAlignments: () => cells().map((line) => line.map((cell) => cell?.horizontalAlign ?? 'general')),
    getHorizontalAlignment: () => firstCell()?.horizontalAlign ?? 'general',
    getWraps: () => cells().map((line) => line.map((cell) => cell?.wrap === 'WRAP')),
    getWrap: () => firstCell()?.wrap === 'WRAP',
    getDataValidations: () => cells().map((line) => line.map(validation)),
    getDataValidation: () => validation(firstCell()),
    getRichTextValues: () => cells().map((line) => line.map(rich)),
    getRichTextValue: () => rich(firstCell()),
    isBlank: () =>
      host('readValues', { tabId, range }).every((line) => line.every((value) => value === null || value === '')),
    isPartOfMerge: () => mergesIn(tabId, range).length > 0,
    toString: () => 'Range',
  };
}

/** The merged ranges that share a cell with this one. */
export function mergesIn(tabId: number, range: RangeInternals['range']) {
  const tab = host('workbook', {}).tabs.find((one) => one.id === tabId);
  return (tab?.merges ?? []).filter(
    (merge) =>
      merge.startRow < range.endRow &&
      range.startRow < merge.endRow &&
      merge.startColumn < range.endColumn &&
      range.startColumn < merge.endColumn,
  );
}

const DEFAULT_PATTERNS: { readonly [type: string]: string } = {
  AUTOMATIC: '0.###############',
  TEXT: '@',
  NUMBER: '#,##0.00',
  PERCENT: '0.00%',
  CURRENCY: '$#,##0.00',
  DATE: 'M/d/yyyy',
  TIME: 'h:mm:ss am/pm',
  DATE_TIME: 'M/d/yyyy H:mm:ss',
  SCIENTIFIC: '0.00E+00',
};

/** The pattern that `getNumberFormat` gives. */
function patternOf(cell: Cell | null): string {
  const type = cell?.numberFormat?.type ?? 'AUTOMATIC';
  return type === 'TEXT' ? '@' : (cell?.numberFormat?.pattern ?? DEFAULT_PATTERNS[type] ?? '');
}
