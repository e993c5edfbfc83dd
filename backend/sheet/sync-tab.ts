import type { SheetReading, SheetWrite } from '../ports.ts';
import { checkLanding } from './check-landing.ts';
import type { InputKeyAt } from './place-rows.ts';
import { cellKey, type PlannedWrite, planSheetWrites, type WantedRow } from './plan-sheet-writes.ts';
import { guessFrom, readTab, type TabAccess, type TabGuess, viewAfter } from './read-tab.ts';
import { chunkWrites, sendWrites } from './send-writes.ts';
import type { TabView } from './tab-view.ts';
import { undoStrays } from './undo-strays.ts';

/** Passes over a tab until one changes nothing. */
const MAX_PASSES = 5;
/** A cell that still differs after so many writes is somebody else's wish. */
const MAX_WRITES = 2;

const MOVED_NOTE = 'Cells were moved while results were being written; please check the cells beside the results.';

export const CHANGED_NOTE = 'The inputs of this row changed since it was run.';

/** What is remembered of a tab between two passes; all of it may be lost without harm. */
export interface TabMemory {
  guess: TabGuess;
  /** How often each cell was written with the same wish, by {@link cellKey}. */
  readonly written: Map<string, number>;
  readonly contested: Set<string>;
  readonly blocked: Set<string>;
}

export interface SyncJob {
  /** The store's rows that this tab should show: those of `ids`, or all of them in a full reconcile. */
  readonly wanted: ReadonlyMap<string, WantedRow>;
  /** Looks up rows that turn up where something landed by mistake; ids that the store does not know are left out. */
  readonly lookUp: (ids: readonly string[]) => Promise<ReadonlyMap<string, WantedRow>>;
  /** Reads the tab's inputs in a full reconcile; null: ids alone decide. */
  readonly inputsOf: ((view: TabView) => InputKeyAt) | null;
  /** Own columns that must be there, in order, with what makes their header. */
  readonly columns: (view: TabView) => readonly SheetWrite[];
}

export interface SyncOutcome {
  /** Ids whose cells now show what was wanted (or are left alone for a stated reason). */
  readonly shown: ReadonlySet<string>;
  /** Ids that were not found; without inputs this asks for a full reconcile. */
  readonly absent: readonly string[];
  readonly ties: readonly string[];
  /** Sentences for people, said once. */
  readonly reports: readonly string[];
  /** A whole pass found nothing to change. */
  readonly settled: boolean;
  readonly cells: number;
}

/** Brings one tab to what the store says: read, plan, write, check what landed, undo what landed wrong. */
export async function syncTab(access: TabAccess, memory: TabMemory, job: SyncJob): Promise<SyncOutcome> {
  const full = job.inputsOf !== null;
  let wanted = job.wanted;
  const reports: string[] = [];
  const shown = new Set<string>();
  let absent: readonly string[] = [];
  let ties: readonly string[] = [];
  let cells = 0;
  if (full) {
    // Finishing, or somebody opened the sidebar: what was given up gets another chance, and is named again if need be.
    memory.written.clear();
    memory.contested.clear();
    memory.blocked.clear();
  }
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const view = await readTab(access, memory.guess, full ? 'all' : [...wanted.keys()]);
    memory.guess = guessFrom(view);
    const missing = job.columns(view);
    if (missing.length > 0) {
      await sendWrites(access, memory.guess, [], missing, async () => true);
      memory.guess = { ...memory.guess, rowCount: 0 };
      continue;
    }
    const inputs = job.inputsOf?.(view) ?? null;
    const leave = new Set([...memory.contested, ...memory.blocked]);
    const plan = planSheetWrites(view, wanted, { inputs, leave, changedNote: CHANGED_NOTE });
    absent = plan.placement.absent;
    ties = plan.placement.ties;
    const writes = plan.writes.filter((write) => !isContested(write, memory, reports, view));
    const busy = new Set(writes.map((write) => write.idAfter));
    for (const id of plan.placement.at.values()) if (!busy.has(id)) shown.add(id);
    if (writes.length === 0) return { shown, absent, ties, reports, settled: true, cells };

    const astray = await writeAll(access, memory, view, writes, shown, reports);
    cells += writes.length;
    if (astray !== null && astray.length > 0) {
      const unknown = astray.filter((id) => !wanted.has(id));
      if (unknown.length > 0) wanted = new Map([...wanted, ...(await job.lookUp(unknown))]);
    }
    // A partial pass whose writes all landed is done: the answer showed it.
    if (astray === null && !full) return { shown, absent, ties, reports, settled: true, cells };
  }
  return { shown, absent, ties, reports, settled: false, cells };
}

