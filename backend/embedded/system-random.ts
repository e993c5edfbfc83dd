import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../batches/deps.ts';

/** Ids and seeds from the operating system. */
export const systemRandom: Random = {
  id: () => randomBytes(16).toString('hex'),
  bytes: (count) => new Uint8Array(randomBytes(count)),
  seed: () => randomInt(0, 2 ** 31),
  fraction: () => randomInt(0, 2 ** 32) / 2 ** 32,
};
