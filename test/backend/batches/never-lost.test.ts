import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { continueBatches } from '../../../backend/batches/continue-batches.ts';
import { resumeBatch } from '../../../backend/batches/resume-batch.ts';
import { retryRows } from '../../../backend/batches/retry-rows.ts';
import { stopBatch } from '../../../backend/batches/stop-batch.ts';
import { createManualClock } from '../../../backend/embedded/manual-clock.ts';
import { openSqliteStore } from '../../../backend/embedded/sqlite/sqlite-store.ts';
import { RowError } from '../../../shared/errors.ts';
import { NO_SETTINGS } from '../../../shared/settings.ts';
import { CALLER, createWorld, memoryFiles, prompts, START, start, type World } from './world.ts';

const ROWS = 6;
const IMAGES = 2;

/** A process that dies after so many steps of store and files, in the middle of whatever it does. */
interface Life {
  left: number;
  dead: boolean;
  step<T>(work: () => T): T | Promise<never>;
}

const never = <T>() => new Promise<T>(() => undefined);

function newLife(steps: number): Life {
  const life: Life = {
    left: steps,
    dead: false,
    step(work) {
      if (life.dead) return never();
      if (--life.left > 0) return work();
      life.dead = true;
      // Half of the deaths come after the step was done and before anybody heard of it.
      if (steps % 2 === 0) work();
      return never();
    },
  };
  return life;
}

function mortal<T extends object>(target: T, life: Life): T {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => life.step(() => Reflect.apply(value, of, args));
    },
  });
}

const breathe = async (turns: number) => {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
};

type Act = 'deliver' | 'twice' | 'three' | 'stop' | 'resume' | 'retry' | 'wait';

async function play(lives: readonly number[], acts: readonly Act[], seed: number) {
  const clock = createManualClock(START);
  const store = openSqliteStore(':memory:');
  const files = memoryFiles();
  /** Calls by output, and whether one of them left no definite answer or succeeded: then no other may follow. */
  const closed = new Set<string>();
  const repeated: string[] = [];
  let random = seed;
  const next = () => {
    random = (random * 48271) % 2147483647;
    return random / 2147483647;
  };

  const open = (life: Life): World => {
    const world = createWorld({ clock, store: mortal(store, life), files: mortal(files, life) });
    world.paid.script = async (request) => {
      const key = `${request.prompt}/${request.seed}`;
      if (closed.has(key)) repeated.push(key);
      const luck = next();
      if (luck >= 0.25 || luck < 0.03) closed.add(key);
      await breathe(1 + Math.floor(next() * 4));
      if (life.dead) return never();
      if (luck < 0.03) throw new Error('connection reset');
      if (luck < 0.12) throw new RowError('rate_limited', 'Too many calls.', { retryAfterMs: 1000 });
      if (luck < 0.2) throw new RowError('refused', 'Not allowed.');
      // A call that was answered definitely may be made again; one that was cut off by the process's end may not.
      if (luck < 0.25) throw new RowError('timeout', 'The queue was full.');
    };
    return world;
  };

  let life = newLife(Number.MAX_SAFE_INTEGER);
  let world = open(life);
  const batch = await start(world, prompts(ROWS, IMAGES), {
    draft: { settings: { ...NO_SETTINGS, fields: { model: '2.0' } } },
  });

  const restart = async (steps: number) => {
    life = newLife(steps);
    world = open(life);
    await store.expireLeases();
    await continueBatches({ ...world.deps, store });
  };
  await restart(lives[0] ?? 50);
  let lived = 1;
  for (const act of acts) {
    if (life.dead) await restart(lives[lived++] ?? Number.MAX_SAFE_INTEGER);
    const fire = async (work: Promise<unknown>) => {
      work.catch(() => undefined);
      await breathe(6);
    };
    const take = async (copies: number) => {
      world.tasks.sort((a, b) => a.at - b.at);
      const task = world.tasks.shift();
      if (task === undefined) return;
      if (task.at > clock.now()) await clock.advance(task.at - clock.now());
      for (let copy = 0; copy < copies; copy++) void world.deliver(task.task).catch(() => undefined);
      await breathe(copies * 4);
    };
    if (act === 'deliver') await take(1);
    else if (act === 'twice') await take(2);
    else if (act === 'three') for (let each = 0; each < 3; each++) await take(1);
    else if (act === 'stop') await fire(stopBatch(world.deps, CALLER, batch.id));
    else if (act === 'resume') await fire(resumeBatch(world.deps, CALLER, batch.id));
    else if (act === 'retry') await fire(retryRows(world.deps, CALLER, batch.id, { rowIds: null, inDoubt: false }));
    else await clock.advance(5000);
  }
  // The last process lives for ever and meets no trouble.
  await breathe(30);
  life.dead = true;
  await restart(Number.MAX_SAFE_INTEGER);
  world.paid.script = (request) => {
    const key = `${request.prompt}/${request.seed}`;
    if (closed.has(key)) repeated.push(key);
    closed.add(key);
  };
  await world.drain();
  await resumeBatch(world.deps, CALLER, batch.id).catch(() => undefined);
  await world.drain();
  const done = await world.batch(batch.id);
  const rows = await world.rows(batch.id);
  store.close();
  return { done, rows, repeated };
}

describe('whatever happens', () => {
  test('no row is lost, and no output is called for again without a definite answer', async () => {
    const act = fc.constantFrom<Act>(
      'deliver',
      'deliver',
      'twice',
      'three',
      'three',
      'stop',
      'resume',
      'resume',
      'retry',
      'wait',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 3, max: 120 }), { maxLength: 8 }),
        fc.array(act, { minLength: 5, maxLength: 60 }),
        fc.integer({ min: 1, max: 2147483646 }),
        async (lives, acts, seed) => {
          const { done, rows, repeated } = await play(lives, acts, seed);
          expect(repeated).toEqual([]);
          expect(done.state.kind).toBe('completed');
          expect(rows).toHaveLength(ROWS);
          const kinds = rows.map((row) => row.state.kind);
          expect(kinds.filter((kind) => kind !== 'completed' && kind !== 'failed')).toEqual([]);
          for (const row of rows) {
            expect(new Set(row.outputs.map((one) => one.n)).size).toBe(row.outputs.length);
            if (row.state.kind === 'completed') expect(row.outputs).toHaveLength(IMAGES);
          }
          const stored = rows.reduce((sum, row) => sum + row.outputs.length, 0);
          expect(done.spentUsd).toBeCloseTo(0.05 * stored, 6);
          expect(done.reservedUsd).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);
});
