import { describe, expect, test } from '@jest/globals';
import { classifyRows } from '../../../backend/batches/classify-rows.ts';
import { ConflictError, InputError } from '../../../backend/batches/errors.ts';
import { startBatch } from '../../../backend/batches/start-batch.ts';
import { RowError } from '../../../shared/errors.ts';
import { CALLER, createWorld, draft, prompts, start } from './world.ts';

describe('rows that ran before', () => {
  test('unchanged rows join with their outputs at no cost; changed and new ones run', async () => {
    const world = createWorld();
    await start(world, prompts(3));
    await world.drain();
    const second = await start(world, [
      ['prompt 1', '1'],
      ['other', '1'],
      ['prompt 3', '1'],
      ['new', '1'],
    ]);
    await world.drain();
    expect(world.studio.calls.map((one) => one.prompt).slice(3)).toEqual(['other', 'new']);
    const rows = await world.rows(second.id);
    expect(rows.map((row) => row.reused)).toEqual([true, false, true, false]);
    expect(rows[0]).toMatchObject({ costUsd: 0, state: { kind: 'completed' } });
    expect((await world.batch(second.id)).counts).toMatchObject({ completed: 4, reused: 2 });
  });

  test('moved rows are known by their inputs, equal rows one for one', async () => {
    const world = createWorld();
    await start(
      world,
      [
        ['same', '1'],
        ['b', '1'],
      ],
      { ids: ['a1', 'a2'] },
    );
    await world.drain();
    const second = await start(
      world,
      [
        ['b', '1'],
        ['same', '1'],
        ['same', '1'],
      ],
      { ids: ['n1', 'n2', 'n3'] },
    );
    await world.drain();
    expect(world.studio.calls).toHaveLength(3);
    expect((await world.rows(second.id)).map((row) => row.reused)).toEqual([true, true, false]);
    // A third read: both equal rows have run by now, and a third one would be new.
    await start(
      world,
      [
        ['same', '1'],
        ['same', '1'],
        ['same', '1'],
      ],
      { ids: ['m1', 'm2', 'm3'] },
    );
    await world.drain();
    expect(world.studio.calls).toHaveLength(4);
  });

  test('inputs that come back after a failure with others are not run again', async () => {
    const world = createWorld();
    await start(world, [['good', '1']]);
    await world.drain();
    world.studio.script = () => {
      throw new RowError('refused', 'Not allowed.');
    };
    await start(world, [['bad', '1']]);
    await world.drain();
    world.studio.script = () => undefined;
    const third = await start(world, [['good', '1']]);
    await world.drain();
    expect((await world.rows(third.id))[0]?.reused).toBe(true);
    expect(world.studio.calls).toHaveLength(2);
  });

  test('scope all runs everything, first N the first N, a preview neither reads nor writes the ledger', async () => {
    const world = createWorld();
    await start(world, prompts(2), { draft: { preview: true } });
    await world.drain();
    const first = await start(world, prompts(3), { draft: { scope: { kind: 'first', count: 2 } } });
    await world.drain();
    expect((await world.batch(first.id)).counts.total).toBe(2);
    expect(world.studio.calls).toHaveLength(4);
    await start(world, prompts(3), { draft: { scope: { kind: 'all' } } });
    await world.drain();
    expect(world.studio.calls).toHaveLength(7);
  });

  test('scope is told beforehand, in the same words', async () => {
    const world = createWorld();
    world.studio.script = (request) => {
      if (request.prompt === 'prompt 2') throw new RowError('refused', 'Not allowed.');
    };
    const batch = await start(world, prompts(3));
    await world.drain();
    const rows = (await world.rows(batch.id)).map(({ rowId, fingerprint }) => ({ rowId, fingerprint }));
    const ask = [...rows.slice(0, 2), { rowId: 'row-3', fingerprint: 'x' }, { rowId: 'row-9', fingerprint: 'y' }];
    const request = { tab: '0', template: 'generate-basic', rows: ask } as const;
    expect(await classifyRows(world.deps, CALLER, request)).toEqual(['unchanged', 'failed', 'changed', 'new']);
  });
});

describe('starting', () => {
  test('a second click and a second person start nothing twice', async () => {
    const world = createWorld();
    const { request, sent } = await draft(world, prompts(10));
    const started = await Promise.all([1, 2, 3].map(() => startBatch(world.deps, CALLER, request, sent)));
    expect(new Set(started.map((one) => one.id)).size).toBe(1);
    await world.drain();
    expect(world.studio.calls).toHaveLength(10);
    expect((await startBatch(world.deps, CALLER, request, sent)).state.kind).toBe('completed');
    const again = await draft(world, prompts(10), { id: 'other' });
    const third = await draft(world, prompts(10), { id: 'third' });
    const both = await Promise.allSettled(
      [again, third].map((one) => startBatch(world.deps, CALLER, one.request, one.sent)),
    );
    expect(both.filter((one) => one.status === 'rejected')).toHaveLength(1);
    expect(both.find((one) => one.status === 'rejected')?.reason).toBeInstanceOf(ConflictError);
  });

  test('what is started is what was sent', async () => {
    const world = createWorld();
    const { request, sent } = await draft(world, prompts(3));
    await expect(startBatch(world.deps, CALLER, request, { ...sent, rows: 2 })).rejects.toThrow(InputError);
    await expect(startBatch(world.deps, CALLER, request, { ...sent, digest: 'no' })).rejects.toThrow(InputError);
    await world.clock.advance(25 * 3600 * 1000);
    await expect(startBatch(world.deps, CALLER, request, sent)).rejects.toThrow('more than a day old');
  });
});
