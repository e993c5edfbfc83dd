import type { Request } from 'express';
import { z } from 'zod';
import type { WorkbookDocument } from '../workbook/document.ts';
import type { Operation } from '../workbook/operation.ts';
import { OperationError } from '../workbook/operation.ts';
import { PROTECTED_MESSAGE, protectedFrom } from '../workbook/protection.ts';
import { batchUpdateSchema, dataFilterSchema } from './batch-requests.ts';
import { batchUpdate } from './batch-update.ts';
import { applyFieldMask, type FieldMask, parseFieldMask } from './field-mask.ts';
import { GoogleError } from './google-error.ts';
import { matchesLookup } from './metadata-lookup.ts';
import {
  addressOf,
  appendPlace,
  placeOf,
  type Render,
  readRange,
  type Scalar,
  transposed,
  writeRange,
} from './sheet-values.ts';
import { metadataView, spreadsheetView } from './spreadsheet-view.ts';

/** One call of the Sheets API on one spreadsheet. */
export type SheetsCall = {
  readonly request: Request;
  readonly document: WorkbookDocument;
  readonly email: string;
  /** What the path says after the spreadsheet's id, decoded. */
  readonly argument: string;
  readonly url: string;
};

export type SheetsRoute = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Of the path after `/v4/spreadsheets/{id}`, not decoded. */
  readonly path: RegExp;
  readonly kind: 'Read' | 'Write';
  readonly answer: (call: SheetsCall) => unknown;
};

const one = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const many = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
const maskOf = (request: Request): FieldMask | null => {
  const fields = one(request.query.fields);
  return fields === undefined || fields === '' || fields === '*' ? null : parseFieldMask(fields);
};
const renderSchema = z.enum(['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA']);
const dimensionSchema = z.enum(['ROWS', 'COLUMNS']);
const inputSchema = z.enum(['RAW', 'USER_ENTERED']);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const valueRangeSchema = z.strictObject({
  range: z.string().optional(),
  majorDimension: dimensionSchema.optional(),
  values: z.array(z.array(scalar)).optional(),
});

function parsed<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new GoogleError('INVALID_ARGUMENT', `Invalid value at '${name}': ${String(value)}`);
}

function renderOf(request: Request): { render: Render; major: 'ROWS' | 'COLUMNS' } {
  return {
    render: parsed(renderSchema, request.query.valueRenderOption ?? 'FORMATTED_VALUE', 'value_render_option'),
    major: parsed(dimensionSchema, request.query.majorDimension ?? 'ROWS', 'major_dimension'),
  };
}

function apply({ document, email }: SheetsCall, operations: readonly Operation[]): void {
  for (const operation of operations) {
    if (protectedFrom(document.workbook, operation, email, document.permissions.owner))
      throw new OperationError(PROTECTED_MESSAGE);
  }
  document.apply(`rest:${email}`, operations);
}

type ValueRangeBody = z.infer<typeof valueRangeSchema>;

function rowsOf(body: ValueRangeBody): Scalar[][] {
  const values = body.values ?? [];
  return body.majorDimension === 'COLUMNS' ? transposed(values) : values;
}

function update(
  call: SheetsCall,
  address: string,
  body: ValueRangeBody,
  input: 'RAW' | 'USER_ENTERED',
  withValues: boolean,
): object {
  const { document } = call;
  const place = placeOf(document.workbook, address);
  const rows = rowsOf(body);
  const { startRow, startColumn } = place.range;
  const columns = Math.max(0, ...rows.map((line) => line.length));
  apply(call, [writeRange(place, rows, input)]);
  const written = {
    tab: place.tab,
    range: { startRow, startColumn, endRow: startRow + rows.length, endColumn: startColumn + columns },
  };
  return {
    spreadsheetId: document.id,
    updatedRange: addressOf(written),
    updatedRows: rows.length,
    updatedColumns: columns,
    updatedCells: rows.reduce((sum, line) => sum + line.filter((value) => value !== null).length, 0),
    ...(withValues ? { updatedData: readRange(written, 'FORMATTED_VALUE', 'ROWS') } : {}),
  };
}

function view(call: SheetsCall, ranges: readonly string[], includeGridData: boolean, mask: FieldMask | null): unknown {
  const { document, url } = call;
  const places = ranges
    .map((address) => placeOf(document.workbook, address))
    .map(({ tab, range }) => ({ tabId: tab.id, range }));
  return spreadsheetView(document.workbook, document.permissions, { ranges: places, includeGridData, mask, url });
}

const CLEAR = { value: null, formula: null, link: null, runs: null, image: null };

