import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeDrawable, measureText, textPath } from '../../../../backend/engines/studio/text-paths.ts';
import { fitText } from '../../../../backend/engines/studio/wrap-text.ts';

describe('makeDrawable', () => {
  test.each([
    ['Café crème', 'Café crème', 0],
    ['e\u0301té', 'été', 0],
    ['  two\n\tlines ', 'two lines', 0],
    ['Быстрая лиса', 'Быстрая лиса', 0],
    ['日本 garden', '… garden', 2],
    ['party 🎉 time', 'party time', 1],
    ['ﬁne', 'fine', 0],
  ])('%j', (text, drawn, missing) => {
    const found = makeDrawable(text);
    expect(found.text.normalize('NFKD')).toBe(drawn.normalize('NFKD'));
    expect(found.missing).toBe(missing);
  });
});

test('any text becomes finite path data', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      const data = textPath(makeDrawable(text).text, { weight: 'bold', size: 20, x: 3, y: 30 });
      expect(data).not.toMatch(/NaN|Infinity|undefined/);
    }),
    { numRuns: 60 },
  );
});

test('any text fits its frame', () => {
  const frame = { maxWidth: 200, maxHeight: 120, largest: 60, smallest: 9, spacing: 1.2 };
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 60 }),
      (words) => {
        const { text } = makeDrawable(words.join(' '));
        const { lines, lettering, leading } = fitText(text, { weight: 'medium' }, frame);
        expect(lines.length * leading).toBeLessThanOrEqual(frame.maxHeight + 1e-6);
        for (const line of lines) expect(measureText(line, lettering)).toBeLessThanOrEqual(frame.maxWidth * 1.02);
      },
    ),
    { numRuns: 40 },
  );
});
