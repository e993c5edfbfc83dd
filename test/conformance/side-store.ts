import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BatchStore } from '../../backend/ports.ts';
import { batchRecord, rowRecord } from './records.ts';

/** What every batch store must do besides batches: leases, challenges, settings, uploads, exports, the audit log. */
export function testSideStore(
  name: string,
  make: () => Promise<{ readonly store: BatchStore; close(): Promise<void> }>,
): void {
  describe(`side store: ${name}`, () => {
    let made: Awaited<ReturnType<typeof make>>;
    let count = 0;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());

    /** A batch of one row in that space. */
    async function running(space: string) {
      const { store } = made;
      const batch = batchRecord(`batch${++count}`, { space });
      await store.putDraft(batch);
      await store.insertRows([rowRecord(batch.id, 'r0', 2)], null);
      return batch;
    }

    test('a lease has one holder until it is released or runs out', async () => {
      const { store } = made;
      const name = `lease${++count}`;
      const taken = await Promise.all(['a', 'b', 'c'].map((who) => store.takeLease(name, who, 0, 100)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const holder = ['a', 'b', 'c'][taken.indexOf(true)] ?? '';
      expect(await store.takeLease(name, holder, 50, 200)).toBe(true);
      expect(await store.takeLease(name, 'd', 150, 300)).toBe(false);
      expect(await store.takeLease(name, 'd', 200, 300)).toBe(true);
      await store.releaseLease(name, holder);
      expect(await store.takeLease(name, 'e', 201, 300)).toBe(false);
      await store.releaseLease(name, 'd');
      expect(await store.takeLease(name, 'e', 201, 300)).toBe(true);
    });

    test('a challenge is answered once, and not after its time', async () => {
      const { store } = made;
      await store.putChallenge('c1', 'body', 100);
      expect(await store.takeChallenge('c1', 50)).toBe('body');
      expect(await store.takeChallenge('c1', 50)).toBeNull();
      await store.putChallenge('c2', 'body', 100);
      expect(await store.takeChallenge('c2', 100)).toBeNull();
    });

    test('settings, uploads, exports and the audit log; a purge removes a space and nothing else', async () => {
      const { store } = made;
      const space = `sheet:side${++count}`;
      await store.putSetting(space, 'tab/0', '{"a":1}');
      await store.putSetting(space, 'tab/0', '{"a":2}');
      expect(await store.getSetting(space, 'tab/0')).toBe('{"a":2}');
      expect(await store.getSetting('sheet:none', 'tab/0')).toBeNull();
      const upload = {
        key: `u${count}`,
        space,
        name: 'a.png',
        file: 'uploads/u1',
        mediaType: 'image/png',
        bytes: 1,
        width: 1,
        height: 1,
        createdAt: 5,
      };
      await store.putUpload(upload);
      expect(await store.getUpload(upload.key)).toEqual(upload);
      const record = {
        id: `e${count}`,
        space,
        batchId: 'b',
        createdAt: 1,
        expiresAt: 10,
        state: 'building',
        body: '{}',
      } as const;
      await store.putExport(record);
      expect(await store.getExport(record.id)).toEqual(record);
      expect(await store.expiredExports(9)).toEqual([]);
      expect(await store.expiredExports(10)).toEqual([record]);
      for (const at of [1, 2, 3])
        await store.appendAudit({ at, sub: 's', space, action: 'start', subject: 'b', detail: '{}' });
      expect((await store.listAudit(space, 2)).map((one) => one.at)).toEqual([3, 2]);
      const other = await running('sheet:other');
      const batch = await running(space);
      await store.purgeSpace(space);
      expect([
        await store.getBatch(batch.id),
        await store.getUpload(upload.key),
        await store.getExport(record.id),
      ]).toEqual([null, null, null]);
      expect(await store.getRow({ batchId: batch.id, rowId: 'r0' })).toBeNull();
      expect(await store.getBatch(other.id)).not.toBeNull();
    });
  });
}
