import { z } from 'zod';
import type {
  ApiError,
  ChallengeAnswer,
  ExportRequest,
  ExportView,
  ModelsAnswer,
  ProbeAnswer,
  SessionAnswer,
  SessionRequest,
  SheetPlanAnswer,
  SheetPlanRequest,
  UploadAnswer,
} from '../../shared/api.ts';
import type { Catalogue } from '../../shared/catalogue.ts';
import { cell, failure, moment, rowId, spreadsheetId, tabId, usd } from './schemas-common.ts';

export const apiError = z
  .strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })
  .meta({ id: 'ApiError' }) satisfies z.ZodType<ApiError>;

export const challengeRequest = z.strictObject({ spreadsheetId });
export const challengeAnswer: z.ZodType<ChallengeAnswer> = z.strictObject({
  challengeId: z.string(),
  metadataKey: z.string(),
  metadataValue: z.string(),
  writerAccount: z.string().nullable(),
});

export const sessionRequest = z.strictObject({
  spreadsheetId,
  challengeId: z.string().max(100).nullable(),
}) satisfies z.ZodType<SessionRequest>;
export const sessionAnswer: z.ZodType<SessionAnswer> = z.strictObject({
  token: z.string(),
  expiresAt: moment,
  proved: z.boolean(),
  email: z.string(),
});

/** The catalogue is dated data of its own; here only its outline is said. */
const catalogue = z
  .custom<Catalogue>((value) => typeof value === 'object' && value !== null && 'models' in value)
  .meta({ override: { type: 'object', description: 'providers, models, prices and the date they were looked up' } });

export const modelsAnswer: z.ZodType<ModelsAnswer> = z.strictObject({
  catalogue,
  configured: z.array(z.string()),
  limits: z.strictObject({
    maxRows: z.int(),
    maxImages: z.int(),
    maxFileBytes: z.int(),
    maxPixels: z.int(),
  }),
  notices: z.strictObject({ webhook: z.boolean(), email: z.boolean() }),
  month: z.strictObject({ spentUsd: usd, reservedUsd: usd, capUsd: usd.nullable() }),
  retentionDays: z.int().nullable(),
});

export const probeRequest = z.strictObject({ urls: z.array(z.string().max(4000)).min(1).max(50) });
export const probeAnswer: z.ZodType<ProbeAnswer> = z.strictObject({
  results: z.array(
    z.union([
      z.strictObject({
        url: z.string(),
        ok: z.literal(true),
        mediaType: z.string(),
        bytes: z.number().nullable(),
      }),
      z.strictObject({ url: z.string(), ok: z.literal(false), failure }),
    ]),
  ),
});

export const uploadQuery = z.strictObject({ name: z.string().min(1).max(300) });
export const uploadAnswer: z.ZodType<UploadAnswer> = z.strictObject({
  url: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  width: z.int(),
  height: z.int(),
});

export const exportPath = z.strictObject({ id: z.string().regex(/^[\w-]{8,64}$/) });
export const exportRequest = z.strictObject({
  rowIds: z.array(rowId).max(50_000).nullable(),
}) satisfies z.ZodType<ExportRequest>;
export const exportView: z.ZodType<ExportView> = z
  .discriminatedUnion('state', [
    z.strictObject({ id: z.string(), state: z.literal('building'), done: z.int(), total: z.int() }),
    z.strictObject({
      id: z.string(),
      state: z.literal('ready'),
      url: z.string(),
      name: z.string(),
      bytes: z.int(),
    }),
    z.strictObject({ id: z.string(), state: z.literal('failed'), message: z.string() }),
  ])
  .meta({ id: 'ExportView' });

const MAX_COLUMNS = 1000;
const shown = z.string().max(50_000);
export const sheetPlanRequest = z.strictObject({
  tab: tabId,
  header: z.array(shown).max(20_000),
  headerNotes: z.array(shown).max(20_000),
  rowIds: z.array(z.string().max(500)).max(60_000),
  ownColumns: z.array(z.int().min(0).max(20_000)).max(MAX_COLUMNS),
  ownValues: z.array(z.array(shown).max(MAX_COLUMNS)).max(60_000),
  headerRow: z.int().min(1).optional(),
  inputs: z.array(z.array(cell).max(20_000)).max(60_000).optional(),
}) satisfies z.ZodType<SheetPlanRequest>;
export const sheetPlanAnswer: z.ZodType<SheetPlanAnswer> = z.strictObject({
  cells: z.array(
    z.strictObject({
      row: z.int().min(1),
      column: z.int().min(0),
      value: z.union([z.string(), z.number()]),
      url: z.string().optional(),
      picture: z.boolean().optional(),
    }),
  ),
  rev: z.int(),
});
