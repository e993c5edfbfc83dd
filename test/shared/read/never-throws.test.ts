import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '../../../shared/cell.ts';
import { estimate } from '../../../shared/estimate.ts';
import { readAspectRatio } from '../../../shared/read/read-aspect-ratio.ts';
import { readBackground } from '../../../shared/read/read-background.ts';
import { readPalette } from '../../../shared/read/read-palette.ts';
import { CATALOGUE, TEMPLATES } from '../../../templates/index.ts';
import { read } from './table-of.ts';

const word = fc.constantFrom(
  'on',
  '2:3',
  '3.0',
  '{{prompt}}',
  '{{x}}',
  '#ff0000',
  'ember',
  'upscale',
  '2',
  'original',
  '__proto__',
  'constructor',
  '#N/A',
  '“x”',
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  word,
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.double(),
  fc.boolean(),
  fc.constant(''),
  fc.record({
    kind: fc.constantFrom('date' as const, 'time' as const, 'error' as const, 'merged' as const),
    shown: fc.oneof(fc.string(), fc.constantFrom('2:03', '1/3/1900')),
  }),
);

test('any table at all is read: every row is something, errors have a sentence', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TEMPLATES),
      fc.boolean(),
      fc.dictionary(word, fc.string()),
      fc.string(),
      fc.option(fc.constantFrom('prompt', 'sku', '')),
      fc.infiniteStream(cell),
      fc.integer({ min: 0, max: 12 }),
      (template, preview, fields, prompt, keyColumn, cells, width) => {
        const take = () => cells.next().value ?? '';
        const names = template.columns.map(({ name }) => name);
        const header = Array.from({ length: width }, (_, index) =>
          index % 3 === 2 ? take() : (names[index] ?? take()),
        );
        const rows = Array.from({ length: 3 }, (_, index) => ({ number: index + 2, cells: header.map(take) }));
        const settings = { fields, prompt, keyColumn, mapping: fields, steps: { step_1_prompt: prompt } };
        const reading = read(
          template.id,
          { header, headerRow: 1, rows },
          { preview, settings, configured: ['ideogram'] },
        );
        expect(reading.rows).toHaveLength(3);
        for (const row of reading.rows) {
          if (row.kind === 'ready') expect(row.issues.every(({ severity }) => severity === 'warning')).toBe(true);
          if (row.kind === 'ready') expect(row.plan.outputs.length).toBeGreaterThan(0);
          if (row.kind === 'error') expect(row.issues.some(({ severity }) => severity === 'error')).toBe(true);
        }
        expect(estimate(reading, CATALOGUE).costUsd).toBeGreaterThanOrEqual(0);
        expect(JSON.parse(JSON.stringify(reading))).toBeTruthy();
      },
    ),
    { numRuns: 400 },
  );
});

test('palettes: any separators have one reading', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{6}$/);
  const gap = fc.constantFrom(' ', ',', ', ', '，', ';', '  ', '、');
  fc.assert(
    fc.property(
      fc.array(hex, { minLength: 1, maxLength: 5 }),
      gap,
      fc.constantFrom('#', '＃'),
      (members, between, sign) => {
        const reading = readPalette(members.map((member) => sign + member).join(between));
        expect(reading.ok && reading.value).toEqual({ members: members.map((member) => `#${member}`) });
      },
    ),
  );
});

test('readers take any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const reader of [readPalette, readBackground, readAspectRatio])
        expect(typeof reader(text).ok).toBe('boolean');
    }),
  );
});
