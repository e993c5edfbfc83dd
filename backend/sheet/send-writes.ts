import { type SheetReading, SheetsError, type SheetWrite } from '../ports.ts';
import { type PlannedWrite, toSheetWrite } from './plan-sheet-writes.ts';
import { answerRanges, guessFrom, readTab, type TabAccess, type TabGuess } from './read-tab.ts';

/** Bytes of one request, well below the megabyte that is ours: Google's spelling of a cell costs about 150 bytes. */
const MAX_REQUEST_BYTES = 900_000;
const BYTES_PER_CELL = 220;
/** Requests spent in one pass on finding out which cells a refusal is about. */
const MAX_SPLITS = 24;

/** Cuts writes into requests, in order, so that a row's cells stay together where they fit. */
export function chunkWrites(writes: readonly PlannedWrite[]): PlannedWrite[][] {
  const chunks: PlannedWrite[][] = [];
  let room = 0;
  for (const write of writes) {
    const bytes = writeBytes(write);
    const last = chunks.at(-1);
    if (last && bytes <= room) {
      last.push(write);
      room -= bytes;
    } else {
      chunks.push([write]);
      room = MAX_REQUEST_BYTES - bytes;
    }
  }
  return chunks;
}

function writeBytes(write: PlannedWrite): number {
  const text = typeof write.value === 'object' ? write.value.formula : String(write.value);
  // Three bytes a character cover every script; JSON escapes are rarer than that margin.
  return BYTES_PER_CELL + 3 * (text.length + (write.link?.length ?? 0));
}

export interface Sent {
  /** Writes that the spreadsheet refuses (a protected range). */
  readonly blocked: readonly PlannedWrite[];
  /** A refusal came because the tab's layout is no longer the believed one: read and plan again. */
  readonly moved: boolean;
}

/**
 * Looks at writes that were accepted together, with the answer that came back in the same instant; false: they did not
 * all land where they were meant to, so nothing more may be sent for that layout.
 */
export type Accept = (writes: readonly PlannedWrite[], after: SheetReading) => Promise<boolean>;

/**
 * Sends one request; where a bad range in it makes the whole be refused, finds the bad part (by column first, since
 * protections mostly are columns) and sends the rest. Throws SheetsError for every other refusal.
 */
export async function sendWrites(
  access: TabAccess,
  belief: TabGuess,
  writes: readonly PlannedWrite[],
  extra: readonly SheetWrite[],
  accept: Accept,
): Promise<Sent> {
  let moved: boolean | null = null;
  let stopped = false;
  const blocked: PlannedWrite[] = [];
  let splits = MAX_SPLITS;
  const send = async (part: readonly PlannedWrite[], others: readonly SheetWrite[]): Promise<void> => {
    if (stopped) return;
    try {
      const all = [...others, ...part.map(toSheetWrite)];
      const after = await access.sheets.write(access.spreadsheetId, access.tab, all, answerRanges(belief));
      if (!(await accept(part, after))) stopped = true;
    } catch (error) {
      if (!(error instanceof SheetsError) || error.kind !== 'bad_range') throw error;
      if (others.length > 0 && part.length === 0) throw error;
      moved ??= await hasMoved(access, belief);
      if (moved) {
        stopped = true;
        return;
      }
      if (part.length === 1 || splits <= 0) {
        blocked.push(...part);
        return;
      }
      const halves = others.length > 0 ? [[], part] : split(part);
      splits -= halves.length;
      for (const [index, half] of halves.entries()) {
        if (others.length > 0 && index === 0) await send([], others).catch(rethrowUnlessBadRange);
        else await send(half, []);
      }
    }
  };
  await send(writes, extra);
  return { blocked, moved: moved === true };
}

async function hasMoved(access: TabAccess, belief: TabGuess): Promise<boolean> {
  const now = guessFrom(await readTab(access, belief, []));
  return JSON.stringify(now) !== JSON.stringify(belief);
}

function rethrowUnlessBadRange(error: unknown): void {
  if (!(error instanceof SheetsError) || error.kind !== 'bad_range') throw error;
}

function split(writes: readonly PlannedWrite[]): PlannedWrite[][] {
  const columns = new Map<number, PlannedWrite[]>();
  for (const write of writes) {
    const list = columns.get(write.column);
    if (list) list.push(write);
    else columns.set(write.column, [write]);
  }
  if (columns.size > 1) return [...columns.values()];
  const middle = writes.length >> 1;
  return [writes.slice(0, middle), writes.slice(middle)];
}
