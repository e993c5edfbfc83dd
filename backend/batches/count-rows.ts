import type { BatchState, RowCounts } from '../../shared/states.ts';
import type { RowTally } from '../ports.ts';

export const NO_COUNTS: RowCounts = {
  total: 0,
  queued: 0,
  running: 0,
  completed: 0,
  failed: 0,
  stopped: 0,
  waitingForBudget: 0,
  cancelled: 0,
  reused: 0,
  inDoubt: 0,
};

/** Counts as people see them: what waits is shown by the batch's state. */
export function countRows(tallies: readonly RowTally[], state: BatchState): RowCounts {
  const counts = { ...NO_COUNTS };
  for (const one of tallies) {
    counts.total += one.rows;
    if (one.reused && one.kind === 'completed') counts.reused += one.rows;
    if (one.inDoubt && one.kind === 'failed') counts.inDoubt += one.rows;
    if (one.kind === 'waiting' || one.kind === 'queued') counts[waitingWord(state, one.reason)] += one.rows;
    else counts[one.kind] += one.rows;
  }
  return counts;
}

/** What a row that waits is shown as. */
export function waitingWord(
  state: BatchState,
  reason: string,
): 'queued' | 'stopped' | 'waitingForBudget' | 'cancelled' {
  switch (state.kind) {
    case 'cancelled':
      return 'cancelled';
    case 'stopped':
    case 'stopping':
      return 'stopped';
    case 'paused':
      return state.reason === 'budget' ? 'waitingForBudget' : 'stopped';
    default:
      return reason === 'budget' ? 'waitingForBudget' : 'queued';
  }
}
