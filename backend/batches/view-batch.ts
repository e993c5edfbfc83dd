import type { BatchView } from '../../shared/api.ts';
import type { BatchRecord } from '../ports.ts';
import { rowsPerSecond } from './admit-rows.ts';

/** A batch as people see it. `retentionDays`: after the end; null: kept until deleted. */
export function viewBatch(batch: BatchRecord, retentionDays: number | null = null): BatchView {
  const { state, counts } = batch;
  const running = state.kind === 'running' || state.kind === 'stopping';
  const perSecond = running ? rowsPerSecond(batch) : 0;
  const left = counts.queued + counts.running;
  return {
    id: batch.id,
    name: batch.name,
    template: batch.template,
    tab: batch.tab,
    tabTitle: batch.tabTitle,
    preview: batch.preview,
    status: state.kind === 'finishing' ? 'running' : state.kind,
    message: state.kind === 'paused' ? state.message : '',
    counts,
    images: batch.images,
    spentUsd: batch.spentUsd,
    inDoubtUsd: batch.inDoubtUsd,
    budgetUsd: batch.budgetUsd,
    startedBy: batch.startedBy,
    createdAt: batch.createdAt,
    startedAt: batch.startedAt,
    finishedAt: batch.finishedAt,
    ratePerMinute: perSecond > 0 ? Math.round(perSecond * 600) / 10 : null,
    secondsLeft: perSecond > 0 && left > 0 ? Math.ceil(left / perSecond) : null,
    rev: batch.rev,
    expiresAt:
      retentionDays === null || batch.finishedAt === null
        ? null
        : batch.finishedAt + retentionDays * 24 * 60 * 60 * 1000,
  };
}
