import type { OperationsResponse, WorkbookSnapshot } from '../../server/api.ts';
import { applyOperation } from '../../workbook/apply-operation.ts';
import type { Workbook } from '../../workbook/model.ts';
import { type AppliedOperation, type Operation, OperationError } from '../../workbook/operation.ts';
import { rebaseOperation } from '../../workbook/rebase-operation.ts';
import { type Api, ApiError, UnreachableError } from './call-api.ts';

/** An applied operation and what takes it back. */
export type Move = { readonly operation: Operation; readonly inverse: Operation };

/** What one edit did here before the server knew of it. */
type PendingEdit = { operations: readonly Operation[]; inverses: readonly Operation[] };

/** How long the event stream may take to bring what was missed. */
const CATCH_UP_MS = 3000;

export type SyncListeners = {
  /** Operations that changed the workbook just now; `null`: anything may have changed. */
  readonly onChange: (operations: readonly Operation[] | null) => void;
  /** What others did, with what takes it back: cursors move along (follow-operations.ts). */
  readonly onOthers: (moves: readonly Move[]) => void;
  /** An edit that the server refused, in a sentence for people. */
  readonly onRefused: (message: string) => void;
  /** The server went away while something was on its way. */
  readonly onUnreachable: () => void;
  readonly onUnsaved: (edits: number) => void;
};

/**
 * The page's copy of a workbook. Edits show at once and are sent one request at a time; what others did meanwhile
 * is put before them. While a request is under way, events wait, so that revisions are applied in their order.
 */
export class SyncedWorkbook {
  readonly clientId = crypto.randomUUID();
  workbook: Workbook;
  revision: number;
  private readonly api: Api;
  private readonly listeners: SyncListeners;
  private pending: PendingEdit[] = [];
  private waitingEvents: AppliedOperation[] = [];
  private sending: Promise<void> | null = null;
  private halted = false;

  constructor(snapshot: WorkbookSnapshot, api: Api, listeners: SyncListeners) {
    this.workbook = snapshot.workbook;
    this.revision = snapshot.revision;
    this.api = api;
    this.listeners = listeners;
  }

  get unsaved(): number {
    return this.pending.length;
  }

  /** Applies an edit here and sends it. Together the operations are one step of undo. @throws OperationError */
  edit(operations: readonly Operation[]): void {
    if (operations.length === 0) return;
    const inverses = this.applyAll(operations);
    this.pending.push({ operations, inverses });
    this.listeners.onChange(operations);
    this.listeners.onUnsaved(this.pending.length);
    this.send();
  }

  /** Operations from the event stream. Those this page already has are skipped. */
  receive(applied: readonly AppliedOperation[]): void {
    this.waitingEvents.push(...applied);
    if (this.sending === null && !this.halted) this.takeIn([]);
  }

  /** Waits until the server has every edit. */
  async flush(): Promise<void> {
    while (this.sending) await this.sending;
  }

  async undo(): Promise<boolean> {
    await this.flush();
    const response = await this.api.undo(this.workbook.id, this.clientId);
    this.takeIn(response.applied);
    return response.applied.length > 0;
  }

  async redo(): Promise<boolean> {
    await this.flush();
    const response = await this.api.redo(this.workbook.id, this.clientId);
    this.takeIn(response.applied);
    return response.applied.length > 0;
  }

  /**
   * The server is back. An edit whose answer was lost may have arrived: the server's revision tells from where on its
   * own operations count, so nothing is applied twice.
   */
  async resume(snapshot: WorkbookSnapshot): Promise<void> {
    if (!this.halted && this.sending === null && this.pending.length === 0) {
      if (snapshot.revision < this.revision) this.replace(snapshot);
      return;
    }
    if (snapshot.revision < this.revision) return this.replace(snapshot);
    await this.caughtUp(snapshot.revision);
    const lost = this.pending[0];
    const arrived = this.waitingEvents.some((event) => event.clientId === this.clientId);
    this.halted = false;
    if (lost && arrived) this.settleFirst([]);
    else this.takeIn([]);
    this.send();
  }

