import { PassThrough } from 'node:stream';
import { z } from 'zod';
import type { ExportView } from '../../shared/api.ts';
import type { SigningKeys } from '../access/signing-keys.ts';
import type { BatchDeps } from '../batches/deps.ts';
import { NotFoundError } from '../batches/errors.ts';
import { cleanPath } from '../images/clean-path.ts';
import { collectFiles, zipEntries } from '../images/collect-files.ts';
import { writeZip } from '../images/write-zip.ts';
import type { BatchRecord, RowRecord } from '../ports.ts';
import { newestOutputs } from '../sheet/wanted-cells.ts';
import type { ExportRecord } from '../side-store.ts';

/** A ZIP is kept this long (ms). */
export const EXPORT_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
const PAGE = 500;

/** What was fixed when the export was asked for: each row with the versions of its outputs. */
const BODY = z.strictObject({
  name: z.string(),
  rows: z.array(z.tuple([z.string(), z.array(z.tuple([z.number(), z.number()]))])),
  bytes: z.number(),
  message: z.string(),
});
type Body = z.output<typeof BODY>;

export interface ExportBuilder {
  begin(batch: BatchRecord, rowIds: readonly string[] | null): Promise<ExportView>;
  view(id: string, space: string): Promise<ExportView>;
  /** The task of building; done again from the start where a process died over it. */
  build(id: string): Promise<void>;
  /** The file behind a download link; null: no such file, or the key is not its. */
  file(id: string, key: string): Promise<{ readonly file: string; readonly name: string } | null>;
}

export function createExportBuilder(deps: BatchDeps, keys: SigningKeys, publicUrl: () => string): ExportBuilder {
  const progress = new Map<string, number>();
  const fileKey = (id: string) => `exports/${id}.zip`;

  const show = (record: ExportRecord): ExportView => {
    const { id } = record;
    const body = BODY.parse(JSON.parse(record.body));
    if (record.state === 'failed') return { id, state: 'failed', message: body.message };
    if (record.state === 'building') {
      return { id, state: 'building', done: progress.get(id) ?? 0, total: filesOf(body) };
    }
    const { keyId, mac } = keys.sign('export', id, 16);
    const url = `${publicUrl()}/v1/exports/${id}/file?key=${keyId}.${mac}`;
    return { id, state: 'ready', url, name: body.name, bytes: body.bytes };
  };

  const put = async (record: ExportRecord, state: ExportRecord['state'], body: Body) => {
    await deps.store.putExport({ ...record, state, body: JSON.stringify(body) });
  };

  return {
    async begin(batch, rowIds) {
      const wanted = rowIds === null ? null : new Set(rowIds);
      const rows: Body['rows'] = [];
      for await (const row of allRows(deps, batch)) {
        if (wanted && !wanted.has(row.rowId)) continue;
        rows.push([row.rowId, newestOutputs(row).map((output) => [output.n, output.version])]);
      }
      const now = deps.clock.now();
      const day = new Date(now).toISOString().slice(0, 10);
      const name = `${cleanPath(`${batch.name} ${day}`).replace(/\//g, '-')}.zip`;
      const record: ExportRecord = {
        id: deps.random.id(),
        space: batch.space,
        batchId: batch.id,
        createdAt: now,
        expiresAt: now + EXPORT_LIFE_MS,
        state: 'building',
        body: JSON.stringify({ name, rows, bytes: 0, message: '' } satisfies Body),
      };
      await deps.store.putExport(record);
      await deps.queue.add({ kind: 'export', exportId: record.id });
      return show(record);
    },

    async view(id, space) {
      const record = await deps.store.getExport(id);
      if (record === null || record.space !== space) throw new NotFoundError('There is no such export.');
      // A build whose process died is begun again by whoever looks at it.
      if (record.state === 'building' && !progress.has(id)) await deps.queue.add({ kind: 'export', exportId: id });
      return show(record);
    },

    async build(id) {
      const record = await deps.store.getExport(id);
      if (record === null || record.state !== 'building' || progress.has(id)) return;
      const body = BODY.parse(JSON.parse(record.body));
      progress.set(id, 0);
      try {
        const batch = await deps.store.getBatch(record.batchId);
        if (batch === null) throw new NotFoundError('The batch was deleted before its ZIP was built.');
        const known = await deps.files.stat(fileKey(id));
        const bytes =
          known?.bytes ?? (await writeFile(deps, batch, body, fileKey(id), (done) => progress.set(id, done)));
        await put(record, 'ready', { ...body, bytes });
      } catch (error) {
        const said = error instanceof NotFoundError ? error.message : 'The ZIP could not be built; try again.';
        await put(record, 'failed', { ...body, message: said });
        if (!(error instanceof NotFoundError)) throw error;
      } finally {
        progress.delete(id);
      }
    },

    async file(id, key) {
      const [keyId, mac, ...rest] = key.split('.');
      if (!keyId || !mac || rest.length > 0 || !keys.verify('export', id, keyId, mac, 16)) return null;
      const record = await deps.store.getExport(id);
      if (record?.state !== 'ready' || record.expiresAt <= deps.clock.now()) return null;
      return { file: fileKey(id), name: BODY.parse(JSON.parse(record.body)).name };
    },
  };
}

async function writeFile(
  deps: BatchDeps,
  batch: BatchRecord,
  body: Body,
  key: string,
  onEntry: (done: number) => void,
): Promise<number> {
  const versions = new Map(body.rows);
  const rows: RowRecord[] = [];
  for await (const row of allRows(deps, batch)) {
    const kept = versions.get(row.rowId);
    if (!kept) continue;
    const isKept = (n: number, version: number) => kept.some(([k, v]) => k === n && v === version);
    rows.push({ ...row, outputs: row.outputs.filter((output) => isKept(output.n, output.version)) });
  }
  const sink = new PassThrough();
  const [, stored] = await Promise.all([
    writeZip(zipEntries(batch, collectFiles(rows), deps.files), sink, { onEntry }),
    deps.files.createFrom(key, sink, { mediaType: 'application/zip', facts: {} }),
  ]);
  return stored.bytes;
}

async function* allRows(deps: BatchDeps, batch: BatchRecord): AsyncIterable<RowRecord> {
  for (let after = 0; ; ) {
    const page = await deps.store.listRows(batch.id, { after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.number;
  }
}

/** Pictures, and the manifest. */
function filesOf(body: Body): number {
  return body.rows.reduce((sum, [, outputs]) => sum + outputs.length, 1);
}
