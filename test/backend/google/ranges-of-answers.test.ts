import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '../../../backend/embedded/system-clock.ts';
import { createGoogleSheets } from '../../../backend/google/sheets.ts';
import type { SheetRange, SheetsApi } from '../../../backend/ports.ts';
import { openRest } from '../../workbench/rest/open-rest.ts';

let rest: Awaited<ReturnType<typeof openRest>>;
let sheets: SheetsApi;
beforeAll(async () => {
  rest = await openRest();
  const token = () => rest.issuer.issueServiceAccountToken(rest.writer);
  sheets = createGoogleSheets({ rootUrl: rest.rootUrl, token, perMinute: 600, clock: systemClock });
});
afterAll(async () => rest.close());

test('rows and columns that were put in since the last answer are in the answer to a write', async () => {
  const spreadsheetId = rest.document.id;
  const sheetId = (await rest.sheets.spreadsheets.get({ spreadsheetId })).data.sheets?.[0]?.properties?.sheetId ?? 0;
  const tab = String(sheetId);
  const all: SheetRange = { firstRow: 1, lastRow: 100_000, firstColumn: 0, lastColumn: 18_277 };
  const { rowCount, columnCount } = await sheets.read(spreadsheetId, tab, [all]);
  const last = { row: rowCount, column: columnCount - 1, value: 'the last', link: null } as const;
  await sheets.write(spreadsheetId, tab, [{ kind: 'cell', ...last }], [all]);
  const insert = (dimension: string) => ({
    insertDimension: { range: { sheetId, dimension, startIndex: 0, endIndex: 2 }, inheritFromBefore: false },
  });
  const requestBody = { requests: [insert('ROWS'), insert('COLUMNS')] };
  await rest.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody });

  const column: SheetRange = { ...all, firstColumn: 1 };
  const answer = await sheets.write(
    spreadsheetId,
    tab,
    [{ kind: 'cell', row: 1, column: 0, value: 'ours', link: null }],
    [all, column],
  );
  expect(answer.rowCount).toBe(rowCount + 2);
  expect(answer.blocks[0]?.cells[rowCount + 1]?.[columnCount + 1]?.value).toBe('the last');
  // A block says what it really holds, so that nothing outside of it is taken for blank.
  const [, beside] = answer.blocks;
  expect(beside?.range.lastRow).toBeGreaterThanOrEqual(rowCount + 2);
  expect(beside?.range.lastColumn).toBe(columnCount - 1);
});