  /** Starts again from the server's state, with unsent edits put on top where they still fit. */
  replace(snapshot: WorkbookSnapshot): void {
    const edits = this.pending;
    this.pending = [];
    // What came while the snapshot was on its way is newer than it.
    this.waitingEvents = this.waitingEvents.filter((event) => event.revision > snapshot.revision);
    this.halted = false;
    this.workbook = snapshot.workbook;
    this.revision = snapshot.revision;
    for (const edit of edits) this.reapply(edit.operations);
    if (this.sending === null) this.takeIn([]);
    this.listeners.onChange(null);
    this.listeners.onUnsaved(this.pending.length);
    this.send();
  }

  /** Waits until the event stream has brought everything up to a revision. */
  private async caughtUp(revision: number): Promise<void> {
    for (let waited = 0; waited < CATCH_UP_MS; waited += 20) {
      const seen = this.waitingEvents.reduce((highest, event) => Math.max(highest, event.revision), this.revision);
      if (seen >= revision) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private applyAll(operations: readonly Operation[]): Operation[] {
    const inverse = applyOperation(this.workbook, { type: 'batch', operations });
    return [inverse];
  }

  private send(): void {
    if (this.sending || this.halted || this.pending.length === 0) return;
    this.sending = this.sendAll().finally(() => {
      this.sending = null;
      if (!this.halted) this.takeIn([]);
    });
  }

  private async sendAll(): Promise<void> {
    for (let edit = this.pending[0]; edit; edit = this.pending[0]) {
      try {
        const response = await this.api.operations(this.workbook.id, {
          clientId: this.clientId,
          baseRevision: this.revision,
          operations: edit.operations,
        });
        this.settleFirst(merged(response));
      } catch (error) {
        if (error instanceof UnreachableError || (error instanceof ApiError && error.status >= 500)) {
          this.halted = true;
          this.listeners.onUnreachable();
          return;
        }
        this.settleFirst([]);
        this.listeners.onRefused(error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** Takes the first edit out: what the server made of it comes in its place. */
  private settleFirst(applied: readonly AppliedOperation[]): void {
    const dropped = this.pending[0];
    this.rewind();
    if (dropped) this.pending.shift();
    this.advance(applied);
  }

  private takeIn(applied: readonly AppliedOperation[]): void {
    if (applied.length === 0 && this.waitingEvents.length === 0) return;
    this.rewind();
    this.advance(applied);
  }

  /** Takes the unsent edits back, newest first. */
  private rewind(): void {
    for (const edit of this.pending.toReversed()) {
      for (const inverse of edit.inverses) applyOperation(this.workbook, inverse);
    }
  }

  /** Applies what is new in the order of its revisions, then the unsent edits, moved to where they belong now. */
  private advance(applied: readonly AppliedOperation[]): void {
    const news = [...applied, ...this.waitingEvents].sort((a, b) => a.revision - b.revision);
    this.waitingEvents = [];
    const changed: Operation[] = [];
    const moves: Move[] = [];
    const others: Move[] = [];
    for (const event of news) {
      const { revision, operation, clientId } = event;
      if (revision <= this.revision) continue;
      // The answer to an undo may overtake what somebody else did before it.
      if (revision > this.revision + 1) {
        this.waitingEvents.push(event);
        continue;
      }
      const inverse = applyOperation(this.workbook, operation);
      this.revision = revision;
      changed.push(operation);
      moves.push({ operation, inverse });
      if (clientId !== this.clientId) others.push({ operation, inverse });
    }
    const edits = this.pending;
    this.pending = [];
    for (const edit of edits) {
      let operations: readonly Operation[] = edit.operations;
      for (const { operation, inverse } of moves) {
        operations = operations.flatMap((own) => rebaseOperation(own, operation, inverse) ?? []);
      }
      changed.push(...operations);
      this.reapply(operations);
    }
    if (others.length > 0) this.listeners.onOthers(others);
    this.listeners.onChange(changed);
    this.listeners.onUnsaved(this.pending.length);
  }

  private reapply(operations: readonly Operation[]): void {
    if (operations.length === 0) return;
    try {
      this.pending.push({ operations, inverses: this.applyAll(operations) });
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      this.listeners.onRefused(error.message);
    }
  }
}

function merged(response: OperationsResponse): AppliedOperation[] {
  return [...response.missed, ...response.applied];
}
