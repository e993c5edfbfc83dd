import { describe } from '@jest/globals';
import { systemClock } from '../../backend/embedded/system-clock.ts';
import { createGoogleSheets } from '../../backend/google/sheets.ts';
import { SheetsError } from '../../backend/ports.ts';
import { MemorySheet, memorySheets } from '../backend/sheet/memory-sheets.ts';
import { openRest } from '../workbench/rest/open-rest.ts';
import { type SheetUnderTest, sheetsApiSuite } from './sheets-api.ts';

describe('a sheet in memory', () => {
  sheetsApiSuite(async (): Promise<SheetUnderTest> => {
    const sheet = new MemorySheet(Array.from({ length: 50 }, () => Array.from({ length: 8 }, () => '')));
    return {
      api: memorySheets(new Map([['S/0', sheet]])),
      spreadsheetId: 'S',
      tab: '0',
      async setNote(row, column, note) {
        const cells = sheet.rows[row - 1];
        if (cells) cells[column] = { ...sheet.at(row, column), note };
      },
      async addMetadata(key, value) {
        sheet.metadata.push({ key, value });
      },
      insertRow: async (row) => sheet.insertRow(row),
      protectNextWrite() {
        sheet.fail = (kind) => {
          if (kind !== 'write') return null;
          sheet.fail = null;
          return new SheetsError('bad_range', 'protected');
        };
      },
      close: async () => undefined,
    };
  });
});

describe('Google’s client', () => {
  sheetsApiSuite(async (): Promise<SheetUnderTest> => {
    const rest = await openRest({ quota: { perProject: 100_000, perUser: 100_000 } });
    const spreadsheetId = rest.document.id;
    const update = async (request: object) => {
      await rest.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests: [request] } });
    };
    const first = (await rest.sheets.spreadsheets.get({ spreadsheetId })).data.sheets?.[0]?.properties;
    const sheetId = first?.sheetId ?? 0;
    return {
      api: createGoogleSheets({
        rootUrl: rest.rootUrl.replace(/\/$/, ''),
        token: () => rest.issuer.issueServiceAccountToken(rest.writer),
        perMinute: 100_000,
        clock: systemClock,
      }),
      spreadsheetId,
      tab: String(sheetId),
      setNote: (row, column, note) =>
        update({
          updateCells: {
            start: { sheetId, rowIndex: row - 1, columnIndex: column },
            rows: [{ values: [{ note }] }],
            fields: 'note',
          },
        }),
      addMetadata: (metadataKey, metadataValue) =>
        update({
          createDeveloperMetadata: {
            developerMetadata: { metadataKey, metadataValue, location: { spreadsheet: true }, visibility: 'DOCUMENT' },
          },
        }),
      insertRow: (row) =>
        update({ insertDimension: { range: { sheetId, dimension: 'ROWS', startIndex: row - 1, endIndex: row } } }),
      protectNextWrite: () => rest.faults.set({ kind: 'protected', times: 1 }),
      close: () => rest.close(),
    };
  });
});
