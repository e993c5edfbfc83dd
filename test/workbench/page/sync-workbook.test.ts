import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Api, connectApi, UnreachableError } from '../../../workbench/page/connection/call-api.ts';
import { SyncedWorkbook } from '../../../workbench/page/connection/sync-workbook.ts';
import { ConflictError, WorkbookDocument } from '../../../workbench/workbook/document.ts';
import { type Operation, OperationError } from '../../../workbench/workbook/operation.ts';
import { labelledWorkbook, normalised, operationOn } from '../workbook/operation-arbitrary.ts';

const copy = <T>(value: T): T => structuredClone(value);
const permissions = () => ({ owner: 'you@workbench.local', editors: [], refuseServiceAccounts: false });

/** A page on a document in this process; `wait` says how long each way takes, `lose` drops an answer. */
function openPage(document: WorkbookDocument, wait: () => number, lose: () => boolean = () => false) {
  const pause = () => new Promise((resolve) => setTimeout(resolve, wait()));
  const call = async <T>(run: () => T): Promise<T> => {
    await pause();
    const answer = copy(run());
    await pause();
    if (lose()) throw new UnreachableError('The workbench does not answer.');
    return answer;
  };
  const snapshot = () => ({
    workbook: copy(document.workbook),
    revision: document.revision,
    person: { name: 'you', sub: '1', email: 'you@workbench.local' },
    canEdit: true,
    selection: { tabId: 7, ranges: [], activeCell: { row: 0, column: 0 } },
  });
  const api: Api = {
    ...connectApi(null),
    operations: (_, { clientId, baseRevision, operations }) =>
      call(() => ({ revision: document.revision, ...document.applyFrom(clientId, baseRevision, operations) })),
    undo: (_, clientId) =>
      call(() => ({ applied: document.undo(clientId), revision: document.revision, canUndo: true, canRedo: true })),
  };
  const refused: string[] = [];
  const sync = new SyncedWorkbook(snapshot(), api, {
    onChange: () => {},
    onOthers: () => {},
    onRefused: (message) => refused.push(message),
    onUnreachable: () => setTimeout(() => void sync.resume(snapshot()), 1),
    onUnsaved: () => {},
  });
  document.onChange((applied) => {
    const events = copy(applied);
    setTimeout(() => sync.receive(events), wait());
  });
  return { sync, refused };
}

const settled = async (pages: readonly { sync: SyncedWorkbook }[], document: WorkbookDocument) => {
  for (let i = 0; i < 600; i++) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (pages.every(({ sync }) => sync.unsaved === 0 && sync.revision === document.revision)) return;
  }
};

function tryEdit(sync: SyncedWorkbook, operation: Operation): void {
  try {
    sync.edit([operation]);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
  }
}

const [tab] = labelledWorkbook().tabs;
if (!tab) throw new Error('The labelled workbook has a tab.');
const steps = fc.array(
  fc.record({
    who: fc.nat(1),
    operation: operationOn(tab).filter(({ type }) => type !== 'deleteTab'),
    undo: fc.boolean(),
    pause: fc.boolean(),
  }),
  { maxLength: 8 },
);

describe('a synced workbook', () => {
  test('two pages and the server come to the same content, whatever they do and whenever it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.nat(3), { minLength: 1, maxLength: 10 }), async (list, waits) => {
        const document = new WorkbookDocument(labelledWorkbook(), permissions());
        let turn = 0;
        const wait = () => waits[turn++ % waits.length] ?? 0;
        const pages = [openPage(document, wait), openPage(document, wait)];
        const undos: Promise<boolean>[] = [];
        for (const { who, operation, undo, pause } of list) {
          const page = pages[who];
          if (!page) continue;
          tryEdit(page.sync, operation);
          // A step that no longer fits is not undone; the page then says so.
          if (undo) undos.push(page.sync.undo().catch((error) => error instanceof ConflictError));
          if (pause) await new Promise((resolve) => setTimeout(resolve, 2));
        }
        await Promise.all(undos);
        await settled(pages, document);
        for (const { sync } of pages) expect(normalised(sync.workbook)).toEqual(normalised(document.workbook));
      }),
      { numRuns: 60 },
    );
  });

  test('a lost answer neither repeats nor loses an edit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), async (losses) => {
        const document = new WorkbookDocument(labelledWorkbook(), permissions());
        const left = [...losses];
        const page = openPage(
          document,
          () => 0,
          () => left.shift() === true,
        );
        for (let i = 0; i < 4; i++) {
          page.sync.edit([{ type: 'insertRows', tabId: 7, at: 0, count: 1 }]);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        await settled([page], document);
        expect(document.workbook.tabs[0]?.rowCount).toBe(12);
        expect(normalised(page.sync.workbook)).toEqual(normalised(document.workbook));
        expect(page.refused).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

test('a snapshot that was overtaken by events is brought up to them', () => {
  const document = new WorkbookDocument(labelledWorkbook(), permissions());
  const { sync } = openPage(document, () => 0);
  const old = {
    workbook: copy(document.workbook),
    revision: document.revision,
    person: { name: 'you', sub: '1', email: 'you@workbench.local' },
    canEdit: true,
    selection: { tabId: 7, ranges: [], activeCell: { row: 0, column: 0 } },
  };
  const tabId = document.workbook.tabs[0]?.id ?? 0;
  const write = (value: string) =>
    document.apply('other', [{ type: 'setCells', tabId, row: 0, column: 0, patches: [[{ value }]] }]);
  sync.revision -= 5; // as after a restart: the events do not follow on what this page has
  sync.receive(copy(write('one')));
  sync.replace(old);
  sync.receive(copy(write('two')));
  expect(sync.revision).toBe(document.revision);
  expect(sync.workbook.tabs[0]?.rows[0]?.cells[0]?.value).toBe('two');
});
