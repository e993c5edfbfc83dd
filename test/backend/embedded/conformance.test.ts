import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDiskFiles } from '../../../backend/embedded/disk-files.ts';
import { createManualClock } from '../../../backend/embedded/manual-clock.ts';
import { createProcessQueue } from '../../../backend/embedded/process-queue.ts';
import { openSqliteStore } from '../../../backend/embedded/sqlite/sqlite-store.ts';
import { systemClock } from '../../../backend/embedded/system-clock.ts';
import type { Task } from '../../../backend/ports.ts';
import { testBatchStore } from '../../conformance/batch-store.ts';
import { testClock } from '../../conformance/clock.ts';
import { testFileStore } from '../../conformance/file-store.ts';
import { testSideStore } from '../../conformance/side-store.ts';
import { testTaskQueue } from '../../conformance/task-queue.ts';

const sqlite = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rowshot-store-'));
  const store = openSqliteStore(join(folder, 'rowshot.db'));
  return {
    store,
    async close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
};
testBatchStore('SQLite', sqlite);
testSideStore('SQLite', sqlite);

testFileStore('disk', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rowshot-files-'));
  return { store: openDiskFiles(folder), close: async () => rmSync(folder, { recursive: true }) };
});

testTaskQueue('in process', async () => {
  const clock = createManualClock(1_000_000);
  const delivered: Task[] = [];
  const queue = createProcessQueue({ clock, concurrency: () => 2, failed: () => undefined });
  queue.start(async (task) => {
    delivered.push(task);
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    queue,
    delivered,
    now: clock.now,
    async pass(ms) {
      await settle();
      await clock.advance(ms);
      await settle();
    },
    close: () => queue.close(),
  };
});

testClock('the system’s', () => ({
  clock: systemClock,
  pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}));

testClock('moved by hand', () => {
  const clock = createManualClock(0);
  return { clock, pass: (ms) => clock.advance(ms) };
});
