import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BatchRecord, BatchStore, LedgerEntry, RowRecord } from '../../backend/ports.ts';
import { admission, batchRecord, outputRecord, rowRecord } from './records.ts';

const claim = (claimId: string, leaseUntil = 10_000) => ({ claimId, leaseUntil });

/** What every batch store must do. Each test works in a space and batch of its own. */
export function testBatchStore(
  name: string,
  make: () => Promise<{ readonly store: BatchStore; close(): Promise<void> }>,
): void {
  describe(`batch store: ${name}`, () => {
    let made: Awaited<ReturnType<typeof make>>;
    let count = 0;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());

    /** A running batch with so many waiting rows that need `needUsd` each. */
    async function running(rows: number, change: Partial<BatchRecord> = {}, row: Partial<RowRecord> = {}) {
      const { store } = made;
      const batch = batchRecord(`batch${++count}`, change);
      await store.putDraft(batch);
      const records = Array.from({ length: rows }, (_, index) => rowRecord(batch.id, `r${index}`, index + 2, row));
      await store.insertRows(records, null);
      await store.changeBatch(batch.id, ['draft'], { state: { kind: 'running' }, open: true });
      return { store, batch, records };
    }

    test('a draft is replaced by its own space only, until it is started', async () => {
      const { store } = made;
      const draft = batchRecord('draft1');
      expect(await store.putDraft(draft)).toBe(true);
      await store.putChunk('draft1', { chunk: 1, digest: 'b', rows: '[2]' });
      await store.putChunk('draft1', { chunk: 0, digest: 'a', rows: '[1]' });
      await store.putChunk('draft1', { chunk: 1, digest: 'c', rows: '[3]' });
      expect((await store.readDraft('draft1')).map((one) => one.digest)).toEqual(['a', 'c']);
      expect(await store.putDraft({ ...draft, space: 'sheet:other' })).toBe(false);
      expect(await store.putDraft(draft)).toBe(true);
      expect(await store.readDraft('draft1')).toEqual([]);
      await store.changeBatch('draft1', ['draft'], { state: { kind: 'running' } });
      expect(await store.putDraft(draft)).toBe(false);
      expect(await store.changeBatch('draft1', ['draft'], { name: 'x' })).toBeNull();
    });

    test('a tab has one unfinished batch', async () => {
      const { store, batch } = await running(1);
      const key = { space: batch.space, tab: 't1' };
      expect(await store.takeTab(key, batch.id, 0)).toBeNull();
      expect(await store.takeTab(key, batch.id, 0)).toBeNull();
      expect((await store.takeTab(key, 'someone-else', 0))?.id).toBe(batch.id);
      await store.releaseTab(key, 'someone-else');
      expect((await store.takeTab(key, 'someone-else', 0))?.id).toBe(batch.id);
      await store.changeBatch(batch.id, ['running'], { state: { kind: 'completed' } });
      expect(await store.takeTab(key, 'someone-else', 0)).toBeNull();
    });

    test('rows are added once and come back as they were', async () => {
      const { store, batch, records } = await running(3);
      await store.insertRows([{ ...records[0], version: 9 } as RowRecord], null);
      const rows = await store.listRows(batch.id, { after: 2, limit: 10 });
      expect(rows.map((row) => row.number)).toEqual([3, 4]);
      const { rev, dirty: _was, ...back } = rows[0] as RowRecord;
      const { rev: _rev, dirty: _dirty, ...given } = records[1] as RowRecord;
      expect(back).toEqual(given);
      expect(rev).toBeGreaterThan(0);
      expect((await store.getRow({ batchId: batch.id, rowId: 'r0' }))?.version).toBe(1);
    });

    test('a row is claimed once, by the delivery of its run', async () => {
      const { store, batch } = await running(2);
      const { admitted } = await store.admitRows(batch.id, admission());
      expect(admitted).toEqual([
        { rowId: 'r0', run: 1 },
        { rowId: 'r1', run: 1 },
      ]);
      const ref = { batchId: batch.id, rowId: 'r0' };
      expect(await store.claimRow(ref, 7, claim('x'))).toBeNull();
      const claims = await Promise.all(['a', 'b', 'c'].map((id) => store.claimRow(ref, 1, claim(id))));
      const won = claims.find((one) => one !== null);
      expect(claims.filter((one) => one !== null)).toHaveLength(1);
      expect(won).toMatchObject({ claims: 1, state: { kind: 'running' } });
    });

    test('only the claim that holds may write, and only an expired one is taken over', async () => {
      const { store, batch } = await running(1);
      await store.admitRows(batch.id, admission());
      const ref = { batchId: batch.id, rowId: 'r0' };
      const row = (await store.claimRow(ref, 1, claim('a', 1000))) as RowRecord;
      expect(await store.renewLease(ref, 'a', 2000)).toBe(true);
      expect(await store.renewLease(ref, 'b', 9000)).toBe(false);
      expect(await store.expiredRows(batch.id, 1500, 10)).toEqual([]);
      expect(await store.takeOverRow(ref, 1500, claim('b'))).toBeNull();
      expect(await store.expiredRows(batch.id, 2500, 10)).toHaveLength(1);
      expect(await store.takeOverRow(ref, 2500, claim('b'))).toMatchObject({ claims: 2 });
      expect(await store.saveClaimed({ ...row, state: { kind: 'completed' } }, 'a')).toBe(false);
      expect(await store.saveClaimed({ ...row, state: { kind: 'completed' } }, 'b')).toBe(true);
      expect((await store.getRow(ref))?.state.kind).toBe('completed');
      expect(await store.saveClaimed(row, 'b')).toBe(false);
    });

    test('admission reserves within both budgets, settling gives back what was not spent', async () => {
      const payer = `payer${++count}`;
      const { store, batch } = await running(5, { budgetUsd: 0.3 }, { needUsd: 0.1 });
      const ask = admission({ payer, monthCapUsd: 0.25 });
      const first = await store.admitRows(batch.id, ask);
      expect(first).toMatchObject({ blocked: 3, blockedBy: 'month' });
      expect(first.admitted).toHaveLength(2);
      expect(await store.monthBudget(payer, ask.month)).toEqual({ spentUsd: 0, reservedUsd: 0.2, inDoubtUsd: 0 });
      const ref = { batchId: batch.id, rowId: 'r0' };
      const row = (await store.claimRow(ref, 1, claim('a'))) as RowRecord;
      expect(row).toMatchObject({ reservedUsd: 0.1, payer });
      expect(await store.settleRows(batch.id)).toBe(0);
      await store.saveClaimed({ ...row, state: { kind: 'completed' }, costUsd: 0.04, needUsd: 0 }, 'a');
      expect(await store.settleRows(batch.id)).toBe(1);
      expect(await store.settleRows(batch.id)).toBe(0);
      expect(await store.monthBudget(payer, ask.month)).toEqual({ spentUsd: 0.04, reservedUsd: 0.1, inDoubtUsd: 0 });
      expect(await store.getBatch(batch.id)).toMatchObject({ spentUsd: 0.04, reservedUsd: 0.1 });
      // Blocked rows are looked at again a little later, and one more fits now.
      expect((await store.admitRows(batch.id, { ...ask, now: ask.now + 10_000 })).admitted).toHaveLength(1);
    });

    test('what is in doubt keeps counting', async () => {
      const payer = `payer${++count}`;
      const { store, batch } = await running(1, {}, { needUsd: 0.1 });
      const ask = admission({ payer });
      await store.admitRows(batch.id, ask);
      const row = (await store.claimRow({ batchId: batch.id, rowId: 'r0' }, 1, claim('a'))) as RowRecord;
      const failure = { code: 'in_doubt', message: 'perhaps' } as const;
      await store.saveClaimed({ ...row, state: { kind: 'failed', failure }, failure, inDoubtUsd: 0.1 }, 'a');
      await store.settleRows(batch.id);
      expect(await store.monthBudget(payer, ask.month)).toEqual({ spentUsd: 0, reservedUsd: 0, inDoubtUsd: 0.1 });
      const tally = await store.tallyRows(batch.id);
      expect(tally).toEqual([expect.objectContaining({ kind: 'failed', inDoubt: true, rows: 1 })]);
    });

    test('parallel admissions never reserve more than the cap', async () => {
      const payer = `payer${++count}`;
      const batches = await Promise.all(Array.from({ length: 20 }, () => running(5, {}, { needUsd: 0.1 })));
      const results = await Promise.all(
        batches.map(({ store, batch }) => store.admitRows(batch.id, admission({ payer, monthCapUsd: 1 }))),
      );
      expect(results.reduce((sum, one) => sum + one.admitted.length, 0)).toBe(10);
      expect((await made.store.monthBudget(payer, '2026-11')).reservedUsd).toBe(1);
    });

    test('a stop takes queued rows back, and their old delivery is stale', async () => {
      const { store, batch } = await running(3);
      await store.admitRows(batch.id, admission({ limit: 2 }));
      expect(await store.queueDepths()).toContainEqual({ provider: 'studio', batchId: batch.id, rows: 2 });
      expect(await store.unqueueRows(batch.id, 0)).toBe(0);
      expect(await store.unqueueRows(batch.id, Number.MAX_SAFE_INTEGER)).toBe(2);
      const ref = { batchId: batch.id, rowId: 'r0' };
      expect(await store.claimRow(ref, 1, claim('a'))).toBeNull();
      expect((await store.admitRows(batch.id, admission())).admitted).toContainEqual({ rowId: 'r0', run: 2 });
      expect(await store.claimRow(ref, 1, claim('a'))).toBeNull();
    });

    test('rows that changed meanwhile are not replaced', async () => {
      const { store, batch } = await running(2);
      const rows = await store.listRows(batch.id, { after: 0, limit: 10 });
      await store.admitRows(batch.id, admission({ limit: 1 }));
      expect(await store.replaceRows(rows.map((row) => ({ ...row, state: { kind: 'cancelled' } })))).toBe(1);
      const kinds = (await store.listRows(batch.id, { after: 0, limit: 10 })).map((row) => row.state.kind);
      expect(kinds).toEqual(['queued', 'cancelled']);
    });

    test('what the sheet has not been told stays dirty until just that was written', async () => {
      const { store, batch } = await running(2, { spreadsheetId: `s${++count}` });
      const sheet = batch.spreadsheetId ?? '';
      const dirty = await store.dirtyRows(sheet, 10);
      expect(dirty.map((one) => one.row.rowId)).toEqual(['r0', 'r1']);
      const [first] = dirty;
      await store.replaceRows([{ ...(first?.row as RowRecord), warnings: ['changed since'] }]);
      await store.clearDirty(dirty.map(({ row }) => ({ batchId: row.batchId, rowId: row.rowId, rev: row.rev })));
      expect((await store.dirtyRows(sheet, 10)).map((one) => one.row.rowId)).toEqual(['r0']);
      const changed = await store.rowsChangedSince(batch.id, dirty[1]?.row.rev ?? 0, 10);
      expect(changed.map((row) => row.rowId)).toEqual(['r0']);
      expect((await store.getBatch(batch.id))?.rev).toBeGreaterThanOrEqual(changed[0]?.rev ?? 0);
    });

    test('a preview is nothing the sheet is told of', async () => {
      const { store, batch } = await running(1, { spreadsheetId: `s${++count}`, preview: true });
      expect(await store.dirtyRows(batch.spreadsheetId ?? '', 10)).toEqual([]);
    });

    test('the ledger knows rows by id and by inputs, and keeps the last completion', async () => {
      const { store, batch } = await running(1);
      const key = { space: batch.space, tab: `t${++count}` };
      const entry = (rowId: string, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
        rowId,
        fingerprint: 'f1',
        outcome: 'completed',
        batchId: batch.id,
        outputs: [outputRecord(1)],
        seed: 7,
        failure: null,
        ...change,
      });
      const rows = ['m1', 'm2'].map((id, index) => rowRecord(batch.id, id, 50 + index));
      await store.insertRows(rows, { key, entries: [entry('m1'), entry('m2')] });
      expect(await store.ledgerByRow(key, ['m1', 'nobody'])).toEqual([entry('m1')]);
      expect(await store.ledgerByFingerprint(key, ['f1', 'f9'])).toHaveLength(2);
      expect(await store.ledgerByRow({ ...key, tab: 'another' }, ['m1'])).toEqual([]);
      await store.insertRows([rowRecord(batch.id, 'm3', 60)], { key, entries: [{ ...entry('m3'), from: 'm1' }] });
      expect(await store.ledgerByRow(key, ['m1', 'm3'])).toEqual([entry('m3')]);
      const failed = entry('m4', { fingerprint: 'f2', outcome: 'failed', outputs: [] });
      await store.insertRows([rowRecord(batch.id, 'm4', 61)], { key, entries: [entry('m4')] });
      await store.insertRows([rowRecord(batch.id, 'm4b', 62)], null);
      await store.admitRows(batch.id, admission());
      const row = (await store.claimRow({ batchId: batch.id, rowId: 'm4' }, 1, claim('a'))) as RowRecord;
      await store.saveClaimed(row, 'a', { key, entry: failed });
      expect((await store.ledgerByRow(key, ['m4']))[0]?.before?.fingerprint).toBe('f1');
    });

    test('a troubled provider: pauses only grow, the first moment stays', async () => {
      const { store } = made;
      const pause = { announcedMs: 10, halt: null, message: 'busy' };
      await store.notePause('p1', { ...pause, now: 100, until: 500 });
      await store.notePause('p1', { ...pause, now: 200, until: 300 });
      expect(await store.providerState('p1')).toMatchObject({ pausedUntil: 500, troubleSince: 100, halted: null });
      await store.notePause('p1', { ...pause, now: 300, until: 0, halt: 'credit' });
      expect((await store.providerState('p1')).halted).toBe('credit');
      await store.clearPause('p1');
      expect(await store.providerState('p1')).toMatchObject({ pausedUntil: 0, troubleSince: null, halted: null });
    });

    test('outputs are listed newest first, page by page, and found by their file', async () => {
      const space = `sheet:gallery${++count}`;
      const outputs = [1, 2, 3].map((n) => outputRecord(n, { file: `outputs/g${count}/r0/1/${n}`, storedAt: 100 * n }));
      const { store, batch } = await running(1, { space }, { outputs, state: { kind: 'completed' } });
      const page = await store.listOutputs(space, {}, { before: null, limit: 2 });
      expect(page.outputs.map((one) => one.output.n)).toEqual([3, 2]);
      const rest = await store.listOutputs(space, {}, { before: page.next, limit: 2 });
      expect(rest.outputs.map((one) => one.output.n)).toEqual([1]);
      expect(rest.next).toBeNull();
      expect((await store.listOutputs(space, { status: 'failed' }, { before: null, limit: 9 })).outputs).toEqual([]);
      const file = outputs[1]?.file ?? '';
      expect(await store.rowByLink(file)).toMatchObject({ row: { rowId: 'r0' }, output: { n: 2 } });
      expect(await store.filesInUse([file, 'outputs/nobody'])).toEqual([file]);
      await store.deleteBatch(batch.id);
      expect(await store.rowByLink(file)).toBeNull();
      expect(await store.getBatch(batch.id)).toBeNull();
    });
  });
}
