import type { Task } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { runRow } from './run-row.ts';
import { tickBatch } from './tick-batch.ts';

/** Tasks that belong to other parts of the backend. */
export interface OtherTasks {
  pump(spreadsheetId: string, full: boolean): Promise<void>;
  exportBatch(exportId: string): Promise<void>;
}

/** Does what a task hints at. `signal` aborts when the process stops. */
export async function runTask(deps: BatchDeps, task: Task, others: OtherTasks, signal?: AbortSignal): Promise<void> {
  switch (task.kind) {
    case 'row':
      return runRow(deps, task, signal);
    case 'tick':
      return tickBatch(deps, task.batchId);
    case 'pump':
      return others.pump(task.spreadsheetId, task.full === true);
    case 'export':
      return others.exportBatch(task.exportId);
  }
}
