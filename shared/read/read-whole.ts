import { tidyText } from './tidy-text.ts';
import type { ValueReading } from './value-reading.ts';

/** A whole number from `min` to `max`; `4.0` is 4. */
export function readWhole(text: string, min: number, max: number): ValueReading<number> {
  const written = (value: string) => (/^\+?\d{1,15}(\.0*)?$/.test(value) ? Number(value) : Number.NaN);
  const allowed = `must be a whole number from ${min} to ${max}`;
  const plain = written(text.trim());
  const value = Number.isNaN(plain) ? written(tidyText(text)) : plain;
  if (Number.isNaN(value) || value < min || value > max) return { ok: false, allowed };
  return Number.isNaN(plain) ? { ok: true, value, readAs: String(value) } : { ok: true, value };
}
