import { describe, expect, test } from '@jest/globals';
import { cancelBatch } from '../../../backend/batches/cancel-batch.ts';
import { deleteBatch } from '../../../backend/batches/delete-batch.ts';
import { ConflictError, NotFoundError } from '../../../backend/batches/errors.ts';
import { regenerateRows } from '../../../backend/batches/regenerate-rows.ts';
import { resumeBatch } from '../../../backend/batches/resume-batch.ts';
import { retryRows } from '../../../backend/batches/retry-rows.ts';
import { stopBatch } from '../../../backend/batches/stop-batch.ts';
import { viewBatch } from '../../../backend/batches/view-batch.ts';
import { shownStatus } from '../../../backend/batches/view-row.ts';
import { RowError } from '../../../shared/errors.ts';
import { CALLER, createWorld, prompts, start } from './world.ts';

describe('stop, resume, cancel', () => {
  test('what is finished stays, what is queued waits, resume runs only the rest', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(40));
    await world.drain(() => world.studio.calls.length >= 10);
    const stopping = await stopBatch(world.deps, CALLER, batch.id);
    expect(stopping.counts.stopped + stopping.counts.completed).toBe(40);
    await world.drain();
    const stopped = await world.batch(batch.id);
    expect(viewBatch(stopped).status).toBe('stopped');
    const made = world.studio.calls.length;
    expect(made).toBeLessThan(40);
    const row = (await world.rows(batch.id)).find((one) => one.state.kind === 'waiting');
    expect(row && shownStatus(row, stopped)).toBe('stopped');
    await resumeBatch(world.deps, CALLER, batch.id);
    await world.drain();
    expect((await world.batch(batch.id)).state.kind).toBe('completed');
    expect(world.studio.calls).toHaveLength(40);
  });

  test('a stop lets the row in flight finish', async () => {
    const world = createWorld();
    world.studio.script = async (_request, _context, call) => {
      if (call === 3) await stopBatch(world.deps, CALLER, batch.id);
    };
    const batch = await start(world, prompts(10));
    await world.drain();
    const done = await world.batch(batch.id);
    expect(done.state.kind).toBe('stopped');
    expect(done.counts).toMatchObject({ completed: 3, stopped: 7 });
  });

  test('cancel frees the tab; another batch may start', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(20));
    await world.drain(() => world.studio.calls.length >= 5);
    await expect(start(world, prompts(20), { id: 'second' })).rejects.toThrow(ConflictError);
    await cancelBatch(world.deps, CALLER, batch.id);
    await world.drain();
    const cancelled = await world.batch(batch.id);
    expect(cancelled).toMatchObject({ state: { kind: 'cancelled' }, open: false });
    expect(cancelled.counts.completed + cancelled.counts.cancelled).toBe(20);
    const second = await start(world, prompts(20), { id: 'second' });
    await world.drain();
    expect((await world.batch(second.id)).counts).toMatchObject({ completed: 20 });
    // The second batch joined what the first had finished.
    expect(world.studio.calls).toHaveLength(20);
  });

  test('a row that was cancelled half-way keeps what it has: the next batch makes only what is missing', async () => {
    const world = createWorld();
    world.studio.script = (_request, _context, call) => {
      if (call === 3) throw new RowError('rate_limited', 'Wait a moment.', { retryAfterMs: 60_000 });
    };
    const batch = await start(world, prompts(1, 4));
    await world.drain(() => world.studio.calls.length >= 3);
    await cancelBatch(world.deps, CALLER, batch.id);
    await world.drain();
    expect((await world.batch(batch.id)).counts).toMatchObject({ cancelled: 1 });
    const made = world.studio.calls.length;
    world.studio.script = () => undefined;
    const second = await start(world, prompts(1, 4), { id: 'second' });
    await world.drain();
    expect((await world.rows(second.id))[0]?.outputs).toHaveLength(4);
    expect(world.studio.calls.length - made).toBe(2);
  });

  test('a foreign space finds nothing', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(1));
    const stranger = { ...CALLER, space: 'sheet:two' };
    await expect(stopBatch(world.deps, stranger, batch.id)).rejects.toThrow(NotFoundError);
  });
});

