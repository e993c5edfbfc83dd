import { afterAll, describe, expect, test } from '@jest/globals';
import { createStudioEngine } from '../../../../backend/engines/studio/studio-engine.ts';
import { request, vaseInput } from './studio-requests.ts';

const context = (signal: AbortSignal = new AbortController().signal) => ({ signal, started: async () => {} });
const failing = new URL('./failing-worker.ts', import.meta.url);

describe('the studio engine', () => {
  const engine = createStudioEngine({ threads: 1 });
  afterAll(() => engine.close());

  test('is free and called studio', () => {
    expect(engine).toMatchObject({ id: 'studio', paid: false });
  });

  test('answers images with their facts, one a count, each with its own seed', async () => {
    const outputs = await engine.run(request('generate', { prompt: 'A lighthouse', count: 3, seed: 40 }), context());
    expect(outputs.map((output) => output.seed)).toEqual([40, 41, 42]);
    expect(outputs[0]).toMatchObject({
      kind: 'image',
      mediaType: 'image/png',
      width: 1024,
      height: 1024,
      costUsd: 0,
      promptSent: 'A lighthouse',
      warnings: [],
    });
    const [first, , third] = outputs.map((output) =>
      output.kind === 'image' ? Buffer.from(output.bytes) : Buffer.alloc(0),
    );
    expect(first?.subarray(1, 4).toString()).toBe('PNG');
    const [again] = await engine.run(request('generate', { prompt: 'A lighthouse', seed: 42 }), context());
    expect(again?.kind === 'image' && third?.equals(again.bytes)).toBe(true);
  });

  test('brings a row error back from the worker with its code', async () => {
    await expect(engine.run(request('alt-text', { images: [await vaseInput()] }), context())).rejects.toMatchObject({
      name: 'RowError',
      code: 'unauthorised',
    });
  });

  test('hands the input on as the next step of a marked preview', async () => {
    const vase = await vaseInput();
    const [output] = await engine.run(request('edit', { images: [vase], prompt: 'On a beach' }), context());
    expect(output?.kind === 'image' && Buffer.from(output.forNextStep?.bytes ?? []).equals(vase.bytes)).toBe(true);
  });

  test('does not start for a signal that is aborted, and leaves the queue on one', async () => {
    const reason = new Error('lease lost');
    await expect(engine.run(request('generate', { prompt: 'x' }), context(AbortSignal.abort(reason)))).rejects.toBe(
      reason,
    );
    const stop = new AbortController();
    const running = Promise.allSettled(
      [1, 2, 3].map((seed) => engine.run(request('generate', { prompt: 'x', seed }), context(stop.signal))),
    );
    stop.abort(reason);
    for (const outcome of await running) expect(outcome).toEqual({ status: 'rejected', reason });
    await expect(engine.run(request('generate', { prompt: 'x' }), context())).resolves.toHaveLength(1);
  });
});

describe('when a worker breaks', () => {
  const engine = createStudioEngine({ threads: 1, workerUrl: failing, deadlineMs: 4000 });
  afterAll(() => engine.close());
  const ask = (prompt: string, signal?: AbortSignal) => engine.run(request('generate', { prompt }), context(signal));

  test.each(['exit', 'throw'])('%s: only its own row fails, the pool goes on', async (how) => {
    const outcomes = await Promise.allSettled([ask('one'), ask(how), ask('two')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name: 'RowError', code: 'internal' } });
  });

  test('hanging ends at the deadline as a timeout', async () => {
    await expect(ask('hang')).rejects.toMatchObject({ code: 'timeout', message: expect.stringContaining('4 s') });
    await expect(ask('after')).resolves.toHaveLength(1);
  });

  test('hanging ends at once when the signal says so', async () => {
    const stop = new AbortController();
    const started = performance.now();
    const running = ask('hang', stop.signal);
    setTimeout(() => stop.abort(new Error('stopped')), 300);
    await expect(running).rejects.toThrow('stopped');
    expect(performance.now() - started).toBeLessThan(3500);
  });
});
