import { applyOperation } from './apply-operation.ts';
import type { Workbook } from './model.ts';
import { type AppliedOperation, type Operation, OperationError } from './operation.ts';
import { rebaseOperation } from './rebase-operation.ts';

/** Who may read and change a spreadsheet besides its owner, by e-mail in lower case. */
export type Permissions = { owner: string; editors: string[]; refuseServiceAccounts: boolean };

type LogEntry = AppliedOperation & { readonly inverse: Operation; readonly weight: number };

/** Operations of one request or one script call: one step of undo. */
type UndoStep = { readonly revisions: readonly number[] };

type UndoStacks = { undo: UndoStep[]; redo: UndoStep[] };

/** How much is remembered for undo and for pages that fall behind, in operations and in cells. */
const MAX_LOG_ENTRIES = 2000;
const MAX_LOG_CELLS = 1_000_000;

/** Steps a client can take back. */
const MAX_UNDO_STEPS = 200;

/** Operations were made on a revision that is no longer remembered, or do not fit what happened since. */
export class ConflictError extends Error {
  override name = 'ConflictError';
}

/** One spreadsheet while it is open: content, revision, log. Every change goes through `apply` or `applyFrom`. */
export class WorkbookDocument {
  readonly workbook: Workbook;
  readonly permissions: Permissions;
  revision: number;
  updatedAt: string;
  private readonly log: LogEntry[] = [];
  private logCells = 0;
  private readonly stacks = new Map<string, UndoStacks>();
  /** Revisions that an undo has taken back, and those undos: a pair changes nothing. */
  private readonly cancelled = new Set<number>();
  private readonly listeners = new Set<(applied: readonly AppliedOperation[]) => void>();

  constructor(workbook: Workbook, permissions: Permissions, revision = 0, updatedAt = new Date().toISOString()) {
    this.workbook = workbook;
    this.permissions = permissions;
    this.revision = revision;
    this.updatedAt = updatedAt;
  }

  get id(): string {
    return this.workbook.id;
  }

