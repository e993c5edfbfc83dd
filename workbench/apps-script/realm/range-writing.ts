import type { CellPatch, CellProperty, NumberFormat } from '../../workbook/model.ts';
import { Exception, host } from './bridge.ts';
import { dropdownOf } from './data-validation.ts';
import { wireValue } from './dates.ts';
import { enumName } from './guard.ts';
import { checkSize, filled, type RangeInternals } from './range-internals.ts';
import { richTextPatch } from './rich-text.ts';

/** The type that a number format pattern stands for. */
function formatOf(pattern: unknown): NumberFormat | null {
  if (pattern === null || pattern === undefined || pattern === '' || pattern === 'General') return null;
  const text = String(pattern);
  if (text === '@') return { type: 'TEXT' };
  const bare = text.replace(/"[^"]*"|\\./g, '');
  const day = /[yd]/i.test(bare);
  const clock = /[hs]/i.test(bare);
  if (day || clock) return { type: day ? (clock ? 'DATE_TIME' : 'DATE') : 'TIME', pattern: text };
  if (bare.includes('%')) return { type: 'PERCENT', pattern: text };
  return { type: bare.includes('$') ? 'CURRENCY' : 'NUMBER', pattern: text };
}

const NAMED_COLOURS: { readonly [name: string]: string } = {
  white: '#ffffff',
  black: '#000000',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
  gray: '#808080',
  grey: '#808080',
  orange: '#ffa500',
};

function colourOf(value: unknown, none: string): string | null {
  if (value === null || value === undefined || value === 'transparent') return null;
  const text = String(value).toLowerCase();
  const colour = NAMED_COLOURS[text] ?? text;
  if (!/^#([0-9a-f]{3}|[0-9a-f]{6})$/.test(colour)) throw new Exception(`Invalid color: ${String(value)}`);
  return colour === none ? null : colour;
}

const CLEAR_CONTENT: CellPatch = { value: null, formula: null, link: null, runs: null, image: null };
const CLEAR_FORMAT: CellPatch = {
  numberFormat: null,
  bold: null,
  italic: null,
  background: null,
  foreground: null,
  wrap: null,
  horizontalAlign: null,
  verticalAlign: null,
};

type ClearOptions = {
  readonly contentsOnly?: boolean;
  readonly formatOnly?: boolean;
  readonly validationsOnly?: boolean;
  readonly commentsOnly?: boolean;
};

/** Members of Range that change cells; each returns the range. */
export function rangeWriting<S extends object>({ tabId, range }: RangeInternals, self: () => S) {
  const all = (patch: CellPatch): S => {
    host('apply', { operations: [{ type: 'repeatCell', tabId, range, patch }] });
    return self();
  };
  const each = (patches: (CellPatch | null)[][]): S => {
    host('apply', {
      operations: [{ type: 'setCells', tabId, row: range.startRow, column: range.startColumn, patches }],
    });
    return self();
  };
  const write = (values: readonly (readonly unknown[])[]): S => {
    const { startRow: row, startColumn: column } = range;
    host('writeEntries', { tabId, row, column, values: values.map((line) => line.map(wireValue)) });
    return self();
  };
  const grid = (data: unknown, patch: (value: unknown) => CellPatch | null): S =>
    each(checkSize(data, range).map((line) => line.map(patch)));
  const property = (name: CellProperty, value: unknown): CellPatch => ({ [name]: value ?? null });
  const note = (value: unknown) => property('note', value === '' ? null : value === null ? null : String(value ?? ''));
  const bold = (value: unknown): CellPatch => ({ bold: value === 'bold' ? true : null });
  const italic = (value: unknown): CellPatch => ({ italic: value === 'italic' ? true : null });
  const align = (value: unknown): CellPatch => {
    const text = String(value ?? 'normal');
    return { horizontalAlign: text === 'left' || text === 'center' || text === 'right' ? text : null };
  };
  const formula = (value: unknown) => {
    const text = String(value ?? '');
    return text === '' || text.startsWith('=') ? text : `=${text}`;
  };
  return {
    setValues: (values: unknown) => write(checkSize(values, range)),
    setValue: (value: unknown) => write(filled(range, () => value)),
    setFormulas: (formulas: unknown) => write(checkSize(formulas, range).map((line) => line.map(formula))),
    setFormula: (text: unknown) => write(filled(range, () => formula(text))),
    setNotes: (notes: unknown) => grid(notes, note),
    setNote: (text: unknown) => all(note(text)),
    clearNote: () => all({ note: null }),
    setNumberFormats: (patterns: unknown) => grid(patterns, (pattern) => ({ numberFormat: formatOf(pattern) })),
    setNumberFormat: (pattern: unknown) => all({ numberFormat: formatOf(pattern) }),
    setBackgrounds: (colours: unknown) => grid(colours, (colour) => ({ background: colourOf(colour, '#ffffff') })),
    setBackground: (colour: unknown) => all({ background: colourOf(colour, '#ffffff') }),
    setFontColors: (colours: unknown) => grid(colours, (colour) => ({ foreground: colourOf(colour, '#000000') })),
    setFontColor: (colour: unknown) => all({ foreground: colourOf(colour, '#000000') }),
    setFontWeights: (weights: unknown) => grid(weights, bold),
    setFontWeight: (weight: unknown) => all(bold(weight)),
    setFontStyle: (style: unknown) => all(italic(style)),
    setHorizontalAlignments: (alignments: unknown) => grid(alignments, align),
    setHorizontalAlignment: (alignment: unknown) => all(align(alignment)),
    setVerticalAlignment: (alignment: unknown) => {
      const text = String(alignment ?? '');
      return all({ verticalAlign: text === 'top' || text === 'middle' || text === 'bottom' ? text : null });
    },
    setWrap: (wrap: boolean) => all({ wrap: wrap ? 'WRAP' : 'OVERFLOW' }),
    setWraps: (wraps: unknown) => grid(wraps, (wrap) => ({ wrap: wrap ? 'WRAP' : 'OVERFLOW' })),
    setWrapStrategy: (strategy: unknown) => {
      const name = enumName(strategy);
      return all({ wrap: name === 'WRAP' || name === 'CLIP' ? name : 'OVERFLOW' });
    },
    setDataValidations: (rules: unknown) => grid(rules, (rule) => ({ dropdown: dropdownOf(rule) })),
    setDataValidation: (rule: unknown) => all({ dropdown: dropdownOf(rule) }),
    clearDataValidations: () => all({ dropdown: null }),
    setRichTextValues: (values: unknown) => grid(values, richTextPatch),
    setRichTextValue: (value: unknown) => all(richTextPatch(value)),
    clearContent: () => all(CLEAR_CONTENT),
    clearFormat: () => all(CLEAR_FORMAT),
    clear: (options?: ClearOptions) => {
      if (options?.contentsOnly) return all(CLEAR_CONTENT);
      if (options?.formatOnly) return all(CLEAR_FORMAT);
      if (options?.validationsOnly) return all({ dropdown: null });
      if (options?.commentsOnly) return all({ note: null });
      return all({ ...CLEAR_CONTENT, ...CLEAR_FORMAT });
    },
  };
}
