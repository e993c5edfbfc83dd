import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  cellAddress,
  columnIndex,
  columnLetters,
  parseCell,
  parseRange,
  rangeAddress,
  rowRanges,
} from '../../shared/a1.ts';
import { COLOUR_NAMES, readColour, readGradient } from '../../shared/colour.ts';
import { estimate } from '../../shared/estimate.ts';
import { fingerprintText } from '../../shared/fingerprint.ts';
import { listIssues } from '../../shared/list-issues.ts';
import { chooseHeader, markNote, outputColumns, readMark } from '../../shared/output-columns.ts';
import { fillPlaceholders, findPlaceholders } from '../../shared/placeholders.ts';
import { isRowId, newRowId, rowIdFromKey } from '../../shared/row-id.ts';
import { NO_SETTINGS } from '../../shared/settings.ts';
import { CATALOGUE } from '../../templates/index.ts';
import { planAt, read, tableOf } from './read/table-of.ts';

describe('A1 addresses', () => {
  test('letters', () => {
    expect([0, 25, 26, 51, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA']);
    expect([parseCell('b4'), parseCell('$AA$10'), parseCell('4B'), parseCell('A0'), parseCell('')]).toEqual([
      { row: 4, column: 1 },
      { row: 10, column: 26 },
      null,
      null,
      null,
    ]);
    expect(parseRange('C10:A2')).toEqual(parseRange('A2:C10'));
    expect(parseRange('A1:B2:C3')).toBeNull();
    expect(rowRanges([5, 2, 3, 4, 9, 9])).toBe('2–5, 9');
    expect(rowRanges([1, 3, 5, 7], 2)).toBe('1, 3 and 2 more');
  });

  test('round trip', () => {
    const place = fc.record({ row: fc.integer({ min: 1, max: 1e6 }), column: fc.integer({ min: 0, max: 20_000 }) });
    fc.assert(
      fc.property(place, place, (a, b) => {
        expect(columnIndex(columnLetters(a.column))).toBe(a.column);
        expect(parseCell(cellAddress(a.row, a.column))).toEqual(a);
        const from = { row: Math.min(a.row, b.row), column: Math.min(a.column, b.column) };
        const to = { row: Math.max(a.row, b.row), column: Math.max(a.column, b.column) };
        expect(parseRange(rangeAddress({ from, to }))).toEqual({ from, to });
      }),
    );
  });

  test('any text', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseRange(text)));
  });
});

describe('colours', () => {
  test('names and hex', () => {
    expect(COLOUR_NAMES).toHaveLength(148);
    for (const name of COLOUR_NAMES) expect(readColour(name.toUpperCase())).toBe(name);
    expect([readColour(' RebeccaPurple '), readColour('#ABC'), readColour('red:'), readColour('ed')]).toEqual([
      'rebeccapurple',
      '#aabbcc',
      null,
      null,
    ]);
    expect(readGradient('gradient:#fff-navy')).toEqual(['#ffffff', 'navy']);
    expect(readGradient('gradient:#fff')).toBeNull();
  });
});

describe('placeholders', () => {
  test('found and filled', () => {
    expect(findPlaceholders('a {{ x }} {{y}} {{x}} {z} {{}}')).toEqual(['x', 'y', '']);
    expect(fillPlaceholders('{{x}}-{{ y }}', (name) => `{{${name}}}`)).toBe('{{x}}-{{y}}');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fillPlaceholders(text, (name) => name).length).toBeLessThanOrEqual(text.length);
        if (findPlaceholders(text).length === 0) expect(fillPlaceholders(text, () => 'x')).toBe(text);
      }),
    );
  });
});

describe('output columns', () => {
  test('which, with a mark that survives', () => {
    const columns = outputColumns({ maxImages: 2, hasText: true });
    expect(columns.map(({ header }) => header)).toEqual([
      'status',
      'message',
      'image_1',
      'image_2',
      'result_text',
      'cost',
      'seed',
      'row_id',
    ]);
    expect(columns.filter(({ hidden }) => hidden).map(({ field }) => field)).toEqual(['row_id']);
    for (const { field } of columns) expect(readMark(markNote(field))).toBe(field);
    for (const note of [
      '',
      null,
      'Made by Rowshot: prompt',
      'my status',
      'Made by Rowshot: image_0',
      'x Made by Rowshot: status',
    ]) {
      expect(readMark(note)).toBeNull();
    }
  });

  test("a person's own column of that name is left alone", () => {
    expect(chooseHeader('status', ['Prompt'])).toBe('status');
    expect(chooseHeader('status', ['Status '])).toBe('rowshot_status');
    expect(chooseHeader('status', ['Status', 'Rowshot Status'])).toBe('rowshot_status_2');
  });
});

