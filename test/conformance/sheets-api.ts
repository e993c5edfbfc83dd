import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SheetRange, type SheetsApi, SheetsError } from '../../backend/ports.ts';

/** A spreadsheet with one tab of 50 × 8, made for the suite. */
export interface SheetUnderTest {
  readonly api: SheetsApi;
  readonly spreadsheetId: string;
  readonly tab: string;
  /** Puts a note on a cell as a person would. */
  setNote(row: number, column: number, note: string): Promise<void>;
  addMetadata(key: string, value: string): Promise<void>;
  insertRow(row: number): Promise<void>;
  protectNextWrite(): void;
  close(): Promise<void>;
}

const block = (firstRow: number, lastRow: number, firstColumn: number, lastColumn: number): SheetRange => ({
  firstRow,
  lastRow,
  firstColumn,
  lastColumn,
});
const cell = (row: number, column: number, value: string | number, link: string | null = null) =>
  ({ kind: 'cell', row, column, value, link }) as const;

/** What every SheetsApi promises. */
export function sheetsApiSuite(open: () => Promise<SheetUnderTest>): void {
  let sheet: SheetUnderTest;
  beforeAll(async () => {
    sheet = await open();
  });
  afterAll(() => sheet.close());
  const read = (...ranges: SheetRange[]) => sheet.api.read(sheet.spreadsheetId, sheet.tab, ranges);
  const write = (writes: Parameters<SheetsApi['write']>[2], ...answer: SheetRange[]) =>
    sheet.api.write(sheet.spreadsheetId, sheet.tab, writes, answer);

  test('text stays text, whatever it looks like', async () => {
    const texts = ['=IMPORTXML("http://x")', '2:3', '007', '+1', "'quoted", 'TRUE', 'zwei\nZeilen 🙂'];
    await write(texts.map((text, index) => cell(2 + index, 0, text)));
    const reading = await read(block(2, 8, 0, 0));
    expect(reading.blocks[0]?.cells.map((row) => row[0]?.value)).toEqual(texts);
  });

  test('numbers, links and formulas come back as they were written', async () => {
    await write([
      cell(10, 1, 0.06),
      cell(10, 2, 'mug.png', 'http://127.0.0.1:1/r/k/mug.png'),
      {
        kind: 'cell',
        row: 10,
        column: 3,
        value: { formula: '=IMAGE("http://127.0.0.1:1/r/k/a.png?w=320")' },
        link: null,
      },
    ]);
    const [row] = (await read(block(10, 10, 0, 3))).blocks[0]?.cells ?? [];
    expect(row?.[1]?.value).toBe(0.06);
    expect([row?.[2]?.value, row?.[2]?.link]).toEqual(['mug.png', 'http://127.0.0.1:1/r/k/mug.png']);
    expect(row?.[3]?.value).toEqual({ formula: '=IMAGE("http://127.0.0.1:1/r/k/a.png?w=320")' });
  });

  test('blank clears value and link', async () => {
    await write([cell(12, 1, 'x', 'http://127.0.0.1:1/r/k/x.png')]);
    await write([cell(12, 1, '')]);
    const found = (await read(block(12, 12, 0, 1))).blocks[0]?.cells[0]?.[1];
    expect([found?.value ?? '', found?.link ?? null]).toEqual(['', null]);
  });

  test('notes are read, kept by a write without one, and written with one', async () => {
    await sheet.setNote(1, 0, 'Made by Rowshot: status');
    await write([cell(1, 0, 'status'), { ...cell(1, 1, 'message'), note: 'a note' }]);
    const [row] = (await read(block(1, 1, 0, 1))).blocks[0]?.cells ?? [];
    expect(row?.map((one) => [one.value, one.note])).toEqual([
      ['status', 'Made by Rowshot: status'],
      ['message', 'a note'],
    ]);
  });

  test('a write answers the ranges asked for as they are right after it', async () => {
    const after = await write([cell(14, 4, 'now'), cell(15, 4, 'then')], block(14, 15, 4, 4), block(1, 1, 0, 1));
    expect(after.blocks[0]?.cells.map((row) => row[0]?.value)).toEqual(['now', 'then']);
    expect(after.blocks[1]?.cells[0]?.[0]?.value).toBe('status');
    expect(after.rowCount).toBeGreaterThanOrEqual(50);
  });

  test('ranges past the grid read as what is inside it', async () => {
    const reading = await read(block(1, 9999, 0, 700));
    expect(reading.blocks[0]?.cells[0]?.[0]?.value).toBe('status');
  });

  test('a write outside the grid is refused as a whole', async () => {
    await expect(write([cell(20, 0, 'in'), cell(99_999, 0, 'out')])).rejects.toMatchObject({ kind: 'bad_range' });
    expect((await read(block(20, 20, 0, 0))).blocks[0]?.cells[0]?.[0]?.value ?? '').toBe('');
  });

  test('a protected range is named as such', async () => {
    sheet.protectNextWrite();
    await expect(write([cell(21, 0, 'x')])).rejects.toMatchObject({ kind: 'bad_range' });
  });

  test('rows that a person inserts are seen at the next reading', async () => {
    const before = await read(block(14, 15, 4, 4));
    await sheet.insertRow(3);
    const after = await read(block(15, 16, 4, 4));
    expect(after.rowCount).toBe(before.rowCount + 1);
    expect(after.blocks[0]?.cells[0]?.[0]?.value).toBe('now');
  });

  test('columns are added and hidden', async () => {
    const { columnCount } = await read(block(1, 1, 0, 0));
    const after = await write(
      [
        { kind: 'append_columns', count: 2 },
        cell(1, columnCount + 1, 'last'),
        { kind: 'hide_column', column: columnCount + 1 },
      ],
      block(1, 1, 0, 0),
    );
    expect(after.columnCount).toBe(columnCount + 2);
    expect((await read(block(1, 1, columnCount + 1, columnCount + 1))).blocks[0]?.cells[0]?.[0]?.value).toBe('last');
  });

  test('developer metadata is found by its key', async () => {
    await sheet.addMetadata('rowshot-proof', 'secret-1');
    expect(await sheet.api.findMetadata(sheet.spreadsheetId, 'rowshot-proof')).toEqual(['secret-1']);
    expect(await sheet.api.findMetadata(sheet.spreadsheetId, 'other')).toEqual([]);
  });

  test('a tab that is not there is gone', async () => {
    await expect(sheet.api.read(sheet.spreadsheetId, '4711', [block(1, 1, 0, 0)])).rejects.toThrow(SheetsError);
    await expect(sheet.api.read(sheet.spreadsheetId, '4711', [block(1, 1, 0, 0)])).rejects.toMatchObject({
      kind: 'gone',
    });
  });
}
