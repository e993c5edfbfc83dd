import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { wrongRows } from './judge.ts';
import { openMutationBench, Spreadsheet, TAB } from './open-mutation-bench.ts';

jest.setTimeout(120_000);

let bench: Awaited<ReturnType<typeof openMutationBench>>;
beforeAll(async () => {
  bench = await openMutationBench(5);
});
afterAll(async () => bench?.close());

describe('where the spreadsheet may not be shared with Rowshot', () => {
  const ROWS = 30;
  const batchId = 'refused-batch-0001';

  test('the open sidebar writes the results, and catches up when it is opened again', async () => {
    const sheet = Spreadsheet.create(bench.running, 'Ours alone', ROWS);
    sheet.document.permissions.refuseServiceAccounts = true;
    sheet.document.permissions.editors = ['anna@workbench.local'];
    const token = await sheet.start(batchId);
    for (let tries = 0; (await sheet.batch(batchId, token)).status !== 'completed' && tries < 100; tries++)
      await wait(50);
    await sheet.script('applyPlannedWrites', { tab: String(TAB), token });
    expect(wrongRows(sheet.tab, ROWS)).toEqual([]);

    // While nobody's sidebar is open, rows are sorted without our columns.
    const range = { startRow: 1, endRow: ROWS + 1, startColumn: 0, endColumn: 8 };
    const order = Array.from({ length: ROWS }, (_, index) => ROWS - 1 - index);
    await sheet.operate('editor', [{ type: 'permuteRows', tabId: TAB, range, order }]);
    await sheet.script('applyPlannedWrites', { tab: String(TAB), token: await sheet.openSession() });
    expect(wrongRows(sheet.tab, ROWS)).toEqual([]);

    const anna = new Spreadsheet(bench.running, sheet.document, 'anna');
    expect(await anna.batch(batchId, await anna.openSession())).toMatchObject({ error: { code: 'not_found' } });
  });

  test('when Google does not answer, nobody is taken for a stranger', async () => {
    const sheet = Spreadsheet.create(bench.running, 'Slow', 3);
    sheet.fault({ kind: 'status', status: 503 });
    await expect(sheet.openSession()).rejects.toThrow(/could not be checked/);
    bench.running.faults.clear();
    expect(await sheet.script('openSession', null)).toMatchObject({ proved: true });
  });
});
