import { describe, expect, test } from '@jest/globals';
import { cancelBatch } from '../../../backend/batches/cancel-batch.ts';
import { resumeBatch } from '../../../backend/batches/resume-batch.ts';
import { retryRows } from '../../../backend/batches/retry-rows.ts';
import { runRow } from '../../../backend/batches/run-row.ts';
import { summariseMonth } from '../../../backend/batches/summarise-month.ts';
import type { Task } from '../../../backend/ports.ts';
import { RowError } from '../../../shared/errors.ts';
import { NO_SETTINGS } from '../../../shared/settings.ts';
import { CALLER, createWorld, prompts, START, start, type World } from './world.ts';

const PAID = { settings: { ...NO_SETTINGS, fields: { model: '2.0' } } };
const never = new Promise<void>(() => undefined);

/** Delivers tasks until a row task has begun its call, which then never ends: its process has died. */
async function dieInCall(world: World): Promise<void> {
  world.paid.script = () => never;
  for (;;) {
    const next = world.tasks.shift();
    if (next === undefined) throw new Error('no row came');
    if (next.task.kind === 'row') {
      void world.deliver(next.task);
      for (let turn = 0; turn < 50 && world.paid.calls.length === 0; turn++)
        await new Promise((done) => setImmediate(done));
      break;
    }
    await world.deliver(next.task);
  }
  world.paid.script = () => undefined;
  // A dead process renews no lease.
  await world.store.expireLeases();
}

describe('a paid call', () => {
  test('that was cut off is in doubt, and only a retry that says so runs it', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(2), { draft: PAID });
    await dieInCall(world);
    await world.drain();
    const done = await world.batch(batch.id);
    expect(done.counts).toMatchObject({ completed: 1, failed: 1, inDoubt: 1 });
    expect(done.inDoubtUsd).toBeGreaterThan(0);
    expect(world.paid.calls).toHaveLength(2);
    await start(world, prompts(2), { draft: PAID, id: 'again' });
    await world.drain();
    await retryRows(world.deps, CALLER, 'again', { rowIds: null, inDoubt: false });
    await world.drain();
    expect(world.paid.calls).toHaveLength(2);
    await retryRows(world.deps, CALLER, 'again', { rowIds: null, inDoubt: true });
    await world.drain();
    expect(world.paid.calls).toHaveLength(3);
    expect((await world.batch('again')).counts).toMatchObject({ completed: 2 });
  });

  test('whose file was stored before the crash is adopted, not repeated', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(1), { draft: PAID });
    const save = world.store.saveClaimed;
    let crashed = false;
    // The process dies between storing the file and noting it.
    Object.assign(world.store, {
      saveClaimed: (...args: Parameters<typeof save>) => {
        if (!crashed && args[0].outputs.length > 0) {
          crashed = true;
          return Promise.reject(new Error('killed'));
        }
        return save(...args);
      },
    });
    await world.drain(() => crashed).catch((error: Error) => expect(error.message).toBe('killed'));
    await world.store.expireLeases();
    await world.drain();
    expect(world.paid.calls).toHaveLength(1);
    const row = (await world.rows(batch.id))[0];
    expect(row).toMatchObject({ state: { kind: 'completed' }, costUsd: 0.05 });
    expect((await world.batch(batch.id)).spentUsd).toBe(0.05);
  });

  test('with a job id is picked up by the next process', async () => {
    const world = createWorld({ resumes: true });
    const batch = await start(world, prompts(1), { draft: PAID });
    world.paid.script = async (_request, context) => {
      await context.started('job-1');
      await never;
    };
    for (;;) {
      const next = world.tasks.shift();
      if (next?.task.kind !== 'row') {
        if (next) await world.deliver(next.task);
        continue;
      }
      void world.deliver(next.task);
      for (let turn = 0; turn < 50; turn++) await new Promise((done) => setImmediate(done));
      break;
    }
    expect((await world.rows(batch.id))[0]?.calling?.jobId).toBe('job-1');
    world.paid.script = () => undefined;
    await world.store.expireLeases();
    await world.drain();
    expect(world.paid.calls).toHaveLength(1);
    expect((await world.batch(batch.id)).counts.completed).toBe(1);
  });

  test('without a definite answer is in doubt, with one it is not', async () => {
    const world = createWorld();
    world.paid.script = (request) => {
      if (request.prompt === 'prompt 1') throw new Error('socket hang up');
      if (request.prompt === 'prompt 2') throw new RowError('in_doubt', 'The provider answered 502.');
      if (request.prompt === 'prompt 3') throw new RowError('refused', 'Not allowed.');
    };
    const batch = await start(world, prompts(4), { draft: PAID });
    await world.drain();
    const rows = await world.rows(batch.id);
    expect(rows.map((row) => row.failure?.code ?? 'completed')).toEqual([
      'in_doubt',
      'in_doubt',
      'refused',
      'completed',
    ]);
    expect(world.paid.calls).toHaveLength(4);
    const month = await summariseMonth(world.deps, 'ann');
    expect(month.spentUsd).toBe(0.05);
    expect(month.reservedUsd).toBeCloseTo((rows[0]?.inDoubtUsd ?? 0) + (rows[1]?.inDoubtUsd ?? 0), 6);
    expect(month.reservedUsd).toBeGreaterThan(0);
  });

  test('is made once however often the task is delivered', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(5), { draft: PAID });
    while (!world.tasks.some((one) => one.task.kind === 'row')) {
      const next = world.tasks.shift();
      if (next) await world.deliver(next.task);
    }
    const rows = world.tasks
      .map((one) => one.task)
      .filter((task): task is Extract<Task, { kind: 'row' }> => task.kind === 'row');
    await Promise.all([...rows, ...rows, ...rows].map((task) => runRow(world.deps, task)));
    await world.drain();
    for (const task of rows) await runRow(world.deps, task);
    expect(world.paid.calls).toHaveLength(5);
    expect((await world.batch(batch.id)).counts.completed).toBe(5);
  });
});

