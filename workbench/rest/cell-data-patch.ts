import { z } from 'zod';
import type { CellPatch, NumberFormatType, TextRun } from '../workbook/model.ts';
import { parseEntry } from '../workbook/parse-entry.ts';
import { parseFieldMask, pathsOf, writeMask } from './field-mask.ts';
import { GoogleError } from './google-error.ts';

const rgb = z.object({
  red: z.number().optional(),
  green: z.number().optional(),
  blue: z.number().optional(),
  alpha: z.number().optional(),
});
const colourStyle = z.object({ rgbColor: rgb.optional() });
const textFormat = z.object({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  link: z.object({ uri: z.string().optional() }).nullish(),
  foregroundColor: rgb.optional(),
  foregroundColorStyle: colourStyle.optional(),
});
export const dataValidationSchema = z.object({
  condition: z.object({
    type: z.literal('ONE_OF_LIST', 'Only ONE_OF_LIST validation is implemented in the workbench.'),
    values: z.array(z.object({ userEnteredValue: z.string() })),
  }),
  inputMessage: z.string().optional(),
  strict: z.boolean().optional(),
  showCustomUi: z.boolean().optional(),
});
export const cellDataSchema = z.object({
  userEnteredValue: z
    .strictObject({
      stringValue: z.string().optional(),
      numberValue: z.number().optional(),
      boolValue: z.boolean().optional(),
      formulaValue: z.string().optional(),
    })
    .nullish(),
  userEnteredFormat: z
    .object({
      numberFormat: z
        .object({
          type: z.enum(['TEXT', 'NUMBER', 'PERCENT', 'CURRENCY', 'DATE', 'TIME', 'DATE_TIME', 'SCIENTIFIC']),
          pattern: z.string().optional(),
        })
        .optional(),
      backgroundColor: rgb.optional(),
      backgroundColorStyle: colourStyle.optional(),
      wrapStrategy: z.enum(['OVERFLOW_CELL', 'LEGACY_WRAP', 'CLIP', 'WRAP']).optional(),
      horizontalAlignment: z.enum(['LEFT', 'CENTER', 'RIGHT']).optional(),
      verticalAlignment: z.enum(['TOP', 'MIDDLE', 'BOTTOM']).optional(),
      textFormat: textFormat.optional(),
    })
    .nullish(),
  textFormatRuns: z
    .array(z.object({ startIndex: z.number().int().optional(), format: textFormat.optional() }))
    .nullish(),
  note: z.string().nullish(),
  dataValidation: dataValidationSchema.nullish(),
});

export type CellData = z.infer<typeof cellDataSchema>;

const KNOWN = ['*', 'userEnteredValue', 'userEnteredFormat', 'textFormatRuns', 'note', 'dataValidation', 'hyperlink'];

/** Makes patches of CellData under a write mask: what the mask names and the cell lacks is taken away. */
export function cellPatcher(fields: string): (data: CellData) => CellPatch {
  const known = patchers.get(fields);
  if (known) return known;
  const made = makePatcher(fields);
  if (patchers.size > MAX_PATCHERS) patchers.clear();
  patchers.set(fields, made);
  return made;
}

/** A backend sends the same few masks with every row. */
const patchers = new Map<string, (data: CellData) => CellPatch>();
const MAX_PATCHERS = 100;

function makePatcher(fields: string): (data: CellData) => CellPatch {
  for (const path of pathsOf(parseFieldMask(fields))) {
    const [top = ''] = path.split('.');
    if (!KNOWN.includes(top))
      throw new GoogleError('INVALID_ARGUMENT', `Invalid field: ${path} is no field of CellData that can be written.`);
  }
  const covers = writeMask(fields);
  return (data) => ({
    ...(covers('userEnteredValue') ? { ...valuePatch(data), ...(covers('textFormatRuns') ? {} : { runs: null }) } : {}),
    ...(covers('note') ? { note: data.note === '' ? null : (data.note ?? null) } : {}),
    ...(covers('textFormatRuns') ? { runs: runsOf(data) } : {}),
    ...(covers('dataValidation') ? { dropdown: dropdownOf(data.dataValidation) } : {}),
    ...formatPatch(data.userEnteredFormat ?? {}, covers),
  });
}

