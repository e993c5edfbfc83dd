import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../../backend/embedded/system-clock.ts';
import { createGoogleSheets } from '../../../backend/google/sheets.ts';
import { openRest } from '../../workbench/rest/open-rest.ts';
import { openBackend, promptSheet } from '../routes/open-backend.ts';

const ROWS = 500;

describe('500 rows through Google’s client, under Google’s quotas', () => {
  let rest: Awaited<ReturnType<typeof openRest>>;
  let backend: Awaited<ReturnType<typeof openBackend>>;
  beforeAll(async () => {
    rest = await openRest();
    const sheets = createGoogleSheets({
      rootUrl: rest.rootUrl,
      token: () => rest.issuer.issueServiceAccountToken(rest.writer),
      perMinute: 60,
      clock: systemClock,
    });
    backend = await openBackend({ sheets });
  });
  afterAll(async () => {
    await backend.close();
    await rest.close();
  });

  test('all of them are in the sheet when the batch is completed', async () => {
    const spreadsheetId = rest.document.id;
    const { sheet, rows, own } = promptSheet(Array.from({ length: ROWS }, (_, index) => `mug number ${index}`));
    const setUp = async (request: object) => {
      await rest.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests: [request] } });
    };
    const values = sheet.rows.map((row) => ({
      values: row.map((cell) => ({
        userEnteredValue:
          typeof cell.value === 'number' ? { numberValue: cell.value } : { stringValue: String(cell.value) },
        note: cell.note,
      })),
    }));
    const sheetId = (await rest.sheets.spreadsheets.get({ spreadsheetId })).data.sheets?.[0]?.properties?.sheetId ?? 0;
    await setUp({
      updateCells: { start: { sheetId, rowIndex: 0, columnIndex: 0 }, rows: values, fields: 'userEnteredValue,note' },
    });

    const challenge = await backend.ok<{ challengeId: string; metadataKey: string; metadataValue: string }>(
      'POST',
      '/v1/challenges',
      'id:ann',
      { spreadsheetId },
    );
    const { metadataKey, metadataValue, challengeId } = challenge;
    const location = { spreadsheet: true };
    await setUp({
      createDeveloperMetadata: { developerMetadata: { metadataKey, metadataValue, location, visibility: 'DOCUMENT' } },
    });
    const { token, proved } = await backend.ok<{ token: string; proved: boolean }>('POST', '/v1/sessions', 'id:ann', {
      spreadsheetId,
      challengeId,
    });
    expect(proved).toBe(true);
    await backend.submit(token, 'batch-0001', rows, own, false, String(sheetId));
    await backend.until(token, 'batch-0001', 'completed');
    const found = await rest.sheets.spreadsheets.values.get({ spreadsheetId, range: 'A1:Z501' });
    const [header, ...lines] = found.data.values ?? [];
    const column = (name: string) => (header ?? []).indexOf(name);
    expect(lines.filter((line) => line[column('status')] === 'completed')).toHaveLength(ROWS);
    expect(
      lines.every((line) =>
        String(line[column('image_1')]).includes(String(line[column('prompt')]).replace(/ /g, '-')),
      ),
    ).toBe(true);
    expect(backend.lines.filter((line) => line.includes('task failed'))).toEqual([]);
  }, 60_000);
});
