import type { BatchView } from '../../shared/api.ts';
import { viewBatch } from '../batches/view-batch.ts';
import type { BatchRecord } from '../ports.ts';
import type { AppDeps } from './app-deps.ts';

/** A batch for an answer; what the sheet has to say is said where the batch itself says nothing. */
export function showBatch({ config, pump }: AppDeps, batch: BatchRecord): BatchView {
  const view = viewBatch(batch, config.retentionDays);
  return view.message === '' && pump ? { ...view, message: pump.note(batch) } : view;
}
