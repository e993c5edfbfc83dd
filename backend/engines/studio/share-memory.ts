import { totalmem } from 'node:os';

/**
 * Lets work in as long as there is a free place and the bytes it will hold fit; first come, first served, so that a
 * large job is not starved.
 */
export interface MemoryShare {
  /** Waits for room; the answer gives the room back. Rejects with the signal's reason when it aborts meanwhile. */
  take(bytes: number, signal: AbortSignal): Promise<() => void>;
}

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
}

/** Bytes held for each pixel, in and out together (measured at 12 and 48 megapixels; watermark and upscale hold most). */
const BYTES_PER_PIXEL = 13;

/** Share of the machine's memory (or of its container's limit) that pictures at work may hold. */
const SHARE = 0.75;

/**
 * Bytes that pictures at work may hold together: of 2 GiB room for four jobs of 12 megapixels, or for one of 50.
 */
export function memoryForPictures(): number {
  const limit = process.constrainedMemory();
  const memory = limit > 0 && limit < totalmem() ? limit : totalmem();
  return Math.floor(memory * SHARE);
}

/** Bytes that a job with this many pixels (inputs and output together) will hold at its peak. */
export const memoryOfJob = (pixels: number): number => pixels * BYTES_PER_PIXEL;

/** `places` jobs at most at a time. A job larger than everything counts as everything: it runs, alone. */
export function shareMemory(total: number, places: number): MemoryShare {
  let free = total;
  let freePlaces = places;
  const waiting: Waiter[] = [];
  const admitNext = (): void => {
    for (let next = waiting[0]; next !== undefined && next.bytes <= free && freePlaces > 0; next = waiting[0]) {
      waiting.shift();
      free -= next.bytes;
      freePlaces -= 1;
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
              freePlaces += 1;
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