describe('row ids', () => {
  const sha256 = (text: string) => new Int8Array(createHash('sha256').update(text).digest());
  test('by key and at random', () => {
    const id = rowIdFromKey('SKU-1', sha256);
    // base32(SHA-256('SKU-1')), first 26 letters, lower case.
    expect(id).toHaveLength(26);
    expect(id).toBe(rowIdFromKey('SKU-1', (text) => createHash('sha256').update(text).digest()));
    expect(isRowId(id)).toBe(true);
    expect(newRowId(new Uint8Array(17))).toBe('a'.repeat(26));
    expect(newRowId(new Uint8Array(17).fill(255))).toBe('7'.repeat(26));
    expect(() => newRowId(new Uint8Array(16))).toThrow('17 bytes');
    // RFC 4648: base32('foobar' …) begins MZXW6YTBOI
    const foobar = [...'foobarfoobarfoobar'].map((letter) => letter.charCodeAt(0));
    expect(newRowId(foobar).startsWith('mzxw6ytbojtg633cmfz')).toBe(true);
  });
});

describe('estimate', () => {
  test('images, cost by model, and time', () => {
    const table = tableOf(
      ['prompt', 'model', 'num_images'],
      ['a', '3.0', 4],
      ['a', '2.0', 1],
      ['a', 'studio', 2],
      ['', '3.0', 4],
    );
    const reading = read('generate-basic', table, { configured: ['ideogram'] });
    expect(estimate(reading, CATALOGUE)).toEqual({
      rows: 3,
      images: 7,
      texts: 0,
      costUsd: 0.32,
      byModel: [
        { model: 'ideogram:3.0', images: 4, costUsd: 0.24 },
        { model: 'ideogram:2.0', images: 1, costUsd: 0.08 },
        { model: 'studio', images: 2, costUsd: 0 },
      ],
      seconds: 48,
    });
    expect(estimate({ rows: reading.rows.slice(1, 2) }, CATALOGUE).costUsd).toBe(0.08);
    expect(estimate({ rows: [] }, CATALOGUE)).toEqual({
      rows: 0,
      images: 0,
      texts: 0,
      costUsd: 0,
      byModel: [],
      seconds: 0,
    });
  });

  test('rendering decides the price', () => {
    const table = tableOf(
      ['prompt', 'visibility', 'model', 'rendering', 'num_images'],
      ['a', 'private', '3.0', 'turbo', 1],
      ['a', 'private', '3.0', 'quality', 1],
      ['a', 'private', '2.0', 'quality', 1],
    );
    const reading = read('generate-full', table);
    expect([0, 1, 2].map((row) => planAt(reading, row).outputs[0]?.estimateUsd)).toEqual([0.03, 0.09, 0.08]);
  });

  test('a price by size is an upper bound', () => {
    const models = CATALOGUE.models.map((model) => ({
      ...model,
      price: { type: 'per_megapixel' as const, usd: 0.01 },
    }));
    const catalogue = { ...CATALOGUE, models };
    const plan = planAt(
      read('generate-basic', tableOf(['prompt', 'aspect_ratio', 'model'], ['a', '1:1', '3.0']), { catalogue }),
    );
    expect(plan.outputs[0]?.estimateUsd).toBeCloseTo(0.01048576);
  });
});

describe('the fingerprint', () => {
  const inputs = { prompt: 'a', image: 'https://u/1/mug.jpg' };
  const text = (change = {}, row: Record<string, string> = inputs) =>
    fingerprintText(row, { ...NO_SETTINGS, ...change }, 'edit');

  test('order does not count, nor what does not decide', () => {
    expect(text({}, { image: inputs.image, prompt: 'a' })).toBe(text());
    expect(text({ fields: { model: '' } })).toBe(text());
    expect(text({ mapping: { A: 'prompt' }, namePattern: '{n}', keyColumn: 'sku', imageCells: 'url' })).toBe(text());
  });

  test.each([
    [{ prompt: 'x' }],
    [{ fields: { model: '3.0' } }],
    [{ steps: { step_1_prompt: 'x' } }],
    [{ showDimensions: true }],
    [{ improvePrompts: true }],
  ])('%p counts', (change) => expect(text(change)).not.toBe(text()));

  test('template, cells and the content of uploads count', () => {
    expect(fingerprintText(inputs, NO_SETTINGS, 'tools')).not.toBe(text());
    expect(text({}, { prompt: 'a' })).not.toBe(text());
    const identity = (hash: string) =>
      fingerprintText(inputs, NO_SETTINGS, 'edit', (value, column) => (column === 'image' ? hash : value));
    expect(identity('h1')).not.toBe(identity('h2'));
  });

  test('two different rows never share a text', () => {
    const row = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.string({ minLength: 1 }).filter((value) => value.trim() === value && value !== ''),
    );
    const sorted = (value: Record<string, string>) => JSON.stringify(Object.entries(value).sort());
    fc.assert(fc.property(row, row, (a, b) => (text({}, a) === text({}, b)) === (sorted(a) === sorted(b))));
  });
});

test('what concerns no cell is listed once', () => {
  const reading = read('generate-full', tableOf(['prompt'], ['a'], ['b'], ['#REF!']));
  expect(listIssues(reading).map(({ cell }) => cell)).toEqual([null, 'A4']);
});
