import { describe, expect, test } from '@jest/globals';
import { createWorld, prompts, start } from './world.ts';

describe('a batch from draft to completed', () => {
  test('every row is completed, every image stored and named', async () => {
    const world = createWorld();
    const batch = await start(world, prompts(30, 2));
    expect(batch.state.kind).toBe('running');
    await world.drain();
    const done = await world.batch(batch.id);
    expect(done.state.kind).toBe('completed');
    expect(done.counts).toMatchObject({ total: 30, completed: 30, failed: 0 });
    expect(done.images).toBe(60);
    const rows = await world.rows(batch.id);
    expect(rows[0]?.outputs.map((one) => one.name)).toEqual(['0002_1_prompt-1.png', '0002_2_prompt-1.png']);
    expect(world.studio.calls).toHaveLength(60);
  });

  test('a row with an error fails alone', async () => {
    const world = createWorld();
    const batch = await start(world, [
      ['fine', '1'],
      ['', '1'],
      ['too many', '9'],
    ]);
    await world.drain();
    const rows = await world.rows(batch.id);
    expect(rows.map((row) => row.state.kind)).toEqual(['completed', 'failed', 'failed']);
    expect(rows[2]?.failure).toMatchObject({ code: 'bad_input' });
    expect(rows[2]?.failure?.message).toContain('B4');
  });
});