/** Sends a plan's requests; null: everything landed. Otherwise ids found where something landed wrong. */
async function writeAll(
  access: TabAccess,
  memory: TabMemory,
  view: TabView,
  writes: readonly PlannedWrite[],
  shown: Set<string>,
  reports: string[],
): Promise<string[] | null> {
  const rest = new Map<string, number>();
  for (const write of writes) rest.set(write.idAfter, (rest.get(write.idAfter) ?? 0) + 1);
  let before = view;
  let astray: string[] | null = null;
  const accept = async (part: readonly PlannedWrite[], reading: SheetReading): Promise<boolean> => {
    const after = viewAfter(reading, memory.guess, access.readMark) ?? (await readTab(access, memory.guess, []));
    const landing = checkLanding(before, part, after);
    memory.guess = guessFrom(after);
    if (landing.hits.length > 0) {
      const undone = await undoStrays(access, before, after, landing);
      memory.guess = guessFrom(undone.view);
      if (undone.lost > 0) reports.push(MOVED_NOTE);
      astray = undone.ids.filter((id) => id !== '');
      return false;
    }
    for (const write of part) noteWritten(write, memory);
    for (const write of part) settle(write.idAfter, rest, shown);
    const isWhole = [...view.rows.keys()].every((row) => row > after.rowCount || after.rows.has(row));
    if (!isWhole && JSON.stringify(guessFrom(after)) !== JSON.stringify(guessFrom(before))) {
      // All landed, but the rows that were read are no longer where they were: plan anew before the next request.
      astray = [];
      return false;
    }
    before = isWhole ? after : { ...after, rows: view.rows };
    return true;
  };
  for (const chunk of chunkWrites(writes)) {
    const sent = await sendWrites(access, memory.guess, chunk, [], accept);
    noteBlocked(sent.blocked, memory, reports, view);
    if (astray !== null) return astray;
    if (sent.moved) return [];
    for (const write of sent.blocked) settle(write.idAfter, rest, shown);
  }
  return null;
}

function settle(id: string, rest: Map<string, number>, shown: Set<string>): void {
  const left = (rest.get(id) ?? 1) - 1;
  rest.set(id, left);
  if (left === 0 && id !== '') shown.add(id);
}

function noteWritten(write: PlannedWrite, memory: TabMemory): void {
  if (write.idAfter === '') return;
  const key = cellKey(write.idAfter, write.own, write);
  memory.written.set(key, (memory.written.get(key) ?? 0) + 1);
}

function isContested(write: PlannedWrite, memory: TabMemory, reports: string[], view: TabView): boolean {
  if (write.idAfter === '') return false;
  const key = cellKey(write.idAfter, write.own, write);
  if ((memory.written.get(key) ?? 0) < MAX_WRITES) return false;
  if (!memory.contested.has(key)) {
    memory.contested.add(key);
    reports.push(
      `Somebody keeps changing the ${headerText(view, write.column)} of row ${write.row}; it is left as it is.`,
    );
  }
  return true;
}

function noteBlocked(writes: readonly PlannedWrite[], memory: TabMemory, reports: string[], view: TabView): void {
  const columns = new Set<number>();
  for (const write of writes) {
    memory.blocked.add(cellKey(write.idAfter, write.own, write));
    columns.add(write.column);
  }
  for (const column of columns) {
    reports.push(`Some cells of ${headerText(view, column)} are protected, so results cannot be written there.`);
  }
}

function headerText(view: TabView, column: number): string {
  const shown = view.header[column]?.shown.trim() ?? '';
  return shown === '' ? 'a column' : `“${shown}”`;
}
