import { describe, expect, test } from '@jest/globals';
import { createCallSlots } from '../../../backend/embedded/call-slots.ts';
import { createManualClock } from '../../../backend/embedded/manual-clock.ts';

const open = new AbortController().signal;

describe('call slots', () => {
  test('no more calls at once than allowed, in the order of asking', async () => {
    const slots = createCallSlots(createManualClock(0), () => ({ atOnce: 2, perMinute: null }));
    const order: number[] = [];
    const given = [1, 2, 3, 4].map(async (n) => {
      const back = await slots.take('p', open);
      order.push(n);
      return back;
    });
    const first = await given[0];
    await given[1];
    expect(order).toEqual([1, 2]);
    first?.();
    await given[2];
    expect(order).toEqual([1, 2, 3]);
  });

  test('somebody who gives up waiting does not keep a slot', async () => {
    const slots = createCallSlots(createManualClock(0), () => ({ atOnce: 1, perMinute: null }));
    const back = await slots.take('p', open);
    const impatient = new AbortController();
    const waiting = slots.take('p', impatient.signal);
    impatient.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    back();
    expect(typeof (await slots.take('p', open))).toBe('function');
  });

  test('calls start no faster than allowed', async () => {
    const clock = createManualClock(0);
    const slots = createCallSlots(clock, () => ({ atOnce: null, perMinute: 60 }));
    const starts: number[] = [];
    for (let n = 0; n < 3; n++) void slots.take('p', open).then(() => starts.push(clock.now()));
    await clock.advance(5000);
    expect(starts).toEqual([0, 1000, 2000]);
  });
});
