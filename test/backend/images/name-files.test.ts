import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanPath } from '../../../backend/images/clean-path.ts';
import { type NamedRow, nameRows, slug, versionedName } from '../../../backend/images/name-files.ts';
import { sourceName } from '../../../backend/images/source-name.ts';

const row = (over: Partial<NamedRow>): NamedRow => ({
  number: 2,
  prompt: 'A red mug on a wooden desk',
  source: null,
  seed: 7,
  model: 'studio',
  fileName: null,
  outputs: 1,
  columns: { sku: 'AB/1', colour: 'Red' },
  ...over,
});
const named = (rows: NamedRow[], pattern: string | null = null) => nameRows(rows, { pattern, batchName: 'Autumn' });

describe('names', () => {
  test('by default row, number and slug; by source where there is one', () => {
    expect(named([row({ outputs: 2 })])).toEqual([
      ['0002_1_a-red-mug-on-a-wooden-desk', '0002_2_a-red-mug-on-a-wooden-desk'],
    ]);
    expect(named([row({ source: 'mug.jpg' })])).toEqual([['mug']]);
    expect(named([row({ source: 'mug.jpg', outputs: 2 })])).toEqual([['mug_1', 'mug_2']]);
  });

  test('every placeholder', () => {
    expect(named([row({})], '{batch}/{row:3}-{n:2}-{seed}-{model}-{{SKU}}-{{ Colour }}-{{nothing}}x')).toEqual([
      ['Autumn/002-01-7-studio-AB-1-Red-x'],
    ]);
  });

  test('file_name replaces the pattern and loses its extension', () => {
    expect(named([row({ fileName: 'hero.PNG' })], '{row}')).toEqual([['hero']]);
  });

  test('names equal but for case are counted up in row order, past names that are taken', () => {
    const rows = ['mug', 'MUG', 'mug-2', 'mug'].map((fileName) => row({ fileName }));
    expect(named(rows).flat()).toEqual(['mug', 'MUG-2', 'mug-2-2', 'mug-3']);
  });

  test('a later version', () => {
    expect([versionedName('mug', 1), versionedName('mug', 2)]).toEqual(['mug', 'mug_v2']);
  });

  test('a slug has at most 40 characters and ends at a word', () => {
    expect(slug('One two three four five six seven eight nine ten')).toBe('one-two-three-four-five-six-seven-eight');
    expect(slug('x'.repeat(80))).toHaveLength(40);
    expect(slug('Éclair au café, 日本')).toBe('éclair-au-café-日本');
  });

  test('the name of a source has no path, query or encoding', () => {
    expect(sourceName('https://x.example/a/Red%20mug.jpg?w=3#z')).toBe('Red mug.jpg');
    expect(sourceName('photos/a b.png')).toBe('a b.png');
    expect(sourceName('https://x.example/')).toBe('image');
    expect(sourceName('https://x.example/100%.png')).toBe('100%.png');
  });
});

describe('whatever is typed', () => {
  test('a path stays inside its folder and is one that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const path = cleanPath(typed);
        expect(path).not.toBe('');
        for (const segment of path.split('/')) {
          expect(segment).not.toMatch(/^\.|[. ]$|^$|[<>:"\\|?*\p{Cc}]/u);
          expect(segment).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        }
      }),
    );
    expect(cleanPath('../../etc/passwd')).toBe('etc/passwd');
    expect(cleanPath('C:\\x\\con.png')).not.toContain('\\');
  });

  test('all names of a batch differ', () => {
    const rows = fc.array(
      fc.record({ fileName: fc.string({ maxLength: 3 }), outputs: fc.integer({ min: 1, max: 4 }) }),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(rows, (typed) => {
        const names = named(typed.map(({ fileName, outputs }) => row({ fileName, outputs }))).flat();
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      }),
    );
  });
});
