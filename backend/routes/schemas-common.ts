import { z } from 'zod';
import type { Cell } from '../../shared/cell.ts';
import type { ErrorCode, RowFailure } from '../../shared/errors.ts';
import { ERROR_RULES } from '../../shared/errors.ts';
import type { BatchSettings } from '../../shared/settings.ts';
import type { RowCounts, Scope } from '../../shared/states.ts';
import type { TemplateId } from '../../shared/template.ts';

const MAX_CELL = 50_000;

/** Ids that clients make: batch ids and the like; nothing that could be a path. */
export const clientId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'expected 8 to 64 letters, digits, _ or -');
export const rowId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'expected 1 to 64 letters, digits, _ or -');
export const tabId = z.string().min(1).max(200);
export const spreadsheetId = z.string().regex(/^[A-Za-z0-9_-]{3,128}$/, 'expected the id of a spreadsheet');

export const templateId = z.enum([
  'generate-basic',
  'generate-full',
  'products',
  'edit',
  'steps',
  'tools',
  'custom',
]) satisfies z.ZodType<TemplateId>;

export const cell = z.union([
  z.string().max(MAX_CELL),
  z.number(),
  z.boolean(),
  z.strictObject({ kind: z.enum(['date', 'time', 'error', 'merged']), shown: z.string().max(MAX_CELL) }),
]) satisfies z.ZodType<Cell>;

const text = z.string().max(MAX_CELL);
const texts = z.record(z.string().max(500), text);

export const settings = z.strictObject({
  prompt: text,
  fields: texts,
  mapping: texts,
  keyColumn: z.string().max(500).nullable(),
  steps: texts,
  namePattern: z.string().max(500).nullable(),
  showDimensions: z.boolean(),
  improvePrompts: z.boolean(),
  imageCells: z.enum(['name', 'url', 'picture']),
}) satisfies z.ZodType<BatchSettings>;

export const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('auto') }),
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('first'), count: z.int().min(1).max(50_000) }),
  z.strictObject({ kind: z.literal('selected'), rowIds: z.array(rowId).max(50_000) }),
]) satisfies z.ZodType<Scope>;

const ERROR_CODES = Object.keys(ERROR_RULES) as [ErrorCode, ...ErrorCode[]];
export const failure = z.strictObject({
  code: z.enum(ERROR_CODES),
  message: z.string(),
}) satisfies z.ZodType<RowFailure>;

const count = z.int().min(0);
export const counts = z.strictObject({
  total: count,
  queued: count,
  running: count,
  completed: count,
  failed: count,
  stopped: count,
  waitingForBudget: count,
  cancelled: count,
  reused: count,
  inDoubt: count,
}) satisfies z.ZodType<RowCounts>;

/** USD. */
export const usd = z.number().min(0);
/** Epoch milliseconds. */
export const moment = z.number();
