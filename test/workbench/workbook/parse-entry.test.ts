import { describe, expect, test } from '@jest/globals';
import { entryText, formatValue } from '../../../workbench/workbook/display.ts';
import { parseEntry } from '../../../workbench/workbook/parse-entry.ts';

const show = (text: string) => {
  const { value, numberFormat } = parseEntry(text, undefined, 2026);
  return formatValue(value ?? null, numberFormat ?? undefined);
};

describe('parseEntry', () => {
  test.each([
    ['12', 12],
    [' 1,234.5 ', 1234.5],
    ['-3', -3],
    ['50%', 0.5],
    ['$5', 5],
    ['1e3', 1000],
    ['TRUE', true],
    ['2:3', (2 * 60 + 3) / 1440],
    ['16:9', (16 * 60 + 9) / 1440],
    ['#n/a', { error: '#N/A' }],
    ['2026-11-20', 46346],
    ['a cat', 'a cat'],
    ['2:75', '2:75'],
    ['13/45', '13/45'],
    ['#FF0000', '#FF0000'],
    ['.', '.'],
    ['-', '-'],
    ["'007", '007'],
  ])('%s becomes %p', (text, value) => {
    expect(parseEntry(text, undefined, 2026).value).toEqual(value);
  });

  test('a ratio typed into an unformatted cell is a time', () => {
    expect(parseEntry('2:3', undefined, 2026).numberFormat).toEqual({ type: 'TIME', pattern: 'h:mm' });
    expect(show('2:3')).toBe('2:03');
    expect(entryText({ value: 123 / 1440, numberFormat: { type: 'TIME', pattern: 'h:mm' } })).toBe('2:03:00 AM');
    expect(show('30:00')).toBe('30:00:00');
  });

  test.each([
    ['3/4', '3/4'],
    ['12/25/2025', '12/25/2025'],
    ['2026-1-5', '2026-01-05'],
    ['Mar 5, 2025', 'Mar 5, 2025'],
    ['1,000', '1,000'],
    ['12.5%', '12.50%'],
    ['0.1', '0.1'],
    ['9:05 pm', '9:05 PM'],
  ])('%s is shown as %s', (text, shown) => expect(show(text)).toBe(shown));

  test('a plain-text cell keeps everything as typed', () => {
    for (const text of ['2:3', '=IMAGE("x")', '007', 'TRUE', '#N/A', "'a"]) {
      expect(parseEntry(text, { type: 'TEXT' }, 2026)).toEqual({
        value: text,
        formula: null,
        link: null,
        runs: null,
        image: null,
      });
    }
  });

  test('the formulas it knows are worked out, others show #NAME?', () => {
    expect(parseEntry('=IMAGE("https://a.example/b.png", 1)', undefined, 2026)).toMatchObject({
      image: 'https://a.example/b.png',
      value: null,
    });
    expect(parseEntry('=hyperlink("https://a.example","a ""b""")', undefined, 2026)).toMatchObject({
      link: 'https://a.example',
      value: 'a "b"',
    });
    expect(parseEntry('=NA()', undefined, 2026)).toMatchObject({ value: { error: '#N/A' }, formula: '=NA()' });
    expect(parseEntry('=SUM(A1:A2)', undefined, 2026)).toMatchObject({
      value: { error: '#NAME?' },
      formula: '=SUM(A1:A2)',
    });
  });
});
