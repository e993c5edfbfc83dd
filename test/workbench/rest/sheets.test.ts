import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cellAt } from '../../../workbench/workbook/model.ts';
import { openRest } from './open-rest.ts';

describe('Sheets v4 through Google’s client', () => {
  let rest: Awaited<ReturnType<typeof openRest>>;
  let spreadsheetId = '';
  beforeAll(async () => {
    rest = await openRest({ quota: { perProject: 10_000, perUser: 10_000 } });
    spreadsheetId = rest.document.id;
  });
  afterAll(() => rest.close());
  const cell = (row: number, column: number) => {
    const [tab] = rest.document.workbook.tabs;
    return tab ? cellAt(tab, row, column) : null;
  };

  test('values are written, read, appended and cleared', async () => {
    const { values } = rest.sheets.spreadsheets;
    const written = await values.update({
      spreadsheetId,
      range: 'Sheet1!A1:C2',
      valueInputOption: 'RAW',
      requestBody: {
        values: [
          ['prompt', 'ratio', 'n'],
          ['a cat', '2:3', 4],
        ],
      },
    });
    expect(written.data).toMatchObject({ updatedRange: 'Sheet1!A1:C2', updatedCells: 6 });
    const read = await values.get({ spreadsheetId, range: 'Sheet1!A:C', valueRenderOption: 'UNFORMATTED_VALUE' });
    expect(read.data).toEqual({
      range: 'Sheet1!A1:C1000',
      majorDimension: 'ROWS',
      values: [
        ['prompt', 'ratio', 'n'],
        ['a cat', '2:3', 4],
      ],
    });
    const columns = await values.batchGet({ spreadsheetId, ranges: ['A1:B2', 'C2'], majorDimension: 'COLUMNS' });
    expect(columns.data.valueRanges?.map((range) => range.values)).toEqual([
      [
        ['prompt', 'a cat'],
        ['ratio', '2:3'],
      ],
      [['4']],
    ]);
    const appended = await values.append({
      spreadsheetId,
      range: 'A1:C1',
      valueInputOption: 'USER_ENTERED',
      requestBody: { values: [['a dog', '2:3', '5']] },
    });
    expect(appended.data.updates?.updatedRange).toBe('Sheet1!A3:C3');
    expect(cell(2, 1)?.numberFormat?.type).toBe('TIME');
    expect(cell(2, 2)?.value).toBe(5);
    await values.batchUpdate({
      spreadsheetId,
      requestBody: {
        valueInputOption: 'RAW',
        data: [
          { range: 'Sheet1!B3', values: [['=1+1']] },
          { range: 'Sheet1!A3', values: [[null]] },
        ],
      },
    });
    expect([cell(2, 1)?.value, cell(2, 1)?.formula, cell(2, 0)?.value]).toEqual(['=1+1', undefined, 'a dog']);
    await values.clear({ spreadsheetId, range: 'Sheet1!A3:C3' });
    expect(cell(2, 0)).toBeNull();
  });

  test('cells are written with link, note and format, and come back in the same answer', async () => {
    const { data } = await rest.sheets.spreadsheets.batchUpdate({
      spreadsheetId,
      fields:
        'replies,updatedSpreadsheet(sheets(properties.sheetId,data(startRow,startColumn,rowData.values(note,effectiveValue,hyperlink))))',
      requestBody: {
        requests: [
          {
            updateCells: {
              start: { sheetId: 0, rowIndex: 4, columnIndex: 3 },
              fields: 'userEnteredValue,note,userEnteredFormat.textFormat.link',
              rows: [
                {
                  values: [
                    {
                      userEnteredValue: { stringValue: '=not a formula' },
                      note: 'ours',
                      userEnteredFormat: { textFormat: { link: { uri: 'http://127.0.0.1:1/r/a.png' } } },
                    },
                    { userEnteredValue: { boolValue: true } },
                  ],
                },
              ],
            },
          },
          {
            repeatCell: {
              range: { sheetId: 0, startRowIndex: 4, endRowIndex: 5, startColumnIndex: 3, endColumnIndex: 5 },
              cell: { userEnteredFormat: { numberFormat: { type: 'TEXT' } } },
              fields: 'userEnteredFormat.numberFormat',
            },
          },
        ],
        includeSpreadsheetInResponse: true,
        responseIncludeGridData: true,
        responseRanges: ['Sheet1!D5:F5'],
      },
    });
    expect(data).toEqual({
      replies: [{}, {}],
      updatedSpreadsheet: {
        sheets: [
          {
            properties: { sheetId: 0 },
            data: [
              {
                startRow: 4,
                startColumn: 3,
                rowData: [
                  {
                    values: [
                      {
                        note: 'ours',
                        effectiveValue: { stringValue: '=not a formula' },
                        hyperlink: 'http://127.0.0.1:1/r/a.png',
                      },
                      { effectiveValue: { boolValue: true } },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    });
    expect(cell(4, 3)).toEqual({
      value: '=not a formula',
      note: 'ours',
      link: 'http://127.0.0.1:1/r/a.png',
      numberFormat: { type: 'TEXT' },
    });
    await rest.sheets.spreadsheets.batchUpdate({
      spreadsheetId,
      requestBody: {
        requests: [
          {
            updateCells: {
              range: { sheetId: 0, startRowIndex: 4, endRowIndex: 5, startColumnIndex: 3, endColumnIndex: 5 },
              fields: 'userEnteredValue,userEnteredFormat.textFormat.link',
            },
          },
        ],
      },
    });
    expect(cell(4, 3)).toEqual({ note: 'ours', numberFormat: { type: 'TEXT' } });
  });

  test('a batch with one bad request changes nothing and names it', async () => {
    const before = rest.document.revision;
    const title = rest.document.workbook.tabs[0]?.title;
    const bad = rest.sheets.spreadsheets.batchUpdate({
      spreadsheetId,
      requestBody: {
        requests: [
          { updateSheetProperties: { properties: { sheetId: 0, title: 'Renamed' }, fields: 'title' } },
          {
            updateCells: {
              start: { sheetId: 0, rowIndex: 5000, columnIndex: 0 },
              rows: [{ values: [{}] }],
              fields: 'note',
            },
          },
        ],
      },
    });
    await expect(bad).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('Invalid requests[1].updateCells'),
    });
    expect(rest.document.revision).toBe(before);
    expect(rest.document.workbook.tabs[0]?.title).toBe(title);
  });

  test('tabs, dimensions, filter, validation and sorting', async () => {
    const added = await rest.sheets.spreadsheets.batchUpdate({
      spreadsheetId,
      requestBody: {
        requests: [
          {
            addSheet: {
              properties: {
                sheetId: 77,
                title: 'Results',
                gridProperties: { rowCount: 10, columnCount: 4, frozenRowCount: 1 },
              },
            },
          },
          { appendDimension: { sheetId: 77, dimension: 'COLUMNS', length: 2 } },
          {
            updateCells: {
              start: { sheetId: 77 },
              fields: 'userEnteredValue',
              rows: ['k', 'b', 'c', 'a'].map((text) => ({ values: [{ userEnteredValue: { stringValue: text } }] })),
            },
          },
          {
            sortRange: {
              range: { sheetId: 77, startRowIndex: 1, endRowIndex: 4 },
              sortSpecs: [{ dimensionIndex: 0, sortOrder: 'DESCENDING' }],
            },
          },
          {
            setBasicFilter: {
              filter: {
                range: { sheetId: 77, startRowIndex: 0, endRowIndex: 4, startColumnIndex: 0, endColumnIndex: 6 },
                criteria: { 0: { hiddenValues: ['b'] } },
              },
            },
          },
          {
            setDataValidation: {
              range: { sheetId: 77, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 },
              rule: { condition: { type: 'ONE_OF_LIST', values: [{ userEnteredValue: 'on' }] }, strict: true },
            },
          },
          {
            updateDimensionProperties: {
              range: { sheetId: 77, dimension: 'COLUMNS', startIndex: 5, endIndex: 6 },
              properties: { hiddenByUser: true },
              fields: 'hiddenByUser',
            },
          },
          { insertDimension: { range: { sheetId: 77, dimension: 'ROWS', startIndex: 1, endIndex: 2 } } },
        ],
      },
    });
    expect(added.data.replies?.[0]?.addSheet?.properties).toMatchObject({ sheetId: 77, title: 'Results', index: 1 });
    const { data } = await rest.sheets.spreadsheets.get({
      spreadsheetId,
      ranges: ['Results!A1:B6'],
      fields:
        'sheets(properties(title,gridProperties),basicFilter,data(rowData.values(formattedValue,dataValidation),rowMetadata(hiddenByFilter)))',
    });
    const [sheet] = data.sheets ?? [];
    expect(sheet?.properties).toEqual({
      title: 'Results',
      gridProperties: { rowCount: 11, columnCount: 6, frozenRowCount: 1 },
    });
    expect(sheet?.basicFilter?.range).toMatchObject({ startRowIndex: 0, endRowIndex: 5 });
    expect(sheet?.data?.[0]?.rowData?.map((row) => row.values?.[0]?.formattedValue)).toEqual([
      'k',
      undefined,
      'c',
      'b',
      'a',
      undefined,
    ]);
    expect(sheet?.data?.[0]?.rowMetadata?.map((row) => row.hiddenByFilter ?? false)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(sheet?.data?.[0]?.rowData?.[2]?.values?.[1]?.dataValidation?.strict).toBe(true);
    const values = await rest.sheets.spreadsheets.get({ spreadsheetId });
    expect(values.data.sheets?.map((one) => [one.properties?.title, one.data])).toEqual([
      ['Sheet1', undefined],
      ['Results', undefined],
    ]);
  });

  test('developer metadata is made, found and deleted', async () => {
    await rest.sheets.spreadsheets.batchUpdate({
      spreadsheetId,
      requestBody: {
        requests: [
          {
            createDeveloperMetadata: {
              developerMetadata: {
                metadataKey: 'proof',
                metadataValue: 's1',
                location: { spreadsheet: true },
                visibility: 'DOCUMENT',
              },
            },
          },
        ],
      },
    });
    const search = {
      spreadsheetId,
      requestBody: { dataFilters: [{ developerMetadataLookup: { metadataKey: 'proof' } }] },
    };
    const found = await rest.sheets.spreadsheets.developerMetadata.search(search);
    expect(found.data.matchedDeveloperMetadata?.[0]?.developerMetadata).toMatchObject({
      metadataKey: 'proof',
      metadataValue: 's1',
    });
    await rest.sheets.spreadsheets.batchUpdate({
      spreadsheetId,
      requestBody: {
        requests: [{ deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataKey: 'proof' } } } }],
      },
    });
    expect((await rest.sheets.spreadsheets.developerMetadata.search(search)).data).toEqual({});
  });

  test('who has no access is refused: 401, 403, 404', async () => {
    const get = (token: string, id = spreadsheetId) => rest.sheetsAs(token).spreadsheets.get({ spreadsheetId: id });
    await expect(get('nonsense')).rejects.toMatchObject({ status: 401 });
    await expect(get(rest.issuer.issueServiceAccountToken('other@accounts.workbench.local'))).rejects.toMatchObject({
      status: 403,
      message: 'The caller does not have permission',
    });
    await expect(get(rest.issuer.issueServiceAccountToken(rest.writer, -1))).rejects.toMatchObject({ status: 401 });
    await expect(get(rest.issuer.issueServiceAccountToken(rest.writer), 'nothing')).rejects.toMatchObject({
      status: 404,
    });
  });

  test('a protected range refuses others’ edits', async () => {
    const { workbook } = rest.document;
    rest.document.apply('owner', [
      {
        type: 'setProtectedRanges',
        tabId: 0,
        protectedRanges: [
          {
            id: 1,
            range: { startRow: 0, endRow: 1, startColumn: 0, endColumn: 26 },
            description: '',
            editors: [],
            warningOnly: false,
          },
        ],
      },
    ]);
    const write = (range: string) =>
      rest.sheets.spreadsheets.values.update({
        spreadsheetId,
        range,
        valueInputOption: 'RAW',
        requestBody: { values: [['x']] },
      });
    await expect(write('Sheet1!B1')).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('protected cell'),
    });
    await expect(write('Sheet1!B2')).resolves.toMatchObject({ status: 200 });
    expect(workbook.tabs[0]?.protectedRanges).toHaveLength(1);
  });

  test('unknown requests, bad ranges and huge bodies are refused by name', async () => {
    const post = (requests: object[]) =>
      rest.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } });
    await expect(post([{ addChart: {} }])).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('"addChart"'),
    });
    await expect(post([{ repeatCell: { range: { sheetId: 5 }, fields: 'note' } }])).rejects.toMatchObject({
      message: expect.stringContaining('No grid with id: 5'),
    });
    await expect(post([{ repeatCell: { range: { sheetId: 0 }, cell: {}, fields: 'colour' } }])).rejects.toMatchObject({
      message: expect.stringContaining('colour'),
    });
    await expect(rest.sheets.spreadsheets.values.get({ spreadsheetId, range: 'Nowhere!A1' })).rejects.toMatchObject({
      status: 400,
      message: 'Unable to parse range: Nowhere!A1',
    });
    const note = 'x'.repeat(2_200_000);
    await expect(
      post([
        { repeatCell: { range: { sheetId: 0, endRowIndex: 1, endColumnIndex: 1 }, cell: { note }, fields: 'note' } },
      ]),
    ).rejects.toMatchObject({ status: 413 });
  });
});