describe('retry and regenerate', () => {
  test('retry runs failed rows only, and of them only what is missing', async () => {
    const world = createWorld();
    world.studio.script = (request) => {
      if (request.prompt === 'prompt 2' && request.seed % 2 === 0) throw new RowError('refused', 'Not allowed.');
    };
    const batch = await start(world, prompts(3, 2));
    await world.drain();
    expect((await world.batch(batch.id)).counts).toMatchObject({ completed: 2, failed: 1 });
    const before = world.studio.calls.length;
    const kept = (await world.rows(batch.id))[1]?.outputs ?? [];
    world.studio.script = () => undefined;
    await retryRows(world.deps, CALLER, batch.id, { rowIds: null, inDoubt: false });
    await world.drain();
    const row = (await world.rows(batch.id))[1];
    expect(row?.state.kind).toBe('completed');
    expect(row?.outputs).toHaveLength(2);
    expect(row?.outputs.slice(0, kept.length)).toEqual(kept);
    expect(world.studio.calls.length - before).toBe(2 - kept.length);
    expect((await world.batch(batch.id)).state.kind).toBe('completed');
  });

  test('a retry with changed cells makes a new version, with unchanged ones only what is missing', async () => {
    const world = createWorld();
    world.studio.script = (_request, _context, call) => {
      if (call === 2 || call === 4) throw new RowError('refused', 'Not allowed.');
    };
    const batch = await start(world, prompts(2, 2));
    await world.drain();
    expect((await world.batch(batch.id)).counts.failed).toBe(2);
    const fresh = {
      header: batch.header,
      headerRow: 1,
      ownColumns: [],
      rows: [
        { rowId: 'row-1', number: 2, cells: ['prompt 1', '2'] },
        { rowId: 'row-2', number: 3, cells: ['another', '2'] },
      ],
    };
    await retryRows(world.deps, CALLER, batch.id, { rowIds: null, inDoubt: false }, fresh);
    await world.drain();
    const [same, changed] = await world.rows(batch.id);
    expect(same).toMatchObject({ version: 1, state: { kind: 'completed' } });
    expect(changed).toMatchObject({ version: 2, state: { kind: 'completed' } });
    expect(changed?.outputs.map((one) => `${one.version}.${one.n}`)).toEqual(['1.1', '2.1', '2.2']);
    expect(changed?.outputs[1]?.name).toContain('_v2');
  });

  test('regenerate keeps the older version and uses a new seed', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(2));
    await world.drain();
    await regenerateRows(world.deps, CALLER, batch.id, { rowIds: ['row-2'] });
    await world.drain();
    const row = (await world.rows(batch.id))[1];
    expect(row?.outputs.map((one) => one.version)).toEqual([1, 2]);
    expect(row?.outputs[0]?.seed).not.toBe(row?.outputs[1]?.seed);
    expect(row?.outputs[0]?.file).not.toBe(row?.outputs[1]?.file);
    expect(world.studio.calls).toHaveLength(3);
  });

  test('deleting a batch keeps the pictures that a later batch shows', async () => {
    const world = createWorld();
    const first = await start(world, prompts(2));
    await world.drain();
    const second = await start(world, [...prompts(2), ['a third', '1']]);
    await world.drain();
    await deleteBatch(world.deps, CALLER, first.id);
    const row = (await world.rows(second.id))[0];
    expect(row?.reused).toBe(true);
    expect(await world.deps.files.stat(row?.outputs[0]?.file ?? '')).not.toBeNull();
    await deleteBatch(world.deps, CALLER, second.id);
    const left: string[] = [];
    for await (const key of world.deps.files.list('')) left.push(key);
    // The first batch's pictures go with the last batch that shows them.
    expect(left.filter((key) => key.startsWith(`outputs/${second.id}`))).toEqual([]);
  });
});
