import type { CellPatch, CellValue, NumberFormat } from './model.ts';
import { isRealDay, toSerial } from './serial-date.ts';

/** What typing a text into a cell makes of it. Properties that are null are taken away from the cell. */
export type Entry = Required<Pick<CellPatch, 'value' | 'formula' | 'link' | 'runs' | 'image'>> &
  Pick<CellPatch, 'numberFormat'>;

const ERROR_TEXTS = ['#N/A', '#REF!', '#NAME?', '#VALUE!', '#DIV/0!', '#NUM!', '#NULL!', '#ERROR!'] as const;

/**
 * Reads a typed text as Sheets does (locale en_US): numbers, percentages, dollars, dates, times and durations,
 * TRUE and FALSE, error values, formulas. In a cell formatted as plain text everything stays text, formulas too; a
 * leading apostrophe does the same once.
 *
 * Formulas: `=IMAGE("url")`, `=HYPERLINK("url","text")` and `=NA()` are worked out. The workbench calculates no other
 * formula: it is kept as typed and shows `#NAME?`.
 * @param year the year of a date typed without one
 */
export function parseEntry(text: string, format: NumberFormat | undefined, year: number): Entry {
  if (text === '') return literal(null);
  if (format?.type === 'TEXT') return literal(text);
  if (text.startsWith("'")) return literal(text.slice(1));
  if (text.startsWith('=') && text.length > 1) return parseFormula(text);
  const trimmed = text.trim();
  const error = ERROR_TEXTS.find((name) => name === trimmed.toUpperCase());
  if (error) return literal({ error });
  if (/^(true|false)$/i.test(trimmed)) return literal(trimmed.toLowerCase() === 'true');
  const found = parseNumber(trimmed) ?? parseTime(trimmed) ?? parseDate(trimmed, year);
  if (!found) return literal(text);
  const chosen = format && format.type !== 'AUTOMATIC';
  return found.format && !chosen ? { ...literal(found.value), numberFormat: found.format } : literal(found.value);
}

function literal(value: CellValue): Entry {
  return { value, formula: null, link: null, runs: null, image: null };
}

type Found = { readonly value: number; readonly format?: NumberFormat };

function parseNumber(text: string): Found | null {
  const match = /^([+-]?)(\$?)([+-]?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)(?:[eE]([+-]?\d+))?(\s?%?)$/.exec(text);
  if (!match) return null;
  const [, sign1 = '', dollar = '', sign2 = '', digits = '', exponent, percent = ''] = match;
  if (!/\d/.test(digits) || (sign1 !== '' && sign2 !== '')) return null;
  const size = Number(`${digits.replace(/,/g, '')}${exponent === undefined ? '' : `e${exponent}`}`);
  if (!Number.isFinite(size)) return null;
  const value = sign1 === '-' || sign2 === '-' ? -size : size;
  const decimals = (digits.split('.')[1] ?? '').length;
  if (percent.includes('%')) {
    return { value: value / 100, format: { type: 'PERCENT', pattern: decimals > 0 ? '0.00%' : '0%' } };
  }
  const whole = digits.includes(',') ? '#,##0' : '0';
  if (dollar) return { value, format: { type: 'CURRENCY', pattern: `$${decimals > 0 ? '#,##0.00' : '#,##0'}` } };
  if (exponent !== undefined) return { value, format: { type: 'SCIENTIFIC', pattern: '0.00E+00' } };
  if (whole === '#,##0') return { value, format: { type: 'NUMBER', pattern: decimals > 0 ? '#,##0.00' : '#,##0' } };
  return { value };
}

