import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FileStore } from '../../backend/ports.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const PNG = { mediaType: 'image/png', facts: { cost: '0.05' } };

async function textOf(stream: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

async function keysOf(store: FileStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(prefix)) keys.push(key);
  return keys.sort();
}

/** What every file store must do. */
export function testFileStore(
  name: string,
  make: () => Promise<{ readonly store: FileStore; close(): Promise<void> }>,
): void {
  describe(`file store: ${name}`, () => {
    let made: Awaited<ReturnType<typeof make>>;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());

    test('gives back bytes, type and facts', async () => {
      const { store } = made;
      expect(await store.create('outputs/b/r/1/1', bytes('hello'), PNG)).toBe(true);
      expect(Buffer.from(await store.read('outputs/b/r/1/1')).toString()).toBe('hello');
      expect(await store.stat('outputs/b/r/1/1')).toEqual({ ...PNG, bytes: 5 });
      expect(await store.stat('outputs/b/r/1/2')).toBeNull();
    });

    test('a key is written once, however many try at the same time', async () => {
      const { store } = made;
      const won = await Promise.all(
        Array.from({ length: 8 }, (_, index) => store.create('outputs/b/once/1/1', bytes(`writer ${index}`), PNG)),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      const kept = Buffer.from(await store.read('outputs/b/once/1/1')).toString();
      expect(kept).toBe(`writer ${won.indexOf(true)}`);
    });

    test('reads ranges', async () => {
      const { store } = made;
      await store.create('uploads/range', bytes('0123456789'), PNG);
      expect(await textOf(await store.open('uploads/range'))).toBe('0123456789');
      expect(await textOf(await store.open('uploads/range', { start: 2, end: 4 }))).toBe('234');
      expect(await textOf(await store.open('uploads/range', { start: 8, end: 99 }))).toBe('89');
    });

    test('streams in; a stream that breaks leaves nothing', async () => {
      const { store } = made;
      const written = await store.createFrom('exports/e/zip', Readable.from([bytes('ab'), bytes('cd')]), PNG);
      expect(written.bytes).toBe(4);
      expect(await textOf(await store.open('exports/e/zip'))).toBe('abcd');
      const broken = Readable.from(
        (async function* () {
          yield bytes('half');
          throw new Error('cut off');
        })(),
      );
      await expect(store.createFrom('exports/e/broken', broken, PNG)).rejects.toThrow('cut off');
      expect(await store.stat('exports/e/broken')).toBeNull();
    });

    test('lists and deletes by prefix, also keys with odd letters', async () => {
      const { store } = made;
      for (const key of ['outputs/x/r~1/1/1', 'outputs/x/r 2/1/1', 'outputs/x/r 2/2/1', 'outputs/xy/r/1/1']) {
        await store.create(key, bytes(key), PNG);
      }
      expect(await keysOf(store, 'outputs/x/')).toEqual([
        'outputs/x/r 2/1/1',
        'outputs/x/r 2/2/1',
        'outputs/x/r~1/1/1',
      ]);
      expect(await keysOf(store, 'outputs/x/r 2/')).toHaveLength(2);
      expect(await keysOf(store, 'outputs/x')).toHaveLength(4);
      expect(await store.deleteAll('outputs/x/')).toBe(3);
      expect(await keysOf(store, 'outputs/x')).toEqual(['outputs/xy/r/1/1']);
    });

    test('refuses keys that lead elsewhere', async () => {
      const { store } = made;
      for (const key of ['../x', 'outputs/../../x', 'outputs', 'outputs//x']) {
        await expect(store.create(key, bytes('x'), PNG)).rejects.toThrow('not a key');
      }
    });
  });
}
