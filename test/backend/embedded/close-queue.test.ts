import { describe, expect, test } from '@jest/globals';
import { createManualClock } from '../../../backend/embedded/manual-clock.ts';
import { createProcessQueue } from '../../../backend/embedded/process-queue.ts';
import type { Task } from '../../../backend/ports.ts';

const row = (rowId: string): Task => ({ kind: 'row', provider: 'p', batchId: 'b', rowId, run: 1 });
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('closing the queue', () => {
  test('what runs may end within the grace, what waits is dropped', async () => {
    const clock = createManualClock(0);
    const queue = createProcessQueue({ clock, concurrency: () => 1, failed: () => undefined });
    const ended: string[] = [];
    queue.start(async (task, signal) => {
      await clock.sleep(1000, signal);
      if (task.kind === 'row') ended.push(task.rowId);
    });
    await queue.add(row('runs'));
    await queue.add(row('waits'));
    await turn();
    const closed = queue.close(5000);
    await clock.advance(1500);
    await closed;
    expect(ended).toEqual(['runs']);
    await queue.add(row('late'));
    expect(queue.size()).toBe(0);
  });

  test('what takes longer is aborted', async () => {
    const clock = createManualClock(0);
    const failures: unknown[] = [];
    const queue = createProcessQueue({ clock, concurrency: () => 1, failed: (_task, error) => failures.push(error) });
    queue.start((_task, signal) => clock.sleep(60_000, signal));
    await queue.add(row('slow'));
    await turn();
    const closed = queue.close(5000);
    await clock.advance(6000);
    await closed;
    expect(failures).toHaveLength(1);
  });
});
