import { type Cell, type CellValue, isCellError, type NumberFormat } from './model.ts';
import { fromSerial } from './serial-date.ts';

/** Patterns that Sheets uses for a type without one (locale en_US). */
const DEFAULT_PATTERNS: { readonly [type: string]: string } = {
  NUMBER: '#,##0.00',
  PERCENT: '0.00%',
  CURRENCY: '$#,##0.00',
  DATE: 'M/d/yyyy',
  TIME: 'h:mm:ss am/pm',
  DATE_TIME: 'M/d/yyyy H:mm:ss',
  SCIENTIFIC: '0.00E+00',
};

/** The text a cell shows (locale en_US), as `getDisplayValue` and `formattedValue` give it. */
export function displayText(cell: Cell | null | undefined): string {
  return cell ? formatValue(cell.value ?? null, cell.numberFormat) : '';
}

/** The text of a value in a number format. */
export function formatValue(value: CellValue, format?: NumberFormat): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (isCellError(value)) return value.error;
  const type = format?.type ?? 'AUTOMATIC';
  if (type === 'TEXT') return generalNumber(value);
  const pattern = format?.pattern ?? DEFAULT_PATTERNS[type];
  if (pattern === undefined || /^general$/i.test(pattern)) return generalNumber(value);
  return isDateFormat({ type, pattern }) ? formatDate(value, pattern) : formatNumber(value, pattern);
}

/** Whether a number in this format is a date, a time or a duration. */
export function isDateFormat(format: NumberFormat | undefined): boolean {
  if (!format) return false;
  if (format.type === 'DATE' || format.type === 'TIME' || format.type === 'DATE_TIME') return true;
  if (format.type !== 'NUMBER' && format.type !== 'AUTOMATIC') return false;
  return format.pattern !== undefined && /[ymdhs]/i.test(format.pattern.replace(/"[^"]*"|\\./g, ''));
}

/** What the entry line shows of a cell, so that typing it again gives the same. */
export function entryText(cell: Cell | null | undefined): string {
  if (!cell) return '';
  if (cell.formula !== undefined) return cell.formula;
  const value = cell.value ?? null;
  if (typeof value !== 'number' || !isDateFormat(cell.numberFormat)) {
    return typeof value === 'number' ? String(value) : displayText(cell);
  }
  if (cell.numberFormat?.pattern?.includes('[h')) return formatDate(value, '[h]:mm:ss');
  if (value < 1) return formatDate(value, 'h:mm:ss am/pm');
  return formatDate(value, Number.isInteger(value) ? 'M/d/yyyy' : 'M/d/yyyy H:mm:ss');
}

function generalNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const size = Math.abs(value);
  if (size >= 1e15 || (size < 1e-9 && size > 0)) {
    const [mantissa = '0', exponent = '+0'] = value.toExponential(5).split('e');
    return `${Number(mantissa)}E${exponent.replace(/([+-])(\d)$/, '$10$2')}`;
  }
  return String(Number(value.toFixed(10)));
}

function formatNumber(value: number, pattern: string): string {
  const sections = pattern.split(';');
  const negative = value < 0 && sections[1] !== undefined;
  const section = (negative ? sections[1] : sections[0]) ?? pattern;
  const match = /[#0][#0,]*(?:\.[#0]*)?(?:E[+-]?0+)?/.exec(section);
  if (!match) return section.includes('@') ? section.replace('@', generalNumber(value)) : unquote(section);
  const digits = match[0];
  const amount = section.includes('%') ? value * 100 : value;
  const text = formatDigits(negative ? Math.abs(amount) : amount, digits);
  return unquote(section.slice(0, match.index)) + text + unquote(section.slice(match.index + digits.length));
}

function formatDigits(amount: number, digits: string): string {
  const [mantissaPattern = digits] = digits.split('E');
  const decimals = mantissaPattern.split('.')[1] ?? '';
  const least = (decimals.match(/0/g) ?? []).length;
  if (digits.includes('E')) {
    const [mantissa = '0', exponent = '+0'] = amount.toExponential(decimals.length).split('e');
    return `${mantissa}E${exponent.replace(/([+-])(\d)$/, '$10$2')}`;
  }
  return new Intl.NumberFormat('en-US', {
    useGrouping: mantissaPattern.includes(','),
    minimumFractionDigits: least,
    maximumFractionDigits: decimals.length,
    minimumIntegerDigits: Math.max(1, (mantissaPattern.split('.')[0]?.match(/0/g) ?? []).length),
  }).format(amount);
}

function unquote(text: string): string {
  return text.replace(
    /"([^"]*)"|\\(.)|\[[^\]]*\]|_./g,
    (_all, quoted?: string, escaped?: string) => quoted ?? escaped ?? '',
  );
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const TOKEN = /\[h+\]|\[m+\]|\[s+\]|y+|m+|d+|h+|s+|am\/pm|a\/p|"[^"]*"|\\.|./gi;

function formatDate(serial: number, pattern: string): string {
  const parts = fromSerial(serial);
  const tokens = pattern.match(TOKEN) ?? [];
  const halfDay = tokens.some((token) => /^a/i.test(token) && token.includes('/'));
  const two = (n: number, token: string) => (token.length > 1 ? String(n).padStart(2, '0') : String(n));
  let afterHours = false;
  return tokens
    .map((token, i) => {
      const kind = token[0]?.toLowerCase() ?? '';
      if (token.startsWith('[h') || token.startsWith('[H')) {
        afterHours = true;
        return two(Math.floor(Math.round(serial * 86_400) / 3600), token.slice(1, -1));
      }
      if (/^"|^\\/.test(token)) return unquote(token);
      if (kind === 'y') return token.length > 2 ? String(parts.year) : two(parts.year % 100, 'yy');
      if (kind === 'd') {
        if (token.length < 3) return two(parts.day, token);
        const name = WEEKDAYS[parts.weekday] ?? '';
        return token.length === 3 ? name.slice(0, 3) : name;
      }
      if (kind === 'h') {
        afterHours = true;
        return two(halfDay ? parts.hours % 12 || 12 : parts.hours, token);
      }
      if (kind === 's' && /^s+$/i.test(token)) return two(parts.seconds, token);
      if (kind === 'm' && /^m+$/i.test(token)) {
        const beforeSeconds =
          tokens
            .slice(i + 1)
            .find((next) => /^[a-z]/i.test(next))?.[0]
            ?.toLowerCase() === 's';
        if ((afterHours || beforeSeconds) && token.length < 3) {
          afterHours = false;
          return two(parts.minutes, token);
        }
        const name = MONTHS[parts.month - 1] ?? '';
        return token.length < 3 ? two(parts.month, token) : token.length === 3 ? name.slice(0, 3) : name;
      }
      if (kind === 'a' && token.includes('/')) return parts.hours < 12 ? 'AM' : 'PM';
      return token;
    })
    .join('');
}
