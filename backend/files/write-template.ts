import { stringify } from 'csv-stringify/sync';
import { writeXlsx } from 'hucre/xlsx';
import { columnLetters } from '../../shared/a1.ts';
import type { TemplateTable } from '../../shared/template-table.ts';

/** Rows of a new sheet that get dropdowns and the plain-text format. */
const PREPARED_ROWS = 1000;

/** A template as CSV with its example rows: UTF-8 with BOM, so that spreadsheets read it. */
export function writeTemplateCsv(table: TemplateTable): string {
  return stringify([table.header, ...table.rows], { bom: true, record_delimiter: '\r\n' });
}

/** A template as XLSX: dropdowns, header notes, and every cell as plain text so that `2:3` stays what it is. */
export async function writeTemplateXlsx(table: TemplateTable, name: string): Promise<Uint8Array> {
  const cells = new Map(
    table.columns.map((column, index) => [
      `0,${index}`,
      {
        value: column.name,
        style: { font: { bold: true }, numFmt: '@' },
        comment: { text: column.note },
      },
    ]),
  );
  return writeXlsx({
    sheets: [
      {
        name,
        rows: [[...table.header], ...table.rows.map((row) => [...row])],
        cells,
        columns: table.columns.map((column) => ({ width: Math.max(14, column.name.length + 4), numFmt: '@' })),
        freezePane: { rows: 1 },
        dataValidations: table.columns.flatMap((column, index) =>
          column.list === null
            ? []
            : [
                {
                  type: 'list' as const,
                  range: columnRange(index),
                  values: [...column.list],
                  allowBlank: true,
                  showErrorMessage: column.strict,
                },
              ],
        ),
      },
    ],
  });
}

function columnRange(index: number): string {
  const letters = columnLetters(index);
  return `${letters}2:${letters}${PREPARED_ROWS}`;
}
