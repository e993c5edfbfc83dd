import { totalmem } from 'node:os';

/** Lets work in as long as the bytes it will hold fit; first come, first served, so that a large job is not starved. */
export interface MemoryShare {
  /** Waits for room; the answer gives the room back. Rejects with the signal's reason when it aborts meanwhile. */
  take(bytes: number, signal: AbortSignal): Promise<() => void>;
}

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
}

/** Bytes held for each pixel of a picture at work: decoded, cut out, laid on its ground, and the encoder's copies. */
const BYTES_PER_PIXEL = 24;

/** Share of the machine's memory (or of its container's limit) that pictures at work may hold. */
const SHARE = 0.75;

/**
 * Bytes that pictures at work may hold together. Of 2 GiB that is room for two inputs of 12 megapixels with their
 * results and more, or for one of 50.
 */
export function memoryForPictures(): number {
  const limit = process.constrainedMemory();
  const memory = limit > 0 && limit < totalmem() ? limit : totalmem();
  return Math.floor(memory * SHARE);
}

/** Bytes that a job with this many pixels (inputs and output together) will hold at its peak. */
export const memoryOfJob = (pixels: number): number => pixels * BYTES_PER_PIXEL;

/** A job larger than everything counts as everything: it runs, alone. */
export function shareMemory(total: number): MemoryShare {
  let free = total;
  const waiting: Waiter[] = [];
  const admitNext = (): void => {
    for (let next = waiting[0]; next !== undefined && next.bytes <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.bytes;
      next.admit();
    }
  };
  return {
    take(wanted, signal) {
      const bytes = Math.min(wanted, total);
      return new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const leave = (): void => {
          const place = waiting.indexOf(waiter);
          if (place >= 0) waiting.splice(place, 1);
          reject(signal.reason);
          admitNext();
        };
        let held = true;
        const waiter: Waiter = {
          bytes,
          admit: () => {
            signal.removeEventListener('abort', leave);
            resolve(() => {
              if (!held) return;
              held = false;
              free += bytes;
              admitNext();
            });
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(waiter);
        admitNext();
      });
    },
  };
}
