import { describe, expect, test } from '@jest/globals';
import type { Task, TaskQueue } from '../../backend/ports.ts';

export interface QueueUnderTest {
  readonly queue: TaskQueue;
  readonly delivered: Task[];
  /** Lets that much time go by, and everything that is due be delivered. */
  pass(ms: number): Promise<void>;
  readonly now: () => number;
  close(): Promise<void>;
}

const row = (rowId: string, run = 1): Task => ({ kind: 'row', provider: 'studio', batchId: 'b', rowId, run });

/** What every task queue must do: a delivery is a hint, so at-least-once is enough; too early is not. */
export function testTaskQueue(name: string, make: () => Promise<QueueUnderTest>): void {
  describe(`task queue: ${name}`, () => {
    test('delivers what was added, a named task once', async () => {
      const made = await make();
      await made.queue.add(row('a'), { name: 'b-a-1' });
      await made.queue.add(row('a'), { name: 'b-a-1' });
      await made.queue.add(row('b'), { name: 'b-b-1' });
      await made.pass(100);
      expect(made.delivered.filter((task) => task.kind === 'row').map((task) => task.rowId)).toEqual(['a', 'b']);
      await made.close();
    });

    test('holds a task back until its time', async () => {
      const made = await make();
      await made.queue.add({ kind: 'tick', batchId: 'late' }, { at: made.now() + 1000 });
      await made.pass(200);
      expect(made.delivered).toHaveLength(0);
      await made.pass(1200);
      expect(made.delivered).toEqual([{ kind: 'tick', batchId: 'late' }]);
      await made.close();
    });

    test('an earlier time for the same tick counts', async () => {
      const made = await make();
      await made.queue.add({ kind: 'tick', batchId: 'x' }, { at: made.now() + 5000 });
      await made.queue.add({ kind: 'tick', batchId: 'x' });
      await made.pass(200);
      expect(made.delivered.length).toBeGreaterThanOrEqual(1);
      await made.close();
    });
  });
}
