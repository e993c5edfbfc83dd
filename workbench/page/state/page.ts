import type { Activity, WorkbookSnapshot } from '../../server/api.ts';
import { type Cell, cellAt, findTab, type GridRange, type Tab, type Workbook } from '../../workbook/model.ts';
import { type Operation, OperationError } from '../../workbook/operation.ts';
import { type Api, ApiError, UnreachableError } from '../connection/call-api.ts';
import { listenEvents } from '../connection/listen-events.ts';
import { type Move, SyncedWorkbook } from '../connection/sync-workbook.ts';
import { findStatusColumns, type GridLook } from '../grid/cell-flags.ts';
import {
  allRanges,
  clampSelection,
  type GridSelection,
  isSingleCell,
  mainRange,
  selectCell,
  toServerSelection,
} from '../grid/grid-selection.ts';
import type { GridView } from '../grid/grid-view.ts';
import { followCell, followSelection } from './follow-operations.ts';
import { firstState, type PageState } from './page-state.ts';
import { Store } from './store.ts';

const TOAST_SECONDS = 5;
const SELECTION_AFTER_MS = 80;
/** Bars and menus follow live changes at most this often (milliseconds); the grid follows at once. */
const SHOWN_AFTER_MS = 100;

/** One open spreadsheet: its content, what the person sees of it, and the ways to change both. */
export class Page {
  readonly api: Api;
  readonly store: Store<PageState>;
  readonly sync: SyncedWorkbook;
  /** Set by the grid once it is on the page. */
  view: GridView | null = null;
  /** What was copied here, shown with a dashed edge until something changes. */
  copied: { readonly tabId: number; readonly range: GridRange } | null = null;
  /** Told what a script asked for (show-activity.ts). */
  onActivity: (activity: Activity) => void = () => {};
  private readonly selections = new Map<number, GridSelection>();
  private readonly events: ReturnType<typeof listenEvents>;
  private selectionTimer = 0;
  private shownTimer = 0;
  private toastId = 0;

  constructor(snapshot: WorkbookSnapshot, api: Api) {
    this.api = api;
    const tabs = snapshot.workbook.tabs;
    const start = tabs.find((tab) => tab.id === snapshot.selection.tabId && !tab.hidden) ?? tabs[0];
    this.store = new Store(firstState(snapshot.person, snapshot.canEdit, start?.id ?? 0));
    this.sync = new SyncedWorkbook(snapshot, api, {
      onChange: (operations) => this.workbookChanged(operations),
      onOthers: (moves) => this.follow(moves),
      onRefused: (message) => this.toast(message, 'Not saved'),
      onUnreachable: () => {
        this.store.set({ connection: 'offline' });
        this.events.retryNow();
      },
      onUnsaved: (unsaved) => this.store.set({ unsaved }),
    });
    this.events = listenEvents({
      address: () => api.eventsAddress(this.sync.workbook.id, this.sync.revision, this.sync.clientId),
      onEvent: (event) => {
        if (event.type === 'operations') this.sync.receive(event.operations);
        else if (event.type === 'activity') this.onActivity(event.activity);
        else void this.reload();
      },
      onOpen: () => void this.cameBack(),
      onLost: () => this.store.set({ connection: 'offline' }),
    });
  }

  get workbook(): Workbook {
    return this.sync.workbook;
  }

  get state(): PageState {
    return this.store.get();
  }

  /** The tab in sight. A tab deleted by somebody else gives way to its neighbour. */
  get tab(): Tab {
    const tab = findTab(this.workbook, this.state.tabId) ?? this.workbook.tabs.find((other) => !other.hidden);
    if (!tab) throw new Error('A spreadsheet always has a visible tab.');
    return tab;
  }

  get range(): GridRange {
    return mainRange(this.state.selection, this.tab);
  }

  get activeCell(): Cell | null {
    const { row, column } = this.state.selection.active;
    return cellAt(this.tab, row, column);
  }

  look(): GridLook {
    const { tab } = this;
    const { selection } = this.state;
    const ranges = allRanges(selection, tab);
    const [main] = ranges;
    return {
      tab,
      selection,
      ranges,
      single: ranges.length === 1 && main !== undefined && isSingleCell(main),
      copied: this.copied?.tabId === tab.id ? this.copied.range : null,
      statusColumns: findStatusColumns(tab),
    };
  }

