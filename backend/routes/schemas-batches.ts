import { z } from 'zod';
import type {
  BatchInputs,
  BatchList,
  BatchView,
  ChunkAnswer,
  ChunkRequest,
  DraftRequest,
  DraftRow,
  OutputView,
  RegenerateRequest,
  RetryRequest,
  RowPage,
  RowView,
  ScopeAnswer,
  ScopeRequest,
  StartRequest,
} from '../../shared/api.ts';
import {
  cell,
  clientId,
  counts,
  failure,
  moment,
  rowId,
  scope,
  settings,
  tabId,
  templateId,
  usd,
} from './schemas-common.ts';

const name = z.string().min(1).max(200);
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');

export const batchPath = z.strictObject({ id: clientId });

export const batchView: z.ZodType<BatchView> = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    template: templateId,
    tab: z.string(),
    tabTitle: z.string(),
    preview: z.boolean(),
    status: z.enum(['draft', 'running', 'stopping', 'stopped', 'paused', 'completed', 'cancelled']),
    message: z.string(),
    counts,
    images: z.int().min(0),
    spentUsd: usd,
    inDoubtUsd: usd,
    budgetUsd: usd.nullable(),
    startedBy: z.string(),
    createdAt: moment,
    startedAt: moment.nullable(),
    finishedAt: moment.nullable(),
    ratePerMinute: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    rev: z.int().min(0),
    expiresAt: moment.nullable(),
  })
  .meta({ id: 'BatchView' });

export const batchList: z.ZodType<BatchList> = z.strictObject({ batches: z.array(batchView) });

export const draftRequest = z.strictObject({
  tab: tabId,
  tabTitle: z.string().max(200),
  name,
  template: templateId,
  settings,
  scope,
  preview: z.boolean(),
  budgetUsd: usd.nullable(),
  header: z.array(cell).max(20_000),
  headerRow: z.int().min(1),
  ownColumns: z.array(z.int().min(0)).max(1000),
}) satisfies z.ZodType<DraftRequest>;

export const draftRow = z.strictObject({
  rowId,
  number: z.int().min(1),
  cells: z.array(cell).max(20_000),
  problem: z.string().max(2000).optional(),
}) satisfies z.ZodType<DraftRow>;

export const chunkPath = z.strictObject({ id: clientId, chunk: z.coerce.number().int().min(0).max(1000) });
export const chunkRequest = z.strictObject({ rows: z.array(draftRow).max(500) }) satisfies z.ZodType<ChunkRequest>;
export const chunkAnswer: z.ZodType<ChunkAnswer> = z.strictObject({ digest });
export const startRequest = z.strictObject({ rows: z.int().min(0), digest }) satisfies z.ZodType<StartRequest>;
export const resumeRequest = z.strictObject({ budgetUsd: usd.nullable().optional() });
export const renameRequest = z.strictObject({ name });

export const retryRequest = z.strictObject({
  rowIds: z.array(rowId).max(50_000).nullable(),
  inDoubt: z.boolean(),
}) satisfies z.ZodType<RetryRequest>;

export const regenerateRequest = z.strictObject({
  rowIds: z.array(rowId).min(1).max(50_000),
}) satisfies z.ZodType<RegenerateRequest>;

const outputView: z.ZodType<OutputView> = z.strictObject({
  n: z.int().min(1),
  version: z.int().min(1),
  kind: z.enum(['image', 'text']),
  name: z.string(),
  url: z.string(),
  text: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  costUsd: usd,
  seed: z.number().nullable(),
  model: z.string(),
  promptSent: z.string(),
  warnings: z.array(z.string()),
});

const shownStatus = z.enum([
  'queued',
  'in progress',
  'completed',
  'failed',
  'stopped',
  'waiting for budget',
  'cancelled',
]);

const rowView: z.ZodType<RowView> = z
  .strictObject({
    rowId: z.string(),
    number: z.int(),
    status: shownStatus,
    message: z.string(),
    failure: failure.nullable(),
    outputs: z.array(outputView),
    costUsd: usd,
    seed: z.number().nullable(),
    warnings: z.array(z.string()),
    rev: z.int(),
    label: z.string(),
  })
  .meta({ id: 'RowView' });

export const rowsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  status: shownStatus.optional(),
});
export const rowPage: z.ZodType<RowPage> = z.strictObject({
  rows: z.array(rowView),
  rev: z.int(),
  more: z.boolean(),
});

export const batchInputs: z.ZodType<BatchInputs> = z.strictObject({
  name: z.string(),
  template: templateId,
  settings,
  header: z.array(cell),
  rows: z.array(draftRow),
});

export const scopeRequest = z.strictObject({
  tab: tabId,
  template: templateId,
  // A row that has never been run has no id yet: `''`.
  rows: z
    .array(z.strictObject({ rowId: z.union([z.literal(''), rowId]), fingerprint: z.string().regex(/^[0-9a-f]{32}$/) }))
    .max(50_000),
}) satisfies z.ZodType<ScopeRequest>;

export const scopeAnswer: z.ZodType<ScopeAnswer> = z.strictObject({
  classes: z.array(z.enum(['new', 'changed', 'failed', 'unchanged', 'in_doubt'])),
  running: batchView.nullable(),
});
