import { expect, test } from '@jest/globals';
import { readCell } from '../../../backend/google/sheets-cells.ts';

test('an error is what it shows, whether a formula or an import left it', () => {
  const errorValue = { type: 'NAME', message: 'Unknown function' };
  const imported = readCell({
    userEnteredValue: { errorValue },
    effectiveValue: { errorValue },
    formattedValue: '#NAME?',
  });
  expect(imported).toMatchObject({ value: '#NAME?', shown: '#NAME?' });
  const formula = readCell({
    userEnteredValue: { formulaValue: '=NOPE()' },
    effectiveValue: { errorValue },
    formattedValue: '#NAME?',
  });
  expect(formula).toMatchObject({ value: { formula: '=NOPE()' }, shown: '#NAME?' });
});