function parseTime(text: string): Found | null {
  const match = /^(\d{1,4}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?(?:\s*([ap])\.?m\.?)?$/i.exec(text);
  if (!match) return null;
  const [, hourText = '', minuteText = '', secondText, , half] = match;
  const minutes = Number(minuteText);
  const seconds = Number(secondText ?? 0);
  let hours = Number(hourText);
  if (minutes > 59 || seconds > 59) return null;
  if (half) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const value = (hours * 3600 + minutes * 60 + seconds) / 86_400;
  if (hours > 23) return { value, format: { type: 'TIME', pattern: '[h]:mm:ss' } };
  const clock = secondText === undefined ? 'h:mm' : 'h:mm:ss';
  return { value, format: { type: 'TIME', pattern: half ? `${clock} am/pm` : clock } };
}

const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function parseDate(text: string, thisYear: number): Found | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (iso) {
    const [, year, month, day, hours, minutes, seconds] = iso.map(Number);
    const pattern = text.includes('/') ? 'yyyy/mm/dd' : 'yyyy-mm-dd';
    if (hours === undefined || Number.isNaN(hours)) return dayOf(year, month, day, pattern);
    const found = dayOf(year, month, day, `${pattern} h:mm:ss`);
    const time = (hours * 3600 + (minutes ?? 0) * 60 + (seconds || 0)) / 86_400;
    return found && time < 1
      ? { value: found.value + time, format: { type: 'DATE_TIME', pattern: `${pattern} h:mm:ss` } }
      : null;
  }
  const slashes = /^(\d{1,2})([/-])(\d{1,2})(?:\2(\d{2}|\d{4}))?$/.exec(text);
  if (slashes) {
    const [, month, separator = '/', day, year] = slashes;
    const pattern = ['M', 'd', ...(year === undefined ? [] : [year.length === 2 ? 'yy' : 'yyyy'])].join(separator);
    return dayOf(fullYear(year, thisYear), Number(month), Number(day), pattern);
  }
  const named =
    /^([a-z]{3,9})\.? (\d{1,2})(?:,? (\d{4}))?$/i.exec(text) ??
    /^(\d{1,2})[ -]([a-z]{3,9})\.?(?:[ -](\d{4}))?$/i.exec(text);
  if (!named) return null;
  const [, first = '', second = '', year] = named;
  const [name, day, pattern] = /\d/.test(first) ? [second, first, 'd MMM'] : [first, second, 'MMM d'];
  const month = MONTH_NAMES.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return null;
  const full = year === undefined ? pattern : pattern === 'd MMM' ? 'd MMM yyyy' : 'MMM d, yyyy';
  return dayOf(fullYear(year, thisYear), month, Number(day), full);
}

function fullYear(year: string | undefined, thisYear: number): number {
  if (year === undefined) return thisYear;
  if (year.length > 2) return Number(year);
  return Number(year) + (Number(year) < 30 ? 2000 : 1900);
}

function dayOf(year = 0, month = 0, day = 0, pattern = 'M/d/yyyy'): Found | null {
  if (!isRealDay(year, month, day) || year < 1900) return null;
  return { value: toSerial(year, month, day), format: { type: 'DATE', pattern } };
}

const TEXT_ARGUMENT = '\\s*"((?:[^"]|"")*)"\\s*';
const IMAGE = new RegExp(`^=\\s*IMAGE\\s*\\(${TEXT_ARGUMENT}(?:,[^"]*)?\\)\\s*$`, 'i');
const HYPERLINK = new RegExp(`^=\\s*HYPERLINK\\s*\\(${TEXT_ARGUMENT}(?:[,;]${TEXT_ARGUMENT})?\\)\\s*$`, 'i');

function parseFormula(formula: string): Entry {
  const unquote = (text: string) => text.replace(/""/g, '"');
  const image = IMAGE.exec(formula);
  if (image) return { ...literal(null), formula, image: unquote(image[1] ?? '') };
  const link = HYPERLINK.exec(formula);
  if (link) {
    const url = unquote(link[1] ?? '');
    return { ...literal(link[2] === undefined ? url : unquote(link[2])), formula, link: url };
  }
  if (/^=\s*NA\s*\(\s*\)\s*$/i.test(formula)) return { ...literal({ error: '#N/A' }), formula };
  return { ...literal({ error: '#NAME?' }), formula };
}
