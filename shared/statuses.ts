import type { ShownBatchStatus, ShownRowStatus } from './states.ts';

/** A row's status, in the words that people see, in the order of its life. */
export const ROW_STATUSES: readonly ShownRowStatus[] = [
  'queued',
  'in progress',
  'completed',
  'failed',
  'stopped',
  'waiting for budget',
  'cancelled',
];

/** A batch's status, in the words that people see. */
export const BATCH_STATUSES: readonly ShownBatchStatus[] = [
  'running',
  'stopping',
  'stopped',
  'paused',
  'completed',
  'cancelled',
];

/** Whether the text of a cell is one of our row statuses. */
export function isRowStatus(text: string): text is ShownRowStatus {
  return ROW_STATUSES.some((status) => status === text);
}
