import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { cellAt, type Tab } from '../../../workbench/workbook/model.ts';
import { openBench } from './open-bench.ts';

const CODE = `
const sheet = () => SpreadsheetApp.getActiveSpreadsheet().getSheets()[0];
function typed() {
  const range = sheet().getRange('A1:F1');
  range.setValues([['2:3', '007', '=IMAGE("https://a.example/x.png")', '=NA()', true, new Date(2026, 10, 20, 9, 30)]]);
  const values = range.getValues()[0];
  return { time: [values[0] instanceof Date, values[0].getHours(), values[0].getMinutes()], number: values[1], image: String(values[2]), error: values[3],
    flag: values[4], date: [values[5].getFullYear(), values[5].getMonth(), values[5].getDate(), values[5].getHours()], shown: range.getDisplayValues()[0], formulas: range.getFormulas()[0] };
}
function asText() {
  const range = sheet().getRange(2, 1, 1, 2).setNumberFormat('@');
  range.setValues([['2:3', '=A1']]);
  return [range.getValues(), range.getNumberFormats()];
}
function tooBig() { sheet().getRange(1, 1, 2, 2).setValues([[1, 2]]); }
function tooWide() { sheet().getRange(1, 1, 1, 2).setValues([[1]]); }
function outside() { sheet().getRange(1, 27); }
function insertTemplate() {
  const added = SpreadsheetApp.getActive().insertSheet('Products');
  added.getRange(1, 1, 1, 2).setValues([['prompt', 'model']]).setNotes([['What to draw', '']]).setFontWeight('bold');
  added.setFrozenRows(1);
  const rule = SpreadsheetApp.newDataValidation().requireValueInList(['2.0', '3.0'], true).setAllowInvalid(false).build();
  added.getRange(2, 2, 999, 1).setDataValidation(rule);
  added.getRange(1, 1, 1000, 2).setNumberFormat('@');
  added.getRange(1, 3).setRichTextValue(SpreadsheetApp.newRichTextValue().setText('open').setLinkUrl('https://a.example').build());
  added.getRange(1, 1, 5, 2).createFilter();
  added.hideColumns(3);
  added.setColumnWidth(1, 250);
  return { name: SpreadsheetApp.getActiveSheet().getName(), last: [added.getLastRow(), added.getLastColumn()], max: added.getMaxRows(), hidden: added.isColumnHiddenByUser(3),
    link: added.getRange(1, 3).getRichTextValue().getLinkUrl(), filter: added.getFilter().getRange().getA1Notation(), rule: added.getRange('B3').getDataValidation().getCriteriaValues()[0],
    sheets: SpreadsheetApp.getActive().getSheets().map((one) => one.getName()), same: added.getRange('B2').getSheet().getSheetId() === added.getSheetId() };
}
function badDropdown() { SpreadsheetApp.getActive().getSheetByName('Products').getRange('B2').setValue('9.9'); }
function structure() {
  const target = SpreadsheetApp.getActive().insertSheet('S');
  target.getRange('A1:B3').setValues([['k', 'v'], ['b', 1], ['a', 2]]);
  target.insertColumnsAfter(2, 2);
  target.insertRowsAfter(1, 1);
  target.deleteRow(2);
  target.getRange('A2:B3').sort(1);
  return [target.getMaxColumns(), target.getDataRange().getValues()];
}
function metadata() {
  const book = SpreadsheetApp.getActiveSpreadsheet();
  book.addDeveloperMetadata('proof', 'secret');
  const found = book.createDeveloperMetadataFinder().withKey('proof').find();
  const value = found[0].getValue();
  found.forEach((one) => one.remove());
  return [value, book.getDeveloperMetadata().length];
}
function selection() {
  const book = SpreadsheetApp.getActive();
  const before = SpreadsheetApp.getActiveRange().getA1Notation();
  book.getSheets()[0].getRange('C3:D4').activate();
  return [before, SpreadsheetApp.getActiveSheet().getActiveRange().getA1Notation(), SpreadsheetApp.getCurrentCell().getRow()];
}
function toast() { SpreadsheetApp.getActive().toast('Done', 'Rowshot', 3); }
function share(email) { SpreadsheetApp.getActive().addEditor(email); return SpreadsheetApp.getActive().getEditors().map((user) => user.getEmail()); }
function fill(rows, columns) {
  const target = SpreadsheetApp.getActive().insertSheet('Big');
  if (rows > target.getMaxRows()) target.insertRowsAfter(target.getMaxRows(), rows - target.getMaxRows());
  const data = [];
  for (let i = 0; i < rows; i++) data.push(Array.from({ length: columns }, (_, j) => i + ':' + j + 'x'));
  const before = Date.now();
  target.getRange(1, 1, rows, columns).setValues(data);
  const written = Date.now() - before;
  const start = Date.now();
  const values = target.getRange(1, 1, rows, columns).getValues();
  return { written, read: Date.now() - start, last: values[rows - 1][columns - 1] };
}
`;

