import type { CallSlots } from '../batches/deps.ts';
import type { Clock } from '../ports.ts';

/** What a provider allows. */
export interface CallLimit {
  /** Calls in flight at once; null: any number. */
  readonly atOnce: number | null;
  /** Calls started a minute; null: any number. */
  readonly perMinute: number | null;
}

interface Gate {
  free: number;
  nextStart: number;
  readonly waiting: (() => void)[];
}

/** Keeps every provider's limits within this process. Slots are given in the order in which they were asked for. */
export function createCallSlots(clock: Clock, limitOf: (provider: string) => CallLimit): CallSlots {
  const gates = new Map<string, Gate>();

  const enter = async (gate: Gate, signal: AbortSignal): Promise<void> => {
    if (gate.free > 0) {
      gate.free--;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        const place = gate.waiting.indexOf(go);
        if (place >= 0) gate.waiting.splice(place, 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      gate.waiting.push(go);
    });
  };

  const leave = (gate: Gate): void => {
    const next = gate.waiting.shift();
    if (next === undefined) gate.free++;
    else next();
  };

  return {
    async take(provider, signal) {
      signal.throwIfAborted();
      const limit = limitOf(provider);
      let gate = gates.get(provider);
      if (gate === undefined) {
        gate = { free: limit.atOnce ?? Number.POSITIVE_INFINITY, nextStart: 0, waiting: [] };
        gates.set(provider, gate);
      }
      const own = gate;
      await enter(own, signal);
      try {
        if (limit.perMinute !== null) {
          const at = Math.max(clock.now(), own.nextStart);
          own.nextStart = at + 60_000 / limit.perMinute;
          if (at > clock.now()) await clock.sleep(at - clock.now(), signal);
        }
      } catch (error) {
        leave(own);
        throw error;
      }
      return () => leave(own);
    },
  };
}
