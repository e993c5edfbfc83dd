import type { DraftRequest } from '../../shared/api.ts';
import type { BatchId, BatchRecord, Caller } from '../ports.ts';
import { NO_COUNTS } from './count-rows.ts';
import type { BatchDeps } from './deps.ts';
import { ConflictError, InputError } from './errors.ts';

/** Makes a draft under the caller's id, or empties the caller's draft of that id. Throws ConflictError, InputError. */
export async function createDraft(
  deps: BatchDeps,
  caller: Caller,
  batchId: BatchId,
  request: DraftRequest,
): Promise<BatchRecord> {
  if (!deps.templates.has(request.template)) throw new InputError(`There is no template “${request.template}”.`);
  const now = deps.clock.now();
  const draft: BatchRecord = {
    id: batchId,
    space: caller.space,
    // Without the proof the sheet is the add-on's to write: nothing here may lead the backend to it.
    spreadsheetId: caller.proved ? caller.spreadsheetId : null,
    tab: request.tab,
    tabTitle: request.tabTitle,
    name: request.name,
    preview: request.preview,
    template: request.template,
    settings: request.settings,
    scope: request.scope,
    header: request.header,
    headerRow: request.headerRow,
    ownColumns: request.ownColumns,
    budgetUsd: request.budgetUsd,
    state: { kind: 'draft' },
    payer: caller.sub,
    startedBy: caller.email,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
    counts: NO_COUNTS,
    images: 0,
    spentUsd: 0,
    reservedUsd: 0,
    inDoubtUsd: 0,
    linkVersion: 1,
    rev: 0,
    seedBase: deps.random.seed(),
    providers: [],
    open: false,
    keepOpenUntil: 0,
    countedAt: 0,
    samples: [],
  };
  if (!(await deps.store.putDraft(draft))) {
    throw new ConflictError('A batch with this id was started already; open it, or start a new one.');
  }
  return draft;
}
