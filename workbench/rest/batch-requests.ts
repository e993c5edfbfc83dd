import { z } from 'zod';
import { cellDataSchema, dataValidationSchema } from './cell-data-patch.ts';

/** The requests of `spreadsheets.batchUpdate` that the workbench knows, as the Sheets API defines them. */

const count = z.number().int().min(0);
const gridRange = z.strictObject({
  sheetId: count.optional(),
  startRowIndex: count.optional(),
  endRowIndex: count.optional(),
  startColumnIndex: count.optional(),
  endColumnIndex: count.optional(),
});
export type ApiRange = z.infer<typeof gridRange>;

const dimension = z.enum(['ROWS', 'COLUMNS']);
const dimensionRange = z.strictObject({
  sheetId: count.optional(),
  dimension,
  startIndex: count.optional(),
  endIndex: count.optional(),
});
const rows = z.array(z.strictObject({ values: z.array(cellDataSchema).optional() }));
const gridProperties = z.strictObject({
  rowCount: count.optional(),
  columnCount: count.optional(),
  frozenRowCount: count.optional(),
  frozenColumnCount: count.optional(),
});
const sheetProperties = z.strictObject({
  sheetId: count.optional(),
  title: z.string().optional(),
  index: count.optional(),
  sheetType: z.literal('GRID').optional(),
  gridProperties: gridProperties.optional(),
  hidden: z.boolean().optional(),
});
const location = z.strictObject({
  spreadsheet: z.boolean().optional(),
  sheetId: count.optional(),
  locationType: z.string().optional(),
});
export const dataFilterSchema = z.strictObject({
  developerMetadataLookup: z.strictObject({
    metadataId: count.optional(),
    metadataKey: z.string().optional(),
    metadataValue: z.string().optional(),
    visibility: z.enum(['DOCUMENT', 'PROJECT']).optional(),
    locationType: z.enum(['SPREADSHEET', 'SHEET', 'ROW', 'COLUMN']).optional(),
    metadataLocation: location.optional(),
    locationMatchingStrategy: z.string().optional(),
  }),
});
const basicFilter = z.strictObject({
  range: gridRange,
  criteria: z.record(z.string(), z.strictObject({ hiddenValues: z.array(z.string()).optional() })).optional(),
  filterSpecs: z
    .array(
      z.strictObject({ columnIndex: count, filterCriteria: z.strictObject({ hiddenValues: z.array(z.string()) }) }),
    )
    .optional(),
});
const protectedRange = z.strictObject({
  protectedRangeId: count.optional(),
  range: gridRange.optional(),
  description: z.string().optional(),
  warningOnly: z.boolean().optional(),
  editors: z.strictObject({ users: z.array(z.string()).optional() }).optional(),
});

export const requestSchemas = {
  updateCells: z.strictObject({
    rows: rows.optional(),
    fields: z.string(),
    range: gridRange.optional(),
    start: z
      .strictObject({ sheetId: count.optional(), rowIndex: count.optional(), columnIndex: count.optional() })
      .optional(),
  }),
  appendCells: z.strictObject({ sheetId: count.optional(), rows, fields: z.string() }),
  repeatCell: z.strictObject({ range: gridRange, cell: cellDataSchema.optional(), fields: z.string() }),
  setDataValidation: z.strictObject({ range: gridRange, rule: dataValidationSchema.optional() }),
  appendDimension: z.strictObject({ sheetId: count.optional(), dimension, length: count }),
  insertDimension: z.strictObject({ range: dimensionRange, inheritFromBefore: z.boolean().optional() }),
  deleteDimension: z.strictObject({ range: dimensionRange }),
  moveDimension: z.strictObject({ source: dimensionRange, destinationIndex: count }),
  updateDimensionProperties: z.strictObject({
    range: dimensionRange,
    properties: z.strictObject({ pixelSize: count.optional(), hiddenByUser: z.boolean().optional() }),
    fields: z.string(),
  }),
  autoResizeDimensions: z.strictObject({ dimensions: dimensionRange }),
  addSheet: z.strictObject({ properties: sheetProperties.optional() }),
  deleteSheet: z.strictObject({ sheetId: count }),
  updateSheetProperties: z.strictObject({ properties: sheetProperties, fields: z.string() }),
  updateSpreadsheetProperties: z.strictObject({
    properties: z.strictObject({ title: z.string().optional() }),
    fields: z.string(),
  }),
  setBasicFilter: z.strictObject({ filter: basicFilter }),
  clearBasicFilter: z.strictObject({ sheetId: count.optional() }),
  sortRange: z.strictObject({
    range: gridRange,
    sortSpecs: z.array(
      z.strictObject({ dimensionIndex: count, sortOrder: z.enum(['ASCENDING', 'DESCENDING']).optional() }),
    ),
  }),
  mergeCells: z.strictObject({ range: gridRange, mergeType: z.literal('MERGE_ALL').optional() }),
  unmergeCells: z.strictObject({ range: gridRange }),
  addProtectedRange: z.strictObject({ protectedRange }),
  deleteProtectedRange: z.strictObject({ protectedRangeId: count }),
  createDeveloperMetadata: z.strictObject({
    developerMetadata: z.strictObject({
      metadataId: count.optional(),
      metadataKey: z.string().min(1),
      metadataValue: z.string().optional(),
      location,
      visibility: z.enum(['DOCUMENT', 'PROJECT']),
    }),
  }),
  deleteDeveloperMetadata: z.strictObject({ dataFilter: dataFilterSchema }),
};

export type RequestKind = keyof typeof requestSchemas;
export type RequestOf<K extends RequestKind> = z.infer<(typeof requestSchemas)[K]>;

/** The body of `spreadsheets.batchUpdate`; each request is checked by its own schema. */
export const batchUpdateSchema = z.strictObject({
  requests: z.array(z.record(z.string(), z.unknown())).min(1, 'Must specify at least one request.'),
  includeSpreadsheetInResponse: z.boolean().optional(),
  responseRanges: z.array(z.string()).optional(),
  responseIncludeGridData: z.boolean().optional(),
});
