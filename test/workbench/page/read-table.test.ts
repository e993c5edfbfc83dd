import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTsv, writeTsv } from '../../../workbench/page/clipboard/read-table.ts';

describe('tab-separated text', () => {
  test('reads what Sheets and Excel put on the clipboard', () => {
    expect(readTsv('a\tb\r\n"x\ny"\t"say ""hi"""\r\n')).toEqual([
      ['a', 'b'],
      ['x\ny', 'say "hi"'],
    ]);
    expect(readTsv('5" pipe\t"half')).toEqual([['5" pipe', '"half']]);
    expect(readTsv('"a" b\tc')).toEqual([['"a" b', 'c']]);
    expect(readTsv('one')).toEqual([['one']]);
    expect(readTsv('a\t\n\t')).toEqual([
      ['a', ''],
      ['', ''],
    ]);
  });

  test('comes back as it was written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', '\t', '\n', ' ', '=') });
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        // A last row of one empty cell looks like the line break at the end.
        fc.pre((rows.at(-1) ?? []).join('') !== '');
        expect(readTsv(writeTsv(rows))).toEqual(rows);
      }),
    );
  });
});
