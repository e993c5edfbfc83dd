import { randomUUID } from 'node:crypto';
import { readMark } from '../../shared/output-columns.ts';
import type { BatchDeps } from '../batches/deps.ts';
import type { ReadRows } from '../batches/read-rows.ts';
import type { ResultLink } from '../batches/view-row.ts';
import { type BatchRecord, type RowRecord, type SheetsApi, SheetsError } from '../ports.ts';
import { missingColumns } from './add-columns.ts';
import { inputKeys, rowsAsRead } from './read-inputs.ts';
import { readTab } from './read-tab.ts';
import { type SyncOutcome, syncTab, type TabMemory } from './sync-tab.ts';
import { tabBatches, tabRows } from './tab-rows.ts';
import { neededColumns } from './wanted-cells.ts';

/** A pump writes at most this many changed rows in one go. */
const MAX_DIRTY = 500;
/** Shortest time between two pumps of one spreadsheet (ms); grows with the number of active spreadsheets. */
const SHORTEST_MS = 1500;
const LEASE_MS = 60_000;
/** A full reconcile because of rows that were not found comes at most this often (ms). */
const SEARCH_MS = 20_000;
const ACTIVE_MS = 15_000;

export interface SheetPump {
  /** Writes what has changed (`full`: compares everything) and schedules its successor. One at a time a spreadsheet. */
  pump(spreadsheetId: string, full: boolean): Promise<void>;
  /** The final reconcile of a batch: repeated until a pass changes nothing. Throws SheetsError while it cannot be done. */
  settle(batch: BatchRecord): Promise<void>;
  /** The batch's rows as the sheet has them now; null where the sheet cannot be read. */
  freshRows(batch: BatchRecord): Promise<ReadRows | null>;
  /** A sentence about the sheet of this batch that people should see; `''` for none. */
  note(batch: BatchRecord): string;
}

export interface PumpOptions {
  readonly sheets: SheetsApi;
  readonly link: ResultLink;
  /** Writes a minute that all spreadsheets share. */
  readonly writesPerMinute: number;
  /**
   * Name under which leases are held. Processes that share a store need one each (the default); where only one process
   * can have the store, a fixed name lets the next one go on at once after a crash.
   */
  readonly holder?: string;
}

interface TabState extends TabMemory {
  searchedAt: number;
  stopped: boolean;
}

