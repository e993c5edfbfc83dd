import { z } from 'zod';
import type { Cell, CellPatch, Column, GridRange, Row, Tab, Workbook } from './model.ts';
import type { Operation } from './operation.ts';

/** Checks of what comes in as JSON: saved files and operations sent by a page. Not for the browser bundle. */

const index = z.number().int().min(0);
const cellValue = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ error: z.enum(['#N/A', '#REF!', '#NAME?', '#VALUE!', '#DIV/0!', '#NUM!', '#NULL!', '#ERROR!']) }),
]);
const numberFormat = z.strictObject({
  type: z.enum(['AUTOMATIC', 'TEXT', 'NUMBER', 'PERCENT', 'CURRENCY', 'DATE', 'TIME', 'DATE_TIME', 'SCIENTIFIC']),
  pattern: z.string().optional(),
});
const runs = z.array(
  z.strictObject({
    start: index,
    link: z.string().optional(),
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    foreground: z.string().optional(),
  }),
);
const dropdown = z.strictObject({ values: z.array(z.string()), strict: z.boolean(), helpText: z.string().optional() });
const properties = {
  value: cellValue,
  formula: z.string(),
  note: z.string(),
  link: z.string(),
  runs,
  image: z.string(),
  numberFormat,
  bold: z.boolean(),
  italic: z.boolean(),
  background: z.string(),
  foreground: z.string(),
  wrap: z.enum(['OVERFLOW', 'WRAP', 'CLIP']),
  horizontalAlign: z.enum(['left', 'center', 'right']),
  verticalAlign: z.enum(['top', 'middle', 'bottom']),
  dropdown,
};
const cellObject = z.strictObject(properties);

export const cellSchema: z.ZodType<Cell> = cellObject.partial();
export const patchSchema: z.ZodType<CellPatch> = z.strictObject({
  value: properties.value.optional(),
  formula: properties.formula.nullish(),
  note: properties.note.nullish(),
  link: properties.link.nullish(),
  runs: properties.runs.nullish(),
  image: properties.image.nullish(),
  numberFormat: properties.numberFormat.nullish(),
  bold: properties.bold.nullish(),
  italic: properties.italic.nullish(),
  background: properties.background.nullish(),
  foreground: properties.foreground.nullish(),
  wrap: properties.wrap.nullish(),
  horizontalAlign: properties.horizontalAlign.nullish(),
  verticalAlign: properties.verticalAlign.nullish(),
  dropdown: properties.dropdown.nullish(),
});
const rowSchema: z.ZodType<Row> = z.strictObject({
  cells: z.array(cellSchema.nullable()),
  hidden: z.boolean().optional(),
  height: z.number().optional(),
});
const columnSchema: z.ZodType<Column> = z.strictObject({
  width: z.number().optional(),
  hidden: z.boolean().optional(),
});
export const gridRangeSchema: z.ZodType<GridRange> = z.strictObject({
  startRow: index,
  endRow: index,
  startColumn: index,
  endColumn: index,
});
const filterSchema = z.strictObject({
  range: gridRangeSchema,
  hiddenValues: z.record(z.string(), z.array(z.string())),
});
const protectedRangeSchema = z.strictObject({
  id: z.number(),
  range: gridRangeSchema.nullable(),
  description: z.string(),
  editors: z.array(z.string()),
  warningOnly: z.boolean(),
});
const tabSchema: z.ZodType<Tab> = z.strictObject({
  id: index,
  title: z.string(),
  hidden: z.boolean(),
  rowCount: z.number().int().min(1),
  columnCount: z.number().int().min(1),
  frozenRows: index,
  frozenColumns: index,
  columns: z.array(columnSchema.nullable()),
  rows: z.array(rowSchema.nullable()),
  filter: filterSchema.nullable(),
  merges: z.array(gridRangeSchema),
  protectedRanges: z.array(protectedRangeSchema),
});
const metadataSchema = z.strictObject({
  id: z.number().int(),
  key: z.string(),
  value: z.string(),
  visibility: z.enum(['DOCUMENT', 'PROJECT']),
  tabId: z.number().nullable(),
});

export const workbookSchema: z.ZodType<Workbook> = z.strictObject({
  id: z.string().min(1),
  title: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  tabs: z.array(tabSchema).min(1),
  metadata: z.array(metadataSchema),
});

const span = { tabId: index, at: index, count: z.number().int().min(1) };
const move = { tabId: index, from: index, count: z.number().int().min(1), to: index };
const inherit = z.enum(['before', 'after']).optional();
const sortKey = z.strictObject({ column: index, ascending: z.boolean() });

export const operationSchema: z.ZodType<Operation> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('setCells'),
      tabId: index,
      row: index,
      column: index,
      patches: z.array(z.array(patchSchema.nullable())),
    }),
    z.strictObject({ type: z.literal('repeatCell'), tabId: index, range: gridRangeSchema, patch: patchSchema }),
    z.strictObject({ type: z.literal('insertRows'), ...span, rows: z.array(rowSchema.nullable()).optional(), inherit }),
    z.strictObject({ type: z.literal('deleteRows'), ...span }),
    z.strictObject({ type: z.literal('moveRows'), ...move }),
    z.strictObject({
      type: z.literal('insertColumns'),
      ...span,
      columns: z.array(columnSchema.nullable()).optional(),
      cells: z.array(z.array(cellSchema.nullable())).optional(),
      inherit,
    }),
    z.strictObject({ type: z.literal('deleteColumns'), ...span }),
    z.strictObject({ type: z.literal('moveColumns'), ...move }),
    z.strictObject({ type: z.literal('sortRange'), tabId: index, range: gridRangeSchema, keys: z.array(sortKey) }),
    z.strictObject({ type: z.literal('permuteRows'), tabId: index, range: gridRangeSchema, order: z.array(index) }),
    z.strictObject({
      type: z.literal('setColumns'),
      tabId: index,
      at: index,
      columns: z.array(columnSchema.nullable()),
    }),
    z.strictObject({
      type: z.literal('setRows'),
      tabId: index,
      at: index,
      rows: z.array(z.strictObject({ hidden: z.boolean().optional(), height: z.number().optional() })),
    }),
    z.strictObject({ type: z.literal('setFilter'), tabId: index, filter: filterSchema.nullable() }),
    z.strictObject({ type: z.literal('setMerges'), tabId: index, merges: z.array(gridRangeSchema) }),
    z.strictObject({
      type: z.literal('setProtectedRanges'),
      tabId: index,
      protectedRanges: z.array(protectedRangeSchema),
    }),
    z.strictObject({
      type: z.literal('setTab'),
      tabId: index,
      title: z.string().optional(),
      hidden: z.boolean().optional(),
      frozenRows: index.optional(),
      frozenColumns: index.optional(),
    }),
    z.strictObject({ type: z.literal('addTab'), index, tab: tabSchema }),
    z.strictObject({ type: z.literal('deleteTab'), tabId: index }),
    z.strictObject({ type: z.literal('moveTab'), tabId: index, index }),
    z.strictObject({ type: z.literal('renameWorkbook'), title: z.string().min(1) }),
    z.strictObject({ type: z.literal('addMetadata'), entry: metadataSchema }),
    z.strictObject({ type: z.literal('removeMetadata'), id: z.number().int() }),
    z.strictObject({ type: z.literal('batch'), operations: z.array(operationSchema) }),
  ]),
);
