import { expect, test } from '@jest/globals';
import { shareMemory } from '../../../../backend/engines/studio/share-memory.ts';

const never = new AbortController().signal;
const settled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), Promise.resolve(false)]);

test('lets in what fits, in order, and the next when room is given back', async () => {
  const share = shareMemory(100, 9);
  const first = await share.take(50, never);
  await share.take(40, never);
  const large = share.take(50, never);
  const small = share.take(5, never);
  expect(await settled(large)).toBe(false);
  expect(await settled(small)).toBe(false);
  first();
  first();
  await large;
  await small;
  const waits = share.take(10, never);
  expect(await settled(waits)).toBe(false);
});

test('a job larger than everything still runs, alone', async () => {
  const share = shareMemory(100, 9);
  const one = await share.take(5000, never);
  const second = share.take(1, never);
  expect(await settled(second)).toBe(false);
  one();
  await second;
});

test('an abort leaves the line and lets the next one in', async () => {
  const share = shareMemory(100, 9);
  await share.take(50, never);
  const stop = new AbortController();
  await share.take(30, never);
  const waiting = share.take(50, stop.signal);
  const behind = share.take(20, never);
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await behind;
});

test('no more jobs than places', async () => {
  const share = shareMemory(100, 1);
  const one = await share.take(1, never);
  const second = share.take(1, never);
  expect(await settled(second)).toBe(false);
  one();
  await second;
});
