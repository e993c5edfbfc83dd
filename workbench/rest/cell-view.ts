import { displayText } from '../workbook/display.ts';
import { type Cell, type CellValue, type Dropdown, isCellError, type NumberFormat } from '../workbook/model.ts';
import { below, type FieldMask } from './field-mask.ts';

/** The Sheets API's CellData of a cell; only what the mask wants is made. */
export function cellView(cell: Cell | null, mask: FieldMask | null): { [name: string]: unknown } {
  const view: { [name: string]: unknown } = {};
  if (!cell) return view;
  const wants = (name: string) => below(mask, name) !== undefined;
  const entered = cell.formula === undefined ? extendedValue(cell.value ?? null) : { formulaValue: cell.formula };
  if (entered && wants('userEnteredValue')) view.userEnteredValue = entered;
  if (wants('effectiveValue')) {
    const effective = extendedValue(cell.value ?? null);
    if (effective) view.effectiveValue = effective;
  }
  if (wants('formattedValue')) {
    const shown = displayText(cell);
    if (shown !== '') view.formattedValue = shown;
  }
  if (cell.link !== undefined && wants('hyperlink')) view.hyperlink = cell.link;
  if (cell.note !== undefined && wants('note')) view.note = cell.note;
  if (cell.runs !== undefined && wants('textFormatRuns')) {
    view.textFormatRuns = cell.runs.map(({ start, ...style }) => ({
      startIndex: start,
      format: textFormat(style) ?? {},
    }));
  }
  if (cell.dropdown !== undefined && wants('dataValidation')) view.dataValidation = dataValidation(cell.dropdown);
  if (wants('userEnteredFormat') || wants('effectiveFormat')) {
    const format = cellFormat(cell);
    if (format && wants('userEnteredFormat')) view.userEnteredFormat = format;
    if (format && wants('effectiveFormat')) view.effectiveFormat = format;
  }
  return view;
}

/** A value as the API's ExtendedValue; undefined for an empty cell. */
export function extendedValue(value: CellValue): object | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { numberValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (!isCellError(value)) return undefined;
  const type =
    value.error === '#N/A'
      ? 'N_A'
      : value.error.replace(/[#!?]/g, '').replace('DIV/0', 'DIVIDE_BY_ZERO').replace('NULL', 'NULL_VALUE');
  return { errorValue: { type, message: value.error } };
}

export function dataValidation(dropdown: Dropdown): object {
  return {
    condition: { type: 'ONE_OF_LIST', values: dropdown.values.map((userEnteredValue) => ({ userEnteredValue })) },
    strict: dropdown.strict,
    showCustomUi: true,
    ...(dropdown.helpText === undefined ? {} : { inputMessage: dropdown.helpText }),
  };
}

function textFormat(style: Pick<Cell, 'bold' | 'italic' | 'foreground' | 'link'>): object | undefined {
  const { bold, italic, foreground, link } = style;
  if (bold === undefined && italic === undefined && foreground === undefined && link === undefined) return undefined;
  return {
    ...(bold === undefined ? {} : { bold }),
    ...(italic === undefined ? {} : { italic }),
    ...(foreground === undefined
      ? {}
      : { foregroundColor: colour(foreground), foregroundColorStyle: { rgbColor: colour(foreground) } }),
    ...(link === undefined ? {} : { link: { uri: link } }),
  };
}

function cellFormat(cell: Cell): object | undefined {
  const { numberFormat, background, wrap, horizontalAlign, verticalAlign, formula } = cell;
  const text = textFormat(formula === undefined ? cell : { ...cell, link: undefined });
  const format = {
    ...(numberFormat === undefined || numberFormat.type === 'AUTOMATIC'
      ? {}
      : { numberFormat: numberFormatView(numberFormat) }),
    ...(background === undefined
      ? {}
      : { backgroundColor: colour(background), backgroundColorStyle: { rgbColor: colour(background) } }),
    ...(wrap === undefined ? {} : { wrapStrategy: wrap === 'OVERFLOW' ? 'OVERFLOW_CELL' : wrap }),
    ...(horizontalAlign === undefined ? {} : { horizontalAlignment: horizontalAlign.toUpperCase() }),
    ...(verticalAlign === undefined ? {} : { verticalAlignment: verticalAlign.toUpperCase() }),
    ...(text === undefined ? {} : { textFormat: text }),
  };
  return Object.keys(format).length === 0 ? undefined : format;
}

function numberFormatView({ type, pattern }: NumberFormat): object {
  return pattern === undefined ? { type } : { type, pattern };
}

/** `#rrggbb` as the API's fractions; a zero part is left out, as Google does. */
export function colour(hex: string): { [part: string]: number } {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
  const parts: { [part: string]: number } = {};
  for (const [i, name] of ['red', 'green', 'blue'].entries()) {
    const value = Number.parseInt(full.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
    if (value > 0) parts[name] = value;
  }
  return parts;
}
