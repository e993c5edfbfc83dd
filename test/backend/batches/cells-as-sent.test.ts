import { expect, test } from '@jest/globals';
import { cellsAsSent } from '../../../backend/batches/cells-as-sent.ts';

test('cells read again come in the order of Start, ours blank', () => {
  const asSent = cellsAsSent(
    { header: ['Prompt', 'sku', 'gone', 'note', 'note', 'status'], ownColumns: [5] },
    { header: ['status', 'new', 'sku', 'prompt ', 'note', 'note'], ownColumns: [0] },
  );
  expect(asSent(['failed', 'x', 'K-1', 'a kite', 'one', 'two'])).toEqual(['a kite', 'K-1', '', 'one', 'two', '']);
});

test('a short row is blank where it ends', () => {
  const asSent = cellsAsSent({ header: ['a', 'b'], ownColumns: [] }, { header: ['a', 'b'], ownColumns: [] });
  expect(asSent(['only'])).toEqual(['only', '']);
});