export const sheetsRoutes: readonly SheetsRoute[] = [
  {
    method: 'GET',
    path: /^$/,
    kind: 'Read',
    answer: (call) => {
      const { ranges, includeGridData } = call.request.query;
      return view(call, many(ranges), includeGridData === 'true', maskOf(call.request));
    },
  },
  {
    method: 'POST',
    path: /^:batchUpdate$/,
    kind: 'Write',
    answer: (call) => {
      const body = batchUpdateSchema.parse(call.request.body);
      const replies = batchUpdate(call.document, body.requests, call.email);
      const answer = { spreadsheetId: call.document.id, replies };
      if (!body.includeSpreadsheetInResponse) return applyFieldMask(answer, maskOf(call.request));
      const mask = maskOf(call.request);
      const updatedMask = mask === null ? null : mask.updatedSpreadsheet;
      if (updatedMask === undefined) return applyFieldMask(answer, mask);
      const updatedSpreadsheet = view(
        call,
        body.responseRanges ?? [],
        body.responseIncludeGridData ?? false,
        updatedMask,
      );
      return { ...Object(applyFieldMask(answer, mask)), updatedSpreadsheet };
    },
  },
  {
    method: 'GET',
    path: /^\/values:batchGet$/,
    kind: 'Read',
    answer: ({ request, document }) => {
      const { render, major } = renderOf(request);
      const valueRanges = many(request.query.ranges).map((address) =>
        readRange(placeOf(document.workbook, address), render, major),
      );
      return applyFieldMask({ spreadsheetId: document.id, valueRanges }, maskOf(request));
    },
  },
  {
    method: 'POST',
    path: /^\/values:batchUpdate$/,
    kind: 'Write',
    answer: (call) => {
      const schema = z.object({
        valueInputOption: inputSchema,
        data: z.array(valueRangeSchema),
        includeValuesInResponse: z.boolean().optional(),
      });
      const body = schema.parse(call.request.body);
      for (const entry of body.data)
        writeRange(placeOf(call.document.workbook, entry.range ?? ''), rowsOf(entry), body.valueInputOption);
      const responses = body.data.map((entry) =>
        update(call, entry.range ?? '', entry, body.valueInputOption, body.includeValuesInResponse ?? false),
      );
      return { spreadsheetId: call.document.id, responses };
    },
  },
  {
    method: 'POST',
    path: /^\/values:batchClear$/,
    kind: 'Write',
    answer: (call) => {
      const { ranges } = z.object({ ranges: z.array(z.string()) }).parse(call.request.body);
      const places = ranges.map((address) => placeOf(call.document.workbook, address));
      apply(
        call,
        places.map(({ tab, range }) => ({ type: 'repeatCell', tabId: tab.id, range, patch: CLEAR })),
      );
      return { spreadsheetId: call.document.id, clearedRanges: places.map(addressOf) };
    },
  },
  {
    method: 'POST',
    path: /^\/values\/([^/]+):append$/,
    kind: 'Write',
    answer: (call) => {
      const { document, request, argument } = call;
      const body = valueRangeSchema.parse(request.body);
      const input = parsed(inputSchema, request.query.valueInputOption, 'value_input_option');
      const rows = rowsOf(body);
      const columns = Math.max(0, ...rows.map((line) => line.length));
      const { place, missingRows } = appendPlace(placeOf(document.workbook, argument), rows.length, columns);
      const { tab } = place;
      if (missingRows > 0) apply(call, [{ type: 'insertRows', tabId: tab.id, at: tab.rowCount, count: missingRows }]);
      const updates = update(
        call,
        addressOf(place),
        { values: rows },
        input,
        request.query.includeValuesInResponse === 'true',
      );
      return { spreadsheetId: document.id, updates };
    },
  },
  {
    method: 'POST',
    path: /^\/values\/([^/]+):clear$/,
    kind: 'Write',
    answer: (call) => {
      const place = placeOf(call.document.workbook, call.argument);
      apply(call, [{ type: 'repeatCell', tabId: place.tab.id, range: place.range, patch: CLEAR }]);
      return { spreadsheetId: call.document.id, clearedRange: addressOf(place) };
    },
  },
  {
    method: 'GET',
    path: /^\/values\/([^/]+)$/,
    kind: 'Read',
    answer: ({ request, document, argument }) => {
      const { render, major } = renderOf(request);
      return applyFieldMask(readRange(placeOf(document.workbook, argument), render, major), maskOf(request));
    },
  },
  {
    method: 'PUT',
    path: /^\/values\/([^/]+)$/,
    kind: 'Write',
    answer: (call) => {
      const { request, argument } = call;
      const input = parsed(inputSchema, request.query.valueInputOption, 'value_input_option');
      return update(
        call,
        argument,
        valueRangeSchema.parse(request.body),
        input,
        request.query.includeValuesInResponse === 'true',
      );
    },
  },
  {
    method: 'POST',
    path: /^\/developerMetadata:search$/,
    kind: 'Read',
    answer: ({ request, document }) => {
      const { dataFilters } = z.object({ dataFilters: z.array(dataFilterSchema) }).parse(request.body);
      const lookups = dataFilters.map((filter) => filter.developerMetadataLookup);
      const found = document.workbook.metadata.filter((entry) =>
        lookups.some((lookup) => matchesLookup(entry, lookup)),
      );
      if (found.length === 0) return {};
      const matched = found.map((entry) => ({ developerMetadata: metadataView(entry), dataFilters }));
      return applyFieldMask({ matchedDeveloperMetadata: matched }, maskOf(request));
    },
  },
  {
    method: 'GET',
    path: /^\/developerMetadata\/([^/]+)$/,
    kind: 'Read',
    answer: ({ document, argument }) => {
      const entry = document.workbook.metadata.find((one) => String(one.id) === argument);
      if (!entry) throw new GoogleError('NOT_FOUND', `No developer metadata with id ${argument}`);
      return metadataView(entry);
    },
  },
];
