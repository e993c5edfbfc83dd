import type { DamagedCell } from '../cell.ts';
import type { Repair } from '../issue.ts';
import type { ColumnKind } from '../template.ts';
import { readAspectRatio } from './read-aspect-ratio.ts';
import { readNumber } from './read-number.ts';
import { readWhole } from './read-whole.ts';

export interface Damage {
  /** A sentence that follows the cell's name: `Sheets read 2:3 as a time …`. */
  readonly message: string;
  /** Only where what was typed can be told for certain. */
  readonly repair?: Repair;
}

/** What a spreadsheet did to a cell of this kind, in the words of the person who looks at it, and the way back. */
export function explainDamage(damage: DamagedCell, kind: ColumnKind = { type: 'text' }): Damage {
  const { shown } = damage;
  if (damage.kind === 'error') {
    return { message: `shows the error ${shown}. Correct its formula, or type the value instead.` };
  }
  if (damage.kind === 'merged') {
    return {
      message: 'is part of merged cells, of which only the first holds a value. Unmerge them and fill in each row.',
    };
  }
  const typed = damage.kind === 'time' ? typedAsTime(shown, kind) : typedAsDate(shown, kind);
  const what = `Sheets read ${typed ?? 'what was typed'} as a ${damage.kind}${typed === shown ? '' : ` (${shown})`}`;
  return typed === null
    ? { message: `${what}; format the column as plain text and type it again.` }
    : { message: `${what}; format the column as plain text.`, repair: { label: `Write ${typed}`, value: typed } };
}

/** `2:03 AM` and `02:03:00` were `2:3`. */
function typedAsTime(shown: string, kind: ColumnKind): string | null {
  const match = /^(\d{1,3}):(\d{1,2})(?::00(?:\.0+)?)?\s*(am|pm)?$/i.exec(shown.replace(/\u202f/g, ' ').trim());
  if (kind.type !== 'aspect_ratio') return null;
  if (!match) return ratioFromDayPart(shown);
  let hour = Number(match[1]);
  const half = match[3]?.toLowerCase();
  if (half === 'pm' && hour < 12) hour += 12;
  if (half === 'am' && hour === 12) hour = 0;
  const reading = readAspectRatio(`${hour}:${Number(match[2])}`);
  return reading.ok ? reading.value : null;
}

/** Day 0 of Sheets is 1899-12-30: a 4 formatted as a date shows 1900-01-03, in the order of the person's country. */
function typedAsDate(shown: string, kind: ColumnKind): string | null {
  const parts = shown
    .split(/\D+/)
    .filter((part) => part !== '')
    .map(Number);
  const [a = 0, b = 0, c = 0] = parts;
  const yearFirst = a > 31;
  const year = yearFirst ? a : c;
  if (parts.length !== 3 || year < 1899) return null;
  const orders = yearFirst
    ? [[b, c]]
    : [
        [a, b],
        [b, a],
      ];
  const readings = new Set<string>();
  for (const [month = 0, day = 0] of orders) {
    if (month < 1 || month > 12 || day < 1 || day > 31) continue;
    const serial = String(Math.round((Date.UTC(year, month - 1, day) - Date.UTC(1899, 11, 30)) / 86_400_000));
    const fits =
      (kind.type === 'whole' && readWhole(serial, kind.min, kind.max).ok) ||
      (kind.type === 'number' && readNumber(serial, kind).ok && Number(serial) < 1000);
    if (fits) readings.add(serial);
  }
  const [only] = readings;
  return readings.size === 1 && only !== undefined ? only : null;
}

/** `2:3` that arrives as the bare part of a day (2 h 3 min = 0.0854…), as files keep a time; null: it is none. */
export function ratioFromDayPart(text: string): string | null {
  const part = /^0?\.\d{3,}$/.test(text) ? Number(text) : Number.NaN;
  const minutes = Math.round(part * 1440);
  if (!(Math.abs(part * 1440 - minutes) < 1e-3)) return null;
  const reading = readAspectRatio(`${Math.floor(minutes / 60)}:${minutes % 60}`);
  return reading.ok ? reading.value : null;
}