  /** Calls the listener after every change with what was applied. @returns how to stop that. */
  onChange(listener: (applied: readonly AppliedOperation[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells the listeners that something outside the operations (sharing) is to be saved. */
  touch(): void {
    for (const listener of this.listeners) listener([]);
  }

  /**
   * Applies operations made on the current revision, all or none.
   * @param undoStep operations of one step are undone together; a new step by default
   * @throws OperationError
   */
  apply(clientId: string, operations: readonly Operation[], undoStep?: string): readonly AppliedOperation[] {
    const applied = this.record(clientId, operations);
    const stacks = this.stacksOf(clientId);
    stacks.redo = [];
    // Developer metadata is invisible: taking it back would look as if undo did nothing.
    const revisions = applied.filter((entry) => !isMetadata(entry.operation)).map((entry) => entry.revision);
    const open = undoStep === undefined ? undefined : this.openSteps.get(undoStep);
    const last = stacks.undo.at(-1);
    if (open && last === open) {
      stacks.undo.pop();
      revisions.unshift(...open.revisions);
    }
    const step = { revisions };
    if (revisions.length > 0) stacks.undo.push(step);
    if (stacks.undo.length > MAX_UNDO_STEPS) stacks.undo.shift();
    if (undoStep !== undefined) this.openSteps.set(undoStep, step);
    this.tell(applied);
    return applied;
  }

  private readonly openSteps = new Map<string, UndoStep>();

  /** No more operations join this step. */
  closeStep(undoStep: string): void {
    this.openSteps.delete(undoStep);
  }

  /**
   * Applies operations made on an earlier revision, moved to where they belong now.
   * @throws ConflictError where they no longer fit
   */
  applyFrom(
    clientId: string,
    baseRevision: number,
    operations: readonly Operation[],
  ): { missed: readonly AppliedOperation[]; applied: readonly AppliedOperation[] } {
    const missed = this.since(baseRevision);
    if (!missed) throw new ConflictError('This page fell too far behind; reload it and make the change again.');
    const moved = operations.flatMap((operation) => this.moveForward(operation, missed) ?? []);
    try {
      return { missed: missed.map(publicEntry), applied: this.apply(clientId, moved) };
    } catch (error) {
      if (error instanceof OperationError && missed.length > 0) {
        throw new ConflictError(`The spreadsheet changed meanwhile and the change no longer fits: ${error.message}`);
      }
      throw error;
    }
  }

  /** What was applied after the revision; null where that is no longer remembered. */
  missedSince(revision: number): readonly AppliedOperation[] | null {
    return this.since(revision)?.map(publicEntry) ?? null;
  }

  /**
   * Takes the client's last step back.
   * @throws ConflictError where nothing of it fits any more; the step is then given up, and the next call means the one before
   */
  undo(clientId: string): readonly AppliedOperation[] {
    const stacks = this.stacksOf(clientId);
    return this.takeBack(clientId, stacks.undo, stacks.redo);
  }

  redo(clientId: string): readonly AppliedOperation[] {
    const stacks = this.stacksOf(clientId);
    return this.takeBack(clientId, stacks.redo, stacks.undo);
  }

  canUndo(clientId: string): { canUndo: boolean; canRedo: boolean } {
    const stacks = this.stacksOf(clientId);
    return { canUndo: stacks.undo.length > 0, canRedo: stacks.redo.length > 0 };
  }

  private takeBack(clientId: string, from: UndoStep[], to: UndoStep[]): readonly AppliedOperation[] {
    const step = from.pop();
    if (!step) return [];
    const own = new Set(step.revisions);
    const done: AppliedOperation[] = [];
    let misfit: OperationError | null = null;
    for (const revision of [...step.revisions].reverse()) {
      const later = this.since(revision - 1);
      const [entry] = later ?? [];
      if (!later || !entry) continue;
      const others = later.slice(1).filter((other) => !own.has(other.revision) && !this.cancelled.has(other.revision));
      const moved = this.moveForward(entry.inverse, others);
      if (!moved) continue;
      let applied: AppliedOperation[];
      try {
        applied = this.record(clientId, [moved]);
      } catch (error) {
        if (!(error instanceof OperationError)) throw error;
        misfit = error;
        continue;
      }
      this.cancelled.add(revision);
      for (const one of applied) {
        this.cancelled.add(one.revision);
        own.add(one.revision);
      }
      done.push(...applied);
    }
    if (done.length === 0 && misfit !== null) {
      throw new ConflictError(`The spreadsheet changed meanwhile and the step no longer fits: ${misfit.message}`);
    }
    if (done.length > 0) to.push({ revisions: done.map((entry) => entry.revision) });
    this.tell(done);
    return done;
  }

  private record(clientId: string, operations: readonly Operation[]): AppliedOperation[] {
    const inverses: Operation[] = [];
    try {
      for (const operation of operations) inverses.push(applyOperation(this.workbook, operation));
    } catch (error) {
      for (const inverse of inverses.reverse()) applyOperation(this.workbook, inverse);
      throw error;
    }
    const applied = operations.map((operation, i) => {
      const inverse = inverses[i] ?? { type: 'batch', operations: [] };
      this.revision += 1;
      const entry: LogEntry = { revision: this.revision, clientId, operation, inverse, weight: weightOf(operation) };
      this.log.push(entry);
      this.logCells += entry.weight;
      return publicEntry(entry);
    });
    while (this.log.length > 1 && (this.log.length > MAX_LOG_ENTRIES || this.logCells > MAX_LOG_CELLS)) {
      const dropped = this.log.shift();
      this.logCells -= dropped?.weight ?? 0;
      if (dropped) this.cancelled.delete(dropped.revision);
    }
    return applied;
  }

  private tell(applied: readonly AppliedOperation[]): void {
    if (applied.length === 0) return;
    this.updatedAt = new Date().toISOString();
    for (const listener of this.listeners) listener(applied);
  }

  private since(revision: number): readonly LogEntry[] | null {
    if (revision === this.revision) return [];
    const first = this.log[0];
    if (!first || revision > this.revision || revision < first.revision - 1) return null;
    return this.log.slice(revision - first.revision + 1);
  }

  private moveForward(operation: Operation, entries: readonly LogEntry[]): Operation | null {
    let moved: Operation | null = operation;
    for (const entry of entries) if (moved) moved = rebaseOperation(moved, entry.operation, entry.inverse);
    return moved;
  }

  private stacksOf(clientId: string): UndoStacks {
    const known = this.stacks.get(clientId);
    if (known) return known;
    const fresh = { undo: [], redo: [] };
    this.stacks.set(clientId, fresh);
    return fresh;
  }
}

function publicEntry({ revision, clientId, operation }: LogEntry): AppliedOperation {
  return { revision, clientId, operation };
}

function isMetadata(operation: Operation): boolean {
  return operation.type === 'addMetadata' || operation.type === 'removeMetadata';
}

function weightOf(operation: Operation): number {
  if (operation.type === 'setCells') return operation.patches.length * (operation.patches[0]?.length ?? 0);
  if (operation.type === 'batch') return operation.operations.reduce((sum, one) => sum + weightOf(one), 1);
  if (operation.type === 'insertRows') return (operation.rows?.length ?? 0) * 20 + 1;
  if (operation.type === 'permuteRows' || operation.type === 'sortRange') return operation.range.endRow;
  return 1;
}
