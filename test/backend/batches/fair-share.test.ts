import { describe, expect, test } from '@jest/globals';
import { continueBatches } from '../../../backend/batches/continue-batches.ts';
import { stopBatch } from '../../../backend/batches/stop-batch.ts';
import { RowError } from '../../../shared/errors.ts';
import { CALLER, createWorld, prompts, start } from './world.ts';

describe('the window of queued rows', () => {
  test('only a window is queued, and a stop takes it back at once', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(2000));
    await world.drain(() => world.studio.calls.length >= 1);
    const queued = (await world.store.queueDepths()).reduce((sum, one) => sum + one.rows, 0);
    expect(queued).toBeGreaterThan(0);
    expect(queued).toBeLessThan(300);
    await stopBatch(world.deps, CALLER, batch.id);
    expect(await world.store.queueDepths()).toEqual([]);
  });

  test("one person's many rows do not bury another's few", async () => {
    const world = createWorld();
    await start(world, prompts(2000), { id: 'large', draft: { tab: '1' } });
    await world.drain(() => world.studio.calls.length >= 200);
    await start(
      world,
      prompts(10).map(([text]) => [`small ${text}`, '1']),
      { id: 'small', draft: { tab: '2' } },
    );
    let before = 0;
    await world.drain(() => {
      before = world.studio.calls.filter((one) => !one.prompt.startsWith('small')).length;
      return world.studio.calls.length - before === 10;
    });
    // What was queued of the large batch goes first; it is a window, not the batch.
    expect(before).toBeLessThan(600);
  });

  test('a batch whose tick was lost goes on', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(100));
    await world.drain(() => world.studio.calls.length >= 3);
    world.tasks.splice(0);
    await world.clock.advance(16 * 60_000);
    await continueBatches(world.deps);
    await world.drain();
    expect((await world.batch(batch.id)).counts.completed).toBe(100);
    expect(world.studio.calls).toHaveLength(100);
  });

  test('a row that kills its process again and again ends as internal', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(1));
    const never = new Promise<void>(() => undefined);
    world.studio.script = () => never;
    for (let death = 0; death < 15; death++) {
      for (let turn = 0; turn < 10; turn++) {
        const next = world.tasks.shift();
        if (next === undefined) break;
        if (next.task.kind === 'row') void world.deliver(next.task);
        else await world.deliver(next.task);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
      await world.store.expireLeases();
      await world.clock.advance(1000);
    }
    const row = (await world.rows(batch.id))[0];
    expect(row?.failure?.code).toBe('internal');
    expect(world.studio.calls.length).toBeLessThanOrEqual(11);
  });

  test('a host that asks for patience is asked again, a dead link is not', async () => {
    const world = createWorld();
    let asked = 0;
    Object.assign(world.deps, {
      async fetchSource(source: { readonly value: string }) {
        asked++;
        if (source.value.includes('dead')) throw new RowError('unreachable_source', 'A2: nothing answers there.');
        if (asked < 4) throw new RowError('unreachable_source', 'A3: busy.', { retryAfterMs: 1000 });
        return { bytes: new Uint8Array(4), mediaType: 'image/png', width: 1, height: 1, name: 'a.png' };
      },
    });
    const batch = await start(
      world,
      [
        ['https://dead.example/a.png', 'convert', 'png'],
        ['https://busy.example/b.png', 'convert', 'png'],
      ],
      {
        header: ['image_url', 'tool', 'format'],
        draft: { template: 'tools' },
      },
    );
    await world.drain();
    const [dead, busy] = await world.rows(batch.id);
    expect(dead).toMatchObject({ state: { kind: 'failed' }, failure: { code: 'unreachable_source' } });
    expect(busy?.state.kind).toBe('completed');
  });
});
