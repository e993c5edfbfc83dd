import { describe, expect, test } from '@jest/globals';
import { retryRows } from '../../../backend/batches/retry-rows.ts';
import { RowError } from '../../../shared/errors.ts';
import { NO_SETTINGS } from '../../../shared/settings.ts';
import { PNG } from './fake-engine.ts';
import { CALLER, createWorld, start } from './world.ts';

const HEADER = ['image', 'step_1_prompt', 'step_2_prompt', 'step_3_prompt'];
const ROW = ['https://example.com/mug.png', 'make it red', 'on a beach', 'closer'];
const STEPS = { template: 'steps', settings: { ...NO_SETTINGS, fields: { model: 'studio' } } } as const;

describe('steps', () => {
  test('each step reads the one before without its mark, and all are kept', async () => {
    const world = createWorld();
    const batch = await start(world, [ROW], { header: HEADER, draft: STEPS });
    await world.drain();
    const row = (await world.rows(batch.id))[0];
    expect(row?.failure).toBeNull();
    expect(row?.outputs.map((one) => one.n)).toEqual([1, 2, 3]);
    expect(world.studio.calls[1]?.images[0]?.bytes).toEqual(PNG);
    expect(world.fetched).toHaveLength(1);
  });

  test('a retry starts at the failed step, from the kept picture', async () => {
    const world = createWorld();
    world.studio.script = (request) => {
      if (request.prompt === 'on a beach') throw new RowError('refused', 'Not allowed.');
    };
    const batch = await start(world, [ROW], { header: HEADER, draft: STEPS });
    await world.drain();
    expect((await world.batch(batch.id)).counts.failed).toBe(1);
    world.studio.script = () => undefined;
    await retryRows(world.deps, CALLER, batch.id, { rowIds: null, inDoubt: false });
    await world.drain();
    expect(world.studio.calls.map((one) => one.prompt)).toEqual(['make it red', 'on a beach', 'on a beach', 'closer']);
    expect(world.fetched).toHaveLength(1);
    expect((await world.batch(batch.id)).counts.completed).toBe(1);
  });

  test('a step at another provider goes through that provider’s queue', async () => {
    const world = createWorld();
    const batch = await start(world, [['https://example.com/a.png', '', 'nicer']], {
      header: ['image', 'step_1_tool', 'step_2_prompt'],
      draft: { ...STEPS, settings: NO_SETTINGS },
    });
    await world.drain();
    const row = (await world.rows(batch.id))[0];
    // A gap is an error at its cell; the row alone fails.
    expect(row?.failure?.code).toBe('bad_input');
  });
});