describe('SpreadsheetApp', () => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  const tab = (title: string): Tab => {
    const found = bench.document.workbook.tabs.find((one) => one.title === title);
    if (!found) throw new Error(`no tab ${title}`);
    return found;
  };
  beforeAll(async () => {
    bench = await openBench(CODE);
  });
  afterAll(() => bench.close());

  test('reads texts as if typed and gives them back as Sheets does', async () => {
    expect(await bench.result('typed')).toEqual({
      time: [true, 2, 3],
      number: 7,
      image: 'CellImage',
      error: '#N/A',
      flag: true,
      date: [2026, 10, 20, 9],
      shown: ['2:03', '7', '', '#N/A', 'TRUE', '11/20/2026 9:30:00'],
      formulas: ['', '', '=IMAGE("https://a.example/x.png")', '=NA()', '', ''],
    });
    expect(await bench.result('asText')).toEqual([[['2:3', '=A1']], [['@', '@']]]);
  });

  test.each([
    ['tooBig', 'The data has 1 but the range has 2.'],
    ['tooWide', 'The number of columns in the data does not match'],
    ['outside', 'The coordinates of the range are outside the dimensions of the sheet.'],
  ])('%s fails in Google’s words', async (name, words) => {
    const outcome = await bench.run(name);
    expect(!outcome.ok && outcome.error.message).toContain(words);
  });

  test('a template is inserted with notes, dropdowns, formats, filter and links', async () => {
    expect(await bench.result('insertTemplate')).toEqual({
      name: 'Products',
      last: [1, 3],
      max: 1000,
      hidden: true,
      link: 'https://a.example',
      filter: 'A1:B5',
      rule: ['2.0', '3.0'],
      sheets: ['Sheet1', 'Products'],
      same: true,
    });
    expect(cellAt(tab('Products'), 0, 0)).toEqual({
      value: 'prompt',
      note: 'What to draw',
      bold: true,
      numberFormat: { type: 'TEXT' },
    });
    expect(cellAt(tab('Products'), 0, 2)).toEqual({ value: 'open', link: 'https://a.example' });
    const outcome = await bench.run('badDropdown');
    expect(!outcome.ok && outcome.error.message).toContain('B2 violates the data validation rules');
  });

  test('what a script did is one step of undo in the page that asked', async () => {
    expect(await bench.result('structure')).toEqual([
      28,
      [
        ['k', 'v'],
        ['a', 2],
        ['b', 1],
      ],
    ]);
    const middle = bench.document.revision;
    bench.document.undo('page');
    expect(bench.document.revision).toBeGreaterThan(middle + 5);
    expect(bench.document.workbook.tabs.map((one) => one.title)).not.toContain('S');
    bench.document.redo('page');
    expect(bench.document.workbook.tabs.map((one) => one.title)).toContain('S');
  });

  test('developer metadata, selection, toast', async () => {
    expect(await bench.result('metadata')).toEqual(['secret', 0]);
    expect(await bench.result('selection')).toEqual(['A1', 'C3:D4', 3]);
    await bench.result('toast');
    expect(bench.told.at(-1)).toEqual({ type: 'toast', message: 'Done', title: 'Rowshot', seconds: 3 });
  });

  test('sharing adds an editor, or is refused', async () => {
    const writer = 'writer@accounts.workbench.local';
    expect(await bench.result('share', writer)).toEqual(['you@workbench.local', writer]);
    bench.document.permissions.refuseServiceAccounts = true;
    const outcome = await bench.run('share', [writer]);
    expect(!outcome.ok && outcome.error.message).toContain('not allowed by the policy');
  });

  test('ten thousand rows of twenty columns are read at once', async () => {
    const measured = await bench.result('fill', 10_000, 20);
    expect(measured).toMatchObject({ last: '9999:19x' });
    const { read } = z.object({ read: z.number() }).parse(measured);
    expect(read).toBeLessThan(600);
  });
});
