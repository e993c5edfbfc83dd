import PQueue from 'p-queue';
import type { Clock, Task, TaskQueue } from '../ports.ts';

/** Does one task; it decides by the store what is to be done. The signal aborts when the process stops. */
export type TaskHandler = (task: Task, signal: AbortSignal) => Promise<void>;

export interface ProcessQueueOptions {
  readonly clock: Clock;
  /** Rows of that provider at once. */
  concurrency(provider: string): number;
  /** A task failed; it is not lost, the store still says what is to be done. */
  failed(task: Task, error: unknown): void;
}

export interface ProcessQueue extends TaskQueue {
  /** From now on tasks are done; until then they are collected. */
  start(handler: TaskHandler): void;
  /** Rows that wait or run, all providers. */
  size(): number;
  /** Drops what waits, lets what runs go on for so long (ms), then aborts it and waits for it to end. */
  close(graceMs?: number): Promise<void>;
}

/** A named task that came again is the same task; so many names are remembered. */
const NAMES_REMEMBERED = 50_000;
/** A tick or pump that failed is done again after this (ms). */
const RETRY_MS = 2000;

interface Timed {
  task: Task;
  at: number;
  cancel: AbortController;
}

/** Rows run in one queue a provider; ticks, pumps and exports one at a time each, at their time. */
export function createProcessQueue(options: ProcessQueueOptions): ProcessQueue {
  const { clock } = options;
  const queues = new Map<string, PQueue>();
  const names = new Set<string>();
  const timed = new Map<string, Timed>();
  const busy = new Map<string, Promise<void>>();
  const again = new Map<string, { task: Task; at: number }>();
  const stop = new AbortController();
  let closing = false;
  let handler: TaskHandler | null = null;
  let early: { task: Task; at: number }[] = [];

  const remember = (name: string): boolean => {
    if (names.has(name)) return false;
    names.add(name);
    if (names.size > NAMES_REMEMBERED) for (const oldest of names) return names.delete(oldest);
    return true;
  };

  const queueOf = (provider: string): PQueue => {
    let queue = queues.get(provider);
    if (queue === undefined) {
      queue = new PQueue({ concurrency: options.concurrency(provider) });
      queues.set(provider, queue);
    }
    return queue;
  };

  const perform = async (task: Task): Promise<boolean> => {
    if (handler === null || closing) return true;
    try {
      await handler(task, stop.signal);
      return true;
    } catch (error) {
      options.failed(task, error);
      return false;
    }
  };

  const runSingle = (key: string, task: Task): void => {
    const work = perform(task).then((done) => {
      busy.delete(key);
      const next = again.get(key);
      again.delete(key);
      if (next !== undefined) schedule(key, next.task, next.at);
      else if (!done && task.kind !== 'export') schedule(key, task, clock.now() + RETRY_MS);
    });
    busy.set(key, work);
  };

  const schedule = (key: string, task: Task, at: number): void => {
    if (closing) return;
    if (busy.has(key)) {
      const next = again.get(key);
      again.set(key, next === undefined ? { task, at } : { task: joined(next.task, task), at: Math.min(next.at, at) });
      return;
    }
    const waiting = timed.get(key);
    if (waiting !== undefined) {
      waiting.task = joined(waiting.task, task);
      if (waiting.at <= at) return;
      waiting.cancel.abort();
    }
    const one: Timed = { task: waiting?.task ?? task, at, cancel: new AbortController() };
    timed.set(key, one);
    const fire = () => {
      timed.delete(key);
      runSingle(key, one.task);
    };
    const delay = at - clock.now();
    if (delay <= 0) {
      queueMicrotask(() => timed.get(key) === one && fire());
      return;
    }
    clock.sleep(delay, AbortSignal.any([one.cancel.signal, stop.signal])).then(fire, () => undefined);
  };

  const take = (task: Task, at: number): void => {
    if (task.kind !== 'row') {
      schedule(keyOf(task), task, at);
      return;
    }
    const enqueue = () => void queueOf(task.provider).add(() => perform(task));
    if (at <= clock.now()) enqueue();
    else clock.sleep(at - clock.now(), stop.signal).then(enqueue, () => undefined);
  };

  return {
    async add(task, { name, at } = {}) {
      if (closing || (name !== undefined && !remember(name))) return;
      if (handler === null) early.push({ task, at: at ?? 0 });
      else take(task, at ?? 0);
    },
    start(given) {
      handler = given;
      const tasks = early;
      early = [];
      for (const { task, at } of tasks) take(task, at);
    },
    size() {
      let size = 0;
      for (const queue of queues.values()) size += queue.size + queue.pending;
      return size;
    },
    async close(graceMs = 0) {
      closing = true;
      for (const queue of queues.values()) queue.clear();
      const ended = Promise.all([...[...queues.values()].map((queue) => queue.onIdle()), ...busy.values()]);
      if (graceMs > 0) {
        const enough = new AbortController();
        // Whichever comes first; the sleep that is cut short has nothing to say.
        await Promise.race([ended, clock.sleep(graceMs, enough.signal).catch(() => undefined)]);
        enough.abort();
      }
      stop.abort(new Error('Rowshot is stopping.'));
      await ended;
    },
  };
}

function keyOf(task: Exclude<Task, { kind: 'row' }>): string {
  if (task.kind === 'tick') return `tick/${task.batchId}`;
  return task.kind === 'pump' ? `pump/${task.spreadsheetId}` : `export/${task.exportId}`;
}

/** Two tasks for the same thing: the one that asks for more. */
function joined(a: Task, b: Task): Task {
  return a.kind === 'pump' && a.full ? a : b;
}
