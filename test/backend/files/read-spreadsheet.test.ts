import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { FileError } from '../../../backend/files/file-error.ts';
import { hiddenXlsTabs } from '../../../backend/files/hidden-xls-tabs.ts';
import { readSpreadsheet } from '../../../backend/files/read-spreadsheet.ts';

const EXCEL_2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>';
const LOCKED = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('…EncryptedPackage', 'utf16le')]);

const csv = async (text: string | Uint8Array) => {
  const [tab] = await readSpreadsheet(typeof text === 'string' ? Buffer.from(text) : text, 'shop.csv');
  if (!tab) throw new Error('no tab');
  return tab.table;
};
const cells = async (text: string | Uint8Array) => {
  const { header, rows } = await csv(text);
  return [header, ...rows.map((row) => row.cells)];
};

describe('CSV', () => {
  const expected = [
    ['prompt', 'größe'],
    ['a, b', '1 €'],
  ];
  test.each([
    ['UTF-8', Buffer.from('prompt,größe\n"a, b",1 €\n')],
    ['UTF-8 with BOM', Buffer.from('\ufeffprompt,größe\n"a, b",1 €\n')],
    ['UTF-16 LE with BOM', Buffer.from('\ufeffprompt;größe\n"a, b";1 €\n', 'utf16le')],
    ['UTF-16 LE without BOM', Buffer.from('prompt;größe\n"a, b";1 €\n', 'utf16le')],
    ['UTF-16 BE with BOM', Buffer.from('\ufeffprompt\tgröße\n"a, b"\t1 €\n', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('prompt;gr\xf6\xdfe\r\n"a, b";1 \x80\r\n', 'latin1')],
    ['tabs', Buffer.from('prompt\tgröße\na, b\t1 €\n')],
    [
      'a chat answer',
      Buffer.from('Here you are, a table:\n\n```csv\nprompt,größe\n"a, b",1 €\n```\n\nEnjoy, and ask for more!'),
    ],
  ])('%s', async (_name, bytes) => {
    expect(await cells(bytes)).toEqual(expected);
  });

  test('rows are numbered as a spreadsheet numbers them', async () => {
    const table = await csv('prompt,n\n"two\nlines",1\n\nlast,2\n');
    expect(table.rows.map((row) => [row.number, row.cells[0]])).toEqual([
      [2, 'two\nlines'],
      [3, ''],
      [4, 'last'],
    ]);
  });

  test('too many, too few, and a quote that is never closed are rows with a problem; the rest is read', async () => {
    const table = await csv('a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n"open,2,3\n7,8,9\n');
    expect(table.rows.map((row) => row.problem ?? 'fine')).toEqual([
      'it has 2 fields, the header has 3. Check its quotes and separators.',
      'it has 4 fields, the header has 3. Check its quotes and separators.',
      'fine',
      expect.stringContaining('never closed'),
      'fine',
    ]);
    expect(table.rows.at(-1)?.cells).toEqual(['7', '8', '9']);
  });

  test('a header of one column', async () => {
    expect(await cells('prompt\na cat, a dog; a fox\n')).toEqual([['prompt'], ['a cat, a dog; a fox']]);
  });

  test.each([
    ['line ends of two programs in one file', 'a,b\r\n1,2\r\n3,4\n5,6\r\n'],
    ['line ends of old Macs', 'a,b\r1,2\r3,4\r5,6\r'],
    ['blanks before quoted fields', 'a, b\n"1", "2"\n3, "4"\n 5,6\n'],
    ["Excel's line that names the separator", 'sep=;\na;b\n1;2\n3;4\n5;6\n'],
    ['a chat answer without a fence', 'Sure, here it is:\n\na,b\n1,2\n3,4\n5,6\n\nTell me if you want more rows!\n'],
  ])('%s', async (_name, text) => {
    expect(await cells(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  test('a header of one column in a file of old Macs keeps its commas', async () => {
    expect(await cells('prompt\ra cat, a dog\r')).toEqual([['prompt'], ['a cat, a dog']]);
  });

  test('blank lines before the header count, as they do in a sheet', async () => {
    const table = await csv('\n \nprompt,n\na cat,1\n');
    expect(table.headerRow).toBe(3);
    expect(table.rows).toEqual([{ number: 4, cells: ['a cat', '1'] }]);
  });

  test('one broken byte does not garble the accents of a UTF-8 file', async () => {
    const bytes = Buffer.concat([Buffer.from('prompt\nCafé à la crème, größer\nA'), Buffer.from([0xff, 0x0a])]);
    expect((await cells(bytes))[1]).toEqual(['Café à la crème, größer']);
  });

  test('no bytes crash it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        try {
          await csv(Buffer.concat([Buffer.from('a,b\n'), bytes]));
        } catch (error) {
          expect(error).toBeInstanceOf(FileError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('XLSX', () => {
  test('texts, numbers, dates, times, merged cells and several tabs', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Products',
          rows: [
            ['sku', 'when', 'x'],
            ['007', new Date('2026-03-02'), 'wide'],
            [12.5, true, null],
          ],
          merges: [{ startRow: 1, startCol: 2, endRow: 2, endCol: 2 }],
        },
        { name: 'Notes', rows: [['prompt'], ['=1+1']] },
      ],
    });
    const tabs = await readSpreadsheet(bytes, 'shop.xlsx');
    expect(tabs.map((tab) => tab.name)).toEqual(['Products', 'Notes']);
    expect(tabs[0]?.table.rows.map((row) => row.cells)).toEqual([
      ['007', { kind: 'date', shown: expect.stringContaining('2026') }, 'wide'],
      [12.5, true, { kind: 'merged', shown: '' }],
    ]);
  });
});

describe('XLSX and XLS as other programs write them', () => {
  test('the header is the first row that holds anything; gaps are blank', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: 'S', rows: [[], [], [null, null, 'prompt'], [null, null, 'a cat']] }],
    });
    const [tab] = await readSpreadsheet(bytes, 'shop.xlsx');
    expect(tab?.table.headerRow).toBe(3);
    expect(tab?.table.rows).toEqual([{ number: 4, cells: ['', '', 'a cat'] }]);
  });

  test('hidden tabs of an XLS are known by the record of their name', () => {
    const record = (state: number, name: string) =>
      Buffer.concat([
        Buffer.from([0x85, 0, 8 + name.length, 0, 1, 2, 3, 4, state, 0, name.length, 0]),
        Buffer.from(name, 'latin1'),
      ]);
    const wide = Buffer.from('Über', 'utf16le');
    const file = Buffer.concat([
      Buffer.from('some bytes, Notes too'),
      record(1, 'Notes'),
      record(0, 'Items'),
      Buffer.from([0x85, 0, 8 + wide.length, 0, 9, 9, 9, 9, 2, 0, 4, 1]),
      wide,
    ]);
    expect([...hiddenXlsTabs(file, ['Notes', 'Items', 'Über', 'None'])]).toEqual(['Notes', 'Über']);
  });
});

describe('what is no spreadsheet is refused by name, kind and remedy', () => {
  test.each([
    ['empty', Buffer.alloc(0), 'is empty'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'is a PDF'],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'is a PNG picture'],
    ['half a ZIP', Buffer.from('504b030414000000', 'hex'), 'could not be read'],
    ['a broken XLS', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'could not be read'],
    ['a web page saved as XLS', Buffer.from('<html><table><tr><td>prompt</td></tr></table></html>'), 'a web page'],
    ['XML of Excel 2003', Buffer.from(EXCEL_2003), 'an XML table'],
    ['JSON', Buffer.from('[{"prompt": "a cat"}]\n'), 'is JSON'],
    ['a locked XLSX', LOCKED, 'locked with a password'],
    ['random bytes', Buffer.from('0001020300ff00fe0102030400050607', 'hex'), 'no spreadsheet'],
  ])('%s', async (_name, bytes, words) => {
    await expect(readSpreadsheet(bytes, 'thing.xlsx')).rejects.toThrow(FileError);
    await expect(readSpreadsheet(bytes, 'thing.xlsx')).rejects.toThrow(words);
  });
});