/** The one writer of every spreadsheet: what the store says becomes what the sheet shows. */
export function createSheetPump(deps: BatchDeps, options: PumpOptions): SheetPump {
  const holder = options.holder ?? randomUUID();
  const tabs = new Map<string, TabState>();
  const notes = new Map<string, string>();
  const active = new Map<string, number>();

  const stateOf = (spreadsheetId: string, batch: BatchRecord): TabState => {
    const key = `${spreadsheetId}\n${batch.tab}`;
    const known = tabs.get(key);
    if (known) return known;
    const guess = { headerRow: batch.headerRow, rowCount: 0, columnCount: 0, idColumn: null, ids: [] };
    const fresh = { guess, written: new Map(), contested: new Set<string>(), blocked: new Set<string>() };
    const state: TabState = { ...fresh, searchedAt: 0, stopped: false };
    tabs.set(key, state);
    return state;
  };

  const syncOne = async (
    spreadsheetId: string,
    batches: readonly BatchRecord[],
    ids: readonly string[] | null,
  ): Promise<SyncOutcome | null> => {
    const [newest] = batches;
    if (!newest) return null;
    const state = stateOf(spreadsheetId, newest);
    const found = await tabRows(deps, batches, options.link, ids);
    if (found.wanted.size === 0) return null;
    const needed = neededColumns(found.rows);
    const access = { sheets: options.sheets, spreadsheetId, tab: newest.tab, readMark };
    const outcome = await syncTab(access, state, {
      wanted: found.wanted,
      lookUp: async (more) => (await tabRows(deps, batches, options.link, more)).wanted,
      inputsOf: ids === null ? (view) => inputKeys(deps, found.batches, view, readMark) : null,
      columns: (view) => missingColumns(view, newest, needed),
    });
    // What a full pass no longer finds is no longer said.
    if (state.stopped || ids === null) notes.delete(`${spreadsheetId}\n${newest.tab}`);
    state.stopped = false;
    // A full pass has told the sheet everything that it read here.
    if (ids === null) await deps.store.clearDirty(found.rows.filter((row) => outcome.shown.has(row.rowId)));
    const said = [...outcome.reports];
    if (ids === null && outcome.ties.length > 0) {
      said.push(`${outcome.ties.length} rows are copies of one another; their results were left as they are.`);
    }
    if (said.length > 0) notes.set(`${spreadsheetId}\n${newest.tab}`, said.join(' '));
    deps.log('sheet written', { spreadsheetId, tab: newest.tab, cells: outcome.cells, full: ids === null });
    return outcome;
  };

  /** null: writing must stop (the tab is gone, or we may not write it). */
  const guarded = async <T>(spreadsheetId: string, batch: BatchRecord, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SheetsError) || error.kind === 'rate' || error.kind === 'unavailable') throw error;
      stateOf(spreadsheetId, batch).stopped = true;

      notes.set(`${spreadsheetId}\n${batch.tab}`, STOPPED[error.kind]);
      deps.log('sheet writing stopped', { spreadsheetId, tab: batch.tab, kind: error.kind });
      return null;
    }
  };

  const schedule = async (spreadsheetId: string): Promise<void> => {
    const now = deps.clock.now();
    active.set(spreadsheetId, now);
    for (const [id, at] of active) if (now - at > ACTIVE_MS) active.delete(id);
    const share = (active.size * 60_000) / options.writesPerMinute;
    await deps.queue.add({ kind: 'pump', spreadsheetId }, { at: now + Math.max(SHORTEST_MS, share) });
  };

  const pumpDirty = async (spreadsheetId: string): Promise<void> => {
    const dirty = await deps.store.dirtyRows(spreadsheetId, MAX_DIRTY);
    if (dirty.length === 0) return;
    const byTab = new Map<string, { batch: BatchRecord; rows: RowRecord[] }>();
    for (const { batch, row } of dirty) {
      const entry = byTab.get(`${batch.space}\n${batch.tab}\n${batch.preview}`);
      if (entry) entry.rows.push(row);
      else byTab.set(`${batch.space}\n${batch.tab}\n${batch.preview}`, { batch, rows: [row] });
    }
    for (const { batch, rows } of byTab.values()) {
      // Without proof of edit access the document is never touched; previews are not shown in it; where writing had to
      // stop, only a full reconcile (resume, opening the sidebar) tries again.
      if (batch.preview || !batch.space.startsWith('sheet:') || stateOf(spreadsheetId, batch).stopped) {
        await deps.store.clearDirty(rows);
        continue;
      }
      const batches = await tabBatches(deps, batch.space, batch.tab);
      const ids = [...new Set(rows.map((row) => row.rowId))];
      const state = stateOf(spreadsheetId, batch);
      const outcome = await guarded(spreadsheetId, batch, () => syncOne(spreadsheetId, batches, ids));
      if (outcome === null) {
        await deps.store.clearDirty(rows);
        continue;
      }
      const lost = new Set([...outcome.absent, ...outcome.ties]);
      if (lost.size > 0 && deps.clock.now() - state.searchedAt >= SEARCH_MS) {
        state.searchedAt = deps.clock.now();
        await guarded(spreadsheetId, batch, () => syncOne(spreadsheetId, batches, null));
      }
      await deps.store.clearDirty(rows.filter((row) => lost.has(row.rowId) || outcome.shown.has(row.rowId)));
    }
    await schedule(spreadsheetId);
  };

  const reconcile = async (spreadsheetId: string): Promise<void> => {
    const space = `sheet:${spreadsheetId}`;
    const all = await deps.store.listBatches(space, 200);
    for (const tab of new Set(all.filter((batch) => !batch.preview).map((batch) => batch.tab))) {
      const batches = await tabBatches(deps, space, tab);
      const [newest] = batches;
      if (newest) await guarded(spreadsheetId, newest, () => syncOne(spreadsheetId, batches, null));
    }
  };

  const leased = async (spreadsheetId: string, work: () => Promise<void>): Promise<boolean> => {
    const name = `pump:${spreadsheetId}`;
    const now = deps.clock.now();
    if (!(await deps.store.takeLease(name, holder, now, now + LEASE_MS))) return false;
    try {
      await work();
    } finally {
      await deps.store.releaseLease(name, holder);
    }
    return true;
  };

  const running = new Map<string, Promise<unknown>>();
  /** Within this process one after the other: the lease only tells processes apart. */
  const alone = <T>(spreadsheetId: string, work: () => Promise<T>): Promise<T> => {
    const before = running.get(spreadsheetId) ?? Promise.resolve();
    const next = before.then(work, work);
    const settled = next
      .catch(() => undefined)
      .finally(() => {
        if (running.get(spreadsheetId) === settled) running.delete(spreadsheetId);
      });
    running.set(spreadsheetId, settled);
    return next;
  };

  return {
    async pump(spreadsheetId, full) {
      const mine = await alone(spreadsheetId, () =>
        leased(spreadsheetId, async () => {
          if (full) await reconcile(spreadsheetId);
          await pumpDirty(spreadsheetId);
        }),
      );
      // Another process has the pump, or died with it: its lease tells when.
      if (!mine) {
        const again = { kind: 'pump', spreadsheetId, ...(full ? { full } : {}) } as const;
        await deps.queue.add(again, { at: deps.clock.now() + 2000 });
      }
    },
    async settle(batch) {
      const { spreadsheetId, space } = batch;
      if (spreadsheetId === null || batch.preview || !space.startsWith('sheet:')) return;
      const mine = await alone(spreadsheetId, () =>
        leased(spreadsheetId, async () => {
          const batches = await tabBatches(deps, space, batch.tab);
          await guarded(spreadsheetId, batch, () => syncOne(spreadsheetId, batches, null));
          await pumpDirty(spreadsheetId);
        }),
      );
      if (!mine) throw new SheetsError('unavailable', 'Another process is writing into this spreadsheet.');
    },
    async freshRows(batch) {
      const { spreadsheetId, space, tab } = batch;
      if (spreadsheetId === null || !space.startsWith('sheet:')) return null;
      const access = { sheets: options.sheets, spreadsheetId, tab, readMark };
      const { guess } = stateOf(spreadsheetId, batch);
      const view = await guarded(spreadsheetId, batch, () => readTab(access, guess, 'all'));
      if (view === null) return null;
      const read = rowsAsRead(view, readMark);
      const seen = new Set<string>();
      // A copied id says nothing about which of the two rows was meant: the stored inputs stand.
      const copied = new Set(read.rows.map(({ rowId }) => rowId).filter((id) => seen.size === seen.add(id).size));
      return { ...read, rows: read.rows.filter(({ rowId }) => rowId !== '' && !copied.has(rowId)) };
    },
    note: (batch) => notes.get(`${batch.spreadsheetId}\n${batch.tab}`) ?? '',
  };
}

const STOPPED: Readonly<Record<'gone' | 'forbidden' | 'bad_range' | 'refused', string>> = {
  gone: 'The tab or the spreadsheet is gone; results are kept here.',
  forbidden:
    'Rowshot may no longer write into this spreadsheet; results are kept here, and the sidebar writes them while it is open.',
  bad_range:
    'The spreadsheet refuses what Rowshot writes; results are kept here, and the sidebar writes them while it is open.',
  refused:
    'The spreadsheet refuses what Rowshot writes; results are kept here, and the sidebar writes them while it is open.',
};
