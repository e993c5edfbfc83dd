import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConflictError, WorkbookDocument } from '../../../workbench/workbook/document.ts';
import { cellAt, findTab, valueAt } from '../../../workbench/workbook/model.ts';
import { type Operation, OperationError } from '../../../workbench/workbook/operation.ts';
import { labelledWorkbook, normalised, operationOn } from './operation-arbitrary.ts';

const open = () =>
  new WorkbookDocument(labelledWorkbook(), { owner: 'you@workbench.local', editors: [], refuseServiceAccounts: false });
const set = (row: number, column: number, value: string): Operation => ({
  type: 'setCells',
  tabId: 7,
  row,
  column,
  patches: [[{ value }]],
});
const read = (document: WorkbookDocument, row: number, column: number) => {
  const tab = findTab(document.workbook, 7);
  return tab ? valueAt(tab, row, column) : null;
};

describe('WorkbookDocument', () => {
  test('an edit follows its row through what others did first', () => {
    const document = open();
    document.apply('a', [{ type: 'insertRows', tabId: 7, at: 0, count: 2 }]);
    document.apply('a', [{ type: 'moveRows', tabId: 7, from: 7, count: 1, to: 0 }]);
    const keys = [{ column: 0, ascending: false }];
    document.apply('a', [
      { type: 'sortRange', tabId: 7, range: { startRow: 0, endRow: 10, startColumn: 0, endColumn: 5 }, keys },
    ]);
    const { missed, applied } = document.applyFrom('b', 0, [set(5, 4, 'mine')]);
    expect(missed).toHaveLength(3);
    expect(applied).toHaveLength(1);
    const row = Array.from({ length: 10 }, (_, i) => i).find((i) => read(document, i, 4) === 'mine') ?? -1;
    expect(read(document, row, 0)).toBe('r5c0');
  });

  test('an edit of a row that was deleted meanwhile is dropped, one that no longer fits is a conflict', () => {
    const document = open();
    document.apply('a', [{ type: 'deleteRows', tabId: 7, at: 5, count: 1 }]);
    expect(document.applyFrom('b', 0, [set(5, 4, 'mine')]).applied).toEqual([]);
    expect(() => document.applyFrom('b', 0, [{ type: 'setTab', tabId: 7, title: 'Other' }])).toThrow(ConflictError);
    expect(() => document.applyFrom('b', 99, [set(0, 0, 'x')])).toThrow(ConflictError);
  });

  test('a step that no longer fits is given up with a sentence, and nothing breaks', () => {
    const random = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.nat({ max: 1_000_000 }), { freq: 3 })),
      {
        minLength: 3,
        maxLength: 14,
      },
    );
    fc.assert(
      fc.property(random, (steps) => {
        const document = open();
        for (const [who, seed] of steps) {
          const before = document.revision;
          try {
            if (seed === null) document.undo(who);
            else {
              const tab = findTab(document.workbook, 7);
              const [next] = tab ? fc.sample(operationOn(tab), { seed, numRuns: 1 }) : [];
              if (next) document.apply(who, [next]);
            }
          } catch (error) {
            // An operation that does not fit is the test's own doing.
            expect(seed === null ? error instanceof ConflictError : error instanceof OperationError).toBe(true);
            expect(document.revision).toBe(before);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('undo takes back one client’s last step, where its cells are now', () => {
    const document = open();
    document.apply('a', [set(3, 3, 'A')]);
    document.apply('b', [{ type: 'insertRows', tabId: 7, at: 1, count: 1 }]);
    document.apply('b', [set(0, 0, 'B')]);
    document.undo('a');
    expect(read(document, 4, 3)).toBe('r3c3');
    expect(read(document, 0, 0)).toBe('B');
    document.redo('a');
    expect(read(document, 4, 3)).toBe('A');
    document.undo('a');
    expect(document.canUndo('a')).toEqual({ canUndo: false, canRedo: true });
    expect(document.undo('a')).toEqual([]);
  });

  test('operations of one step are undone together', () => {
    const document = open();
    document.apply('a', [set(0, 0, 'x')], 'script');
    document.apply('a', [set(0, 1, 'y')], 'script');
    document.closeStep('script');
    expect(document.undo('a')).toHaveLength(2);
    expect([read(document, 0, 0), read(document, 0, 1)]).toEqual(['r0c0', 'r0c1']);
  });

  test('undoing everything gives the first content, redoing everything the last', () => {
    const tab = findTab(labelledWorkbook(), 7);
    if (!tab) throw new Error('the tab is gone');
    fc.assert(
      fc.property(fc.array(operationOn(tab), { maxLength: 8 }), (operations) => {
        const document = open();
        for (const operation of operations) {
          try {
            document.apply('a', [operation]);
          } catch (error) {
            if (!(error instanceof OperationError)) throw error;
          }
        }
        const last = normalised(document.workbook);
        while (document.canUndo('a').canUndo) document.undo('a');
        expect(normalised(document.workbook)).toEqual(normalised(labelledWorkbook()));
        while (document.canUndo('a').canRedo) document.redo('a');
        expect(normalised(document.workbook)).toEqual(last);
      }),
      { numRuns: 200 },
    );
  });

  test('a page that missed operations gets them, one that is too far behind is told', () => {
    const document = open();
    document.apply('a', [set(0, 0, 'x'), set(0, 1, 'y')]);
    expect(document.missedSince(1)?.map((entry) => entry.revision)).toEqual([2]);
    expect(document.missedSince(7)).toBeNull();
    const tab = findTab(document.workbook, 7);
    expect(tab && cellAt(tab, 0, 1)).toEqual({ value: 'y' });
  });
});