describe('troubled providers', () => {
  test('a rate limit pauses the provider and counts no try', async () => {
    const world = createWorld();
    let refusals = 12;
    world.paid.script = () => {
      if (refusals-- > 0) throw new RowError('rate_limited', 'Too many calls.', { retryAfterMs: 20_000 });
    };
    const batch = await start(world, prompts(3), { draft: PAID });
    await world.drain();
    expect((await world.batch(batch.id)).counts.completed).toBe(3);
    expect(world.clock.now() - START).toBeGreaterThan(20_000);
    expect((await world.rows(batch.id)).every((row) => row.tries === 0)).toBe(true);
    expect((await world.store.providerState('ideogram')).troubleSince).toBeNull();
  });

  test('five minutes without success stop its rows; studio goes on; resume gives it a new chance', async () => {
    const world = createWorld();
    world.paid.script = () => {
      throw new RowError('provider_down', 'The provider answers 503.');
    };
    const batch = await start(
      world,
      [
        ['a', '1', '2.0'],
        ['b', '1', 'studio'],
        ['c', '1', '2.0'],
      ],
      { header: ['prompt', 'num_images', 'model'] },
    );
    await world.drain();
    const paused = await world.batch(batch.id);
    expect(paused.state).toMatchObject({ kind: 'paused', reason: 'provider' });
    expect(paused.counts).toMatchObject({ completed: 1, stopped: 2 });
    expect(world.clock.now() - START).toBeGreaterThan(5 * 60_000);
    expect(world.clock.now() - START).toBeLessThan(7 * 60_000);
    world.paid.script = () => undefined;
    await resumeBatch(world.deps, CALLER, batch.id);
    await world.drain();
    expect((await world.batch(batch.id)).counts.completed).toBe(3);
  });

  test('without credit the batch pauses, and says so', async () => {
    const world = createWorld();
    world.paid.script = () => {
      throw new RowError('out_of_credit', 'The account has no credit left.');
    };
    const batch = await start(world, prompts(5), { draft: PAID });
    await world.drain();
    expect((await world.batch(batch.id)).state).toMatchObject({ kind: 'paused', reason: 'credit' });
    const calls = world.paid.calls.length;
    world.paid.script = () => undefined;
    await resumeBatch(world.deps, CALLER, batch.id);
    await world.drain();
    expect(world.paid.calls.length - calls).toBe(5);
  });

  test('a passing error is tried up to five times', async () => {
    const world = createWorld();
    world.studio.script = (request) => {
      if (request.prompt === 'prompt 1') throw new RowError('timeout', 'It took too long.');
    };
    const batch = await start(world, prompts(2));
    await world.drain();
    expect(world.studio.calls).toHaveLength(6);
    expect((await world.batch(batch.id)).counts).toMatchObject({ completed: 1, failed: 1 });
  });
});

describe('budgets', () => {
  test('a batch spends no more than its cap, and resume with a higher one goes on', async () => {
    const world = createWorld();
    const estimate = (await probeEstimate()) ?? 0.05;
    const batch = await start(world, prompts(10), { draft: { ...PAID, budgetUsd: 3 * estimate } });
    await world.drain();
    const paused = await world.batch(batch.id);
    expect(paused.state).toMatchObject({ kind: 'paused', reason: 'budget' });
    expect(paused.spentUsd + paused.reservedUsd).toBeLessThanOrEqual(3 * estimate + 1e-9);
    expect(paused.counts.completed).toBeGreaterThanOrEqual(3);
    expect(paused.counts.waitingForBudget).toBe(10 - paused.counts.completed);
    await resumeBatch(world.deps, CALLER, batch.id, { budgetUsd: 10 });
    await world.drain();
    expect((await world.batch(batch.id)).counts.completed).toBe(10);
    expect((await world.batch(batch.id)).reservedUsd).toBe(0);
  });

  test("a person's month holds under 20 starts at once", async () => {
    const world = createWorld({ monthCapUsd: 1 });
    const batches = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        start(world, prompts(10), { id: `b${index}`, draft: { ...PAID, tab: String(index) } }),
      ),
    );
    await world.drain();
    const month = await summariseMonth(world.deps, 'ann');
    expect(month.spentUsd + month.reservedUsd).toBeLessThanOrEqual(1);
    expect(world.paid.calls.length * 0.05).toBeCloseTo(month.spentUsd, 6);
    expect(month.spentUsd).toBeGreaterThan(0.8);
    for (const batch of batches) {
      expect((await world.batch(batch.id)).state).toMatchObject({ kind: 'paused', reason: 'budget' });
      await cancelBatch(world.deps, CALLER, batch.id);
    }
    await world.drain();
    expect((await summariseMonth(world.deps, 'ann')).reservedUsd).toBe(0);
  });
});

async function probeEstimate(): Promise<number | undefined> {
  const world = createWorld();
  const batch = await start(world, prompts(1), { draft: PAID });
  return (await world.rows(batch.id))[0]?.needUsd;
}
