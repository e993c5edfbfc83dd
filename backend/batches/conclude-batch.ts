import type { PauseReason } from '../../shared/states.ts';
import type { BatchRecord, RowTally } from '../ports.ts';
import { cancelRows } from './cancel-rows.ts';
import type { BatchDeps } from './deps.ts';
import { tabOf } from './find-batch.ts';
import { recount } from './recount.ts';
import { showSheet } from './show-sheet.ts';

/**
 * Sees whether a batch has come to an end or to a halt, and writes it. Every step may be repeated after a crash. Answers
 * whether the batch needs another turn.
 */
export async function concludeBatch(
  deps: BatchDeps,
  batch: BatchRecord,
  blockedBy: 'batch' | 'month' | null,
): Promise<boolean> {
  const tallies = await deps.store.tallyRows(batch.id);
  const inFlight = count(tallies, (one) => one.kind === 'queued' || one.kind === 'running');
  if (inFlight > 0) return true;
  const waiting = tallies.filter((one) => one.kind === 'waiting');
  switch (batch.state.kind) {
    case 'running': {
      if (waiting.length === 0) return deps.clock.now() < batch.keepOpenUntil || finish(deps, batch);
      const halt = await haltOf(deps, batch, waiting, blockedBy);
      if (halt === null) return true;
      return close(deps, batch, { kind: 'paused', ...halt });
    }
    case 'finishing':
      return finish(deps, batch);
    case 'stopping':
      return close(deps, batch, { kind: 'stopped' });
    case 'cancelled': {
      if (waiting.length > 0) {
        await cancelRows(deps, batch);
        return true;
      }
      await settleAll(deps, batch);
      await recount(deps, batch);
      await deps.store.changeBatch(batch.id, ['cancelled'], { open: false });
      await showSheet(deps, batch);
      return false;
    }
    default:
      await settleAll(deps, batch);
      await deps.store.changeBatch(batch.id, [batch.state.kind], { open: false });
      return false;
  }
}

/** Nothing is left to run: the sheet is brought in line, notices go out, and only then is the batch completed. */
async function finish(deps: BatchDeps, batch: BatchRecord): Promise<boolean> {
  await settleAll(deps, batch);
  const finishing = await deps.store.changeBatch(batch.id, ['running', 'finishing'], { state: { kind: 'finishing' } });
  if (finishing === null) return true;
  const counted = await recount(deps, finishing);
  await deps.afterFinish?.(counted);
  const done = await deps.store.changeBatch(batch.id, ['finishing'], {
    state: { kind: 'completed' },
    finishedAt: deps.clock.now(),
    open: false,
  });
  if (done === null) return true;
  await releaseTab(deps, done);
  deps.log('batch completed', { batch: batch.id, completed: done.counts.completed, failed: done.counts.failed });
  await showSheet(deps, done);
  return false;
}

/** A retry may have reopened the batch meanwhile; then the tab stays its own. */
async function releaseTab(deps: BatchDeps, batch: BatchRecord): Promise<void> {
  if (batch.preview) return;
  await deps.store.releaseTab(tabOf(batch), batch.id);
  const now = await deps.store.getBatch(batch.id);
  if (now?.state.kind === 'running') await deps.store.takeTab(tabOf(batch), batch.id, 0);
}

async function close(deps: BatchDeps, batch: BatchRecord, state: BatchRecord['state']): Promise<boolean> {
  await settleAll(deps, batch);
  const closed = await deps.store.changeBatch(batch.id, [batch.state.kind], { state, open: false });
  if (closed === null) return true;
  const counted = await recount(deps, closed);
  deps.log('batch halted', { batch: batch.id, state: state.kind });
  await showSheet(deps, counted);
  return false;
}

async function settleAll(deps: BatchDeps, batch: BatchRecord): Promise<void> {
  while ((await deps.store.settleRows(batch.id)) >= 100);
}

/** Why nothing that waits can run; null: something can, now or later. */
async function haltOf(
  deps: BatchDeps,
  batch: BatchRecord,
  waiting: readonly RowTally[],
  blockedBy: 'batch' | 'month' | null,
): Promise<{ readonly reason: PauseReason; readonly message: string } | null> {
  const halts: { reason: PauseReason; message: string }[] = [];
  for (const one of waiting) {
    const health = await deps.store.providerState(one.provider);
    if (health.halted !== null) halts.push({ reason: health.halted, message: health.message });
    else if (one.reason === 'budget') halts.push({ reason: 'budget', message: budgetMessage(deps, batch, blockedBy) });
    else return null;
  }
  return (
    halts.find((one) => one.reason === 'credit') ?? halts.find((one) => one.reason === 'provider') ?? halts[0] ?? null
  );
}

function budgetMessage(deps: BatchDeps, batch: BatchRecord, blockedBy: 'batch' | 'month' | null): string {
  const usd = (amount: number | null) => `${(amount ?? 0).toFixed(2)} USD`;
  return blockedBy === 'month'
    ? `The month's budget of ${usd(deps.monthCapUsd)} does not cover the next row. Resume next month, or ask for more.`
    : `The batch's budget of ${usd(batch.budgetUsd)} does not cover the next row. Raise it, then resume.`;
}

function count(tallies: readonly RowTally[], which: (one: RowTally) => boolean): number {
  return tallies.filter(which).reduce((sum, one) => sum + one.rows, 0);
}