  /** Applies operations as one step of undo. @returns whether they were applied */
  edit(...operations: readonly Operation[]): boolean {
    if (!this.state.canEdit) {
      this.toast('You may look at this spreadsheet, not change it.');
      return false;
    }
    this.copied = null;
    try {
      this.sync.edit(operations);
      this.store.set({ shown: this.state.shown + 1 });
      return true;
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      this.store.set({ dialog: { type: 'message', title: 'There was a problem', text: error.message } });
      return false;
    }
  }

  select(selection: GridSelection, reveal: 'focus' | 'active' | 'none' = 'focus'): void {
    this.store.set({ selection, card: null, popup: null });
    this.view?.draw();
    const target = reveal === 'active' ? selection.active : selection.focus;
    if (reveal !== 'none') this.view?.reveal(target.row, target.column);
    window.clearTimeout(this.selectionTimer);
    this.selectionTimer = window.setTimeout(() => void this.sendSelection(), SELECTION_AFTER_MS);
  }

  showTab(tabId: number): void {
    if (tabId === this.state.tabId) return;
    this.selections.set(this.state.tabId, this.state.selection);
    const selection = this.selections.get(tabId) ?? selectCell(0, 0);
    this.store.set({ tabId, editing: null });
    this.view?.remeasure();
    this.select(clampSelection(selection, this.tab));
  }

  /** Shows a short message at the bottom. `seconds` below zero: until it is closed. */
  toast(message: string, title = '', seconds = TOAST_SECONDS): void {
    const id = ++this.toastId;
    this.store.set({ toasts: [...this.state.toasts.slice(-3), { id, title, message }] });
    if (seconds > 0) window.setTimeout(() => this.closeToast(id), seconds * 1000);
  }

  closeToast(id: number): void {
    this.store.set({ toasts: this.state.toasts.filter((toast) => toast.id !== id) });
  }

  /** Gives the keyboard back to the grid. */
  focusGrid(): void {
    this.view?.frame.scroller.focus({ preventScroll: true });
  }

  retryNow(): void {
    this.events.retryNow();
  }

  /** The server has every edit and the selection; scripts read both. */
  async settle(): Promise<void> {
    await this.sync.flush();
    window.clearTimeout(this.selectionTimer);
    await this.sendSelection();
  }

  /** Runs something that asks the server, and says in a toast when it fails. */
  async attempt<T>(what: Promise<T>, title = ''): Promise<T | null> {
    try {
      return await what;
    } catch (error) {
      if (error instanceof UnreachableError) this.store.set({ connection: 'offline' });
      this.toast(error instanceof Error ? error.message : String(error), title);
      return null;
    }
  }

  private async sendSelection(): Promise<void> {
    try {
      await this.api.select(this.workbook.id, toServerSelection(this.state.selection, this.tab));
    } catch (error) {
      // A lost selection is sent again with the next one; the banner already says that the server is away.
      if (!(error instanceof UnreachableError || error instanceof ApiError)) throw error;
    }
  }

  private async cameBack(): Promise<void> {
    const wasAway = this.state.connection === 'offline';
    if (!wasAway) return;
    try {
      await this.sync.resume(await this.api.open(this.workbook.id));
      this.store.set({ connection: 'online' });
    } catch (error) {
      if (!(error instanceof UnreachableError || error instanceof ApiError)) throw error;
      window.setTimeout(() => this.events.retryNow(), 1000);
    }
  }

  private async reload(): Promise<void> {
    await this.sync.flush();
    const snapshot = await this.attempt(this.api.open(this.workbook.id));
    if (snapshot) this.sync.replace(snapshot);
  }

  /** The cursor and the open editor stay with their cells when others insert, delete, move or sort. */
  private follow(moves: readonly Move[]): void {
    const { selection, editing, tabId } = this.state;
    const followed = followSelection(tabId, selection, moves);
    if (followed !== selection) this.store.set({ selection: clampSelection(followed, this.tab) });
    if (!editing) return;
    const place = followCell(tabId, editing, moves);
    if (!place) this.toast('The row you were editing was deleted by somebody else.');
    if (!place || place.row !== editing.row || place.column !== editing.column)
      this.store.set({ editing: place ? { ...editing, ...place } : null, popup: null });
  }

  private workbookChanged(operations: readonly Operation[] | null): void {
    this.view?.changed(operations);
    if (this.shownTimer !== 0) return;
    this.shownTimer = window.setTimeout(() => {
      this.shownTimer = 0;
      const { tab } = this;
      const selection = clampSelection(this.state.selection, tab);
      this.store.set({ shown: this.state.shown + 1, tabId: tab.id, selection });
    }, SHOWN_AFTER_MS);
  }
}
