/** Dates as Sheets keeps them: days since 1899-12-30, the time of day as the fraction. */

const EPOCH = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

export type DateParts = {
  readonly year: number;
  /** 1 – 12. */
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
};

/** The serial number of a wall-clock moment (no time zone). */
export function toSerial(year: number, month: number, day: number, hours = 0, minutes = 0, seconds = 0): number {
  return (Date.UTC(year, month - 1, day) - EPOCH) / DAY + (hours * 3600 + minutes * 60 + seconds) / 86_400;
}

/** The wall-clock moment of a serial number, to the second. */
export function fromSerial(serial: number): DateParts {
  const date = new Date(EPOCH + Math.round(serial * 86_400) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hours: date.getUTCHours(),
    minutes: date.getUTCMinutes(),
    seconds: date.getUTCSeconds(),
  };
}

/** Whether year, month and day name a real day. */
export function isRealDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Milliseconds since 1970 of a serial number read as UTC, and back. */
export function serialToMilliseconds(serial: number): number {
  return EPOCH + Math.round(serial * DAY);
}

export function millisecondsToSerial(milliseconds: number): number {
  return (milliseconds - EPOCH) / DAY;
}
