import { tidyText } from './tidy-text.ts';
import type { ValueReading } from './value-reading.ts';

export interface NumberRange {
  readonly above?: number;
  readonly min?: number;
  readonly max?: number;
}

/** A number in the range. A comma before one or two digits is read as the point (`0,5`), an inch sign is dropped. */
export function readNumber(text: string, range: NumberRange): ValueReading<number> {
  const { above, min, max } = range;
  const written = (value: string) => (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : Number.NaN);
  const allowed = `must be a number ${
    min !== undefined && max !== undefined ? `from ${min} to ${max}` : `above ${above ?? min ?? 0}`
  }`;
  const plain = written(text.trim());
  const tidy = tidyText(text)
    .replace(/\s*("|″|''|in|inch|inches)$/i, '')
    .replace(/^([+-]?\d*),(\d{1,2})$/, '$1.$2');
  const value = Number.isNaN(plain) ? written(tidy) : plain;
  const inside =
    (above === undefined || value > above) &&
    (min === undefined || value >= min) &&
    (max === undefined || value <= max);
  if (Number.isNaN(value) || !inside) return { ok: false, allowed };
  return Number.isNaN(plain) ? { ok: true, value, readAs: String(value) } : { ok: true, value };
}