export function dropdownOf(rule: CellData['dataValidation']): CellPatch['dropdown'] {
  if (!rule) return null;
  const values = rule.condition.values.map((one) => one.userEnteredValue);
  const helpText = rule.inputMessage === undefined ? {} : { helpText: rule.inputMessage };
  return { values, strict: rule.strict ?? false, ...helpText };
}

function valuePatch({ userEnteredValue }: CellData): CellPatch {
  const { stringValue, numberValue, boolValue, formulaValue } = userEnteredValue ?? {};
  if (formulaValue !== undefined) {
    const { value, formula, image, link } = parseEntry(formulaValue, undefined, new Date().getFullYear());
    return { value, formula, image, ...(link === null ? {} : { link }) };
  }
  return { value: stringValue ?? numberValue ?? boolValue ?? null, formula: null, image: null };
}

function runsOf({ textFormatRuns }: CellData): TextRun[] | null {
  if (!textFormatRuns || textFormatRuns.length === 0) return null;
  return textFormatRuns.map(({ startIndex, format }) => {
    const foreground = hexOf(format?.foregroundColorStyle?.rgbColor ?? format?.foregroundColor);
    return {
      start: startIndex ?? 0,
      ...(format?.link?.uri === undefined ? {} : { link: format.link.uri }),
      ...(format?.bold === undefined ? {} : { bold: format.bold }),
      ...(format?.italic === undefined ? {} : { italic: format.italic }),
      ...(foreground === null ? {} : { foreground }),
    };
  });
}

function formatPatch(format: NonNullable<CellData['userEnteredFormat']>, covers: (path: string) => boolean): CellPatch {
  const has = (path: string) => covers(`userEnteredFormat.${path}`);
  const text = format.textFormat ?? {};
  const { wrapStrategy } = format;
  const lower = <T extends string>(value: T | undefined) => value?.toLowerCase();
  const horizontal = lower(format.horizontalAlignment);
  const vertical = lower(format.verticalAlignment);
  return {
    ...(has('numberFormat') ? { numberFormat: numberFormatOf(format.numberFormat) } : {}),
    ...(has('backgroundColor') || has('backgroundColorStyle')
      ? { background: hexOf(format.backgroundColorStyle?.rgbColor ?? format.backgroundColor) }
      : {}),
    ...(has('wrapStrategy')
      ? {
          wrap:
            wrapStrategy === 'WRAP' || wrapStrategy === 'CLIP'
              ? wrapStrategy
              : wrapStrategy === undefined
                ? null
                : 'OVERFLOW',
        }
      : {}),
    ...(has('horizontalAlignment')
      ? {
          horizontalAlign:
            horizontal === 'left' || horizontal === 'center' || horizontal === 'right' ? horizontal : null,
        }
      : {}),
    ...(has('verticalAlignment')
      ? { verticalAlign: vertical === 'top' || vertical === 'middle' || vertical === 'bottom' ? vertical : null }
      : {}),
    ...(has('textFormat.bold') ? { bold: text.bold || null } : {}),
    ...(has('textFormat.italic') ? { italic: text.italic || null } : {}),
    ...(has('textFormat.foregroundColor') || has('textFormat.foregroundColorStyle')
      ? { foreground: hexOf(text.foregroundColorStyle?.rgbColor ?? text.foregroundColor) }
      : {}),
    ...(has('textFormat.link') ? { link: text.link?.uri ?? null } : {}),
  };
}

function numberFormatOf(
  format: { type: NumberFormatType; pattern?: string | undefined } | undefined,
): CellPatch['numberFormat'] {
  if (!format) return null;
  return format.pattern === undefined || format.type === 'TEXT'
    ? { type: format.type }
    : { type: format.type, pattern: format.pattern };
}

function hexOf(colour: z.infer<typeof rgb> | undefined): string | null {
  if (!colour) return null;
  const part = (value = 0) =>
    Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${part(colour.red)}${part(colour.green)}${part(colour.blue)}`;
}
