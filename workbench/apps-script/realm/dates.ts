import { fromSerial, toSerial } from '../../workbook/serial-date.ts';
import type { WireValue } from '../host-protocol.ts';

/** A serial number as a Date whose local clock shows what the cell shows. */
export function dateOf(serial: number): Date {
  const { year, month, day, hours, minutes, seconds } = fromSerial(serial);
  const date = new Date(year, month - 1, day, hours, minutes, seconds);
  if (year < 100) date.setFullYear(year);
  return date;
}

export function serialOf(date: Date): number {
  const milliseconds = date.getMilliseconds() / 86_400_000;
  return (
    toSerial(
      date.getFullYear(),
      date.getMonth() + 1,
      date.getDate(),
      date.getHours(),
      date.getMinutes(),
      date.getSeconds(),
    ) + milliseconds
  );
}

/** What `getValues` gives for a value from the workbook. */
export function scriptValue(value: WireValue, imageOf: (url: string) => object): unknown {
  if (value === null) return '';
  if (typeof value !== 'object') return value;
  return 'date' in value ? dateOf(value.date) : imageOf(value.image);
}

/** What goes to the workbook for a value given to `setValues`. */
export function wireValue(value: unknown): WireValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return { date: serialOf(value) };
  return String(value);
}
