import { expect, test } from '@jest/globals';
import { availableUsd, chosenRows, costOfChoice, expectedSeconds } from '../../addon/choose-rows.ts';
import { CATALOGUE } from '../../templates/index.ts';
import { checkOf, scopeOf } from './sidebar/fixtures.ts';

const CHECK = checkOf(500, 20);
const { classes } = scopeOf(500);

test('auto takes new, changed and failed rows, and says how many need a fix', () => {
  const choice = costOfChoice(CHECK, classes, { kind: 'auto' });
  // The first 40 ran already, the 20 broken ones among them.
  expect(choice).toMatchObject({ ready: 460, broken: 0, images: 460, classes: { unchanged: 40, failed: 6, new: 454 } });
  expect(choice.usd).toBeCloseTo(36.8);
  expect(costOfChoice(CHECK, null, { kind: 'auto' })).toMatchObject({ ready: 480, broken: 20 });
});

test('rows in doubt are never part of auto', () => {
  const doubtful = CHECK.rows.map(() => 'in_doubt' as const);
  expect(costOfChoice(CHECK, doubtful, { kind: 'auto' })).toMatchObject({ ready: 0, classes: { in_doubt: 500 } });
  expect(costOfChoice(CHECK, doubtful, { kind: 'all' }).ready).toBe(480);
});

test('the first rows are the first that can run', () => {
  expect(chosenRows(CHECK.rows, { kind: 'first', count: 3 }).map((row) => row.number)).toEqual([22, 23, 24]);
});

test('selected rows are known by number', () => {
  expect(costOfChoice(CHECK, classes, { kind: 'selected', numbers: [2, 500, 9999] })).toMatchObject({
    ready: 1,
    broken: 1,
  });
});

test('available is the smaller of the batch cap and what the month leaves', () => {
  const month = { spentUsd: 40, reservedUsd: 5, capUsd: 50 };
  expect(availableUsd(month, null)).toBe(5);
  expect(availableUsd(month, 2)).toBe(2);
  expect(availableUsd({ ...month, capUsd: null }, null)).toBeNull();
});

test('expected time follows the slowest provider’s limits', () => {
  const ideogram = { model: 'ideogram:2.0', provider: 'ideogram', images: 100, usd: 8 };
  const provider = CATALOGUE.providers.find((known) => known.id === 'ideogram');
  const each = (provider?.secondsPerImage ?? 0) / (provider?.concurrency ?? 1);
  expect(expectedSeconds([ideogram], CATALOGUE)).toBeCloseTo(100 * each);
  expect(expectedSeconds([], CATALOGUE)).toBe(0);
});
