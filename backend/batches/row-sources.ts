import type { OutputPlan } from '../../shared/row-plan.ts';
import type { InputImage } from '../engines/engine.ts';
import type { BatchRecord, InputFile, RowRecord } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { inputKey, nextStepKey } from './file-keys.ts';
import { sha256 } from './fingerprint-row.ts';

/** A row's pictures, in the order of its plan's sources: the bytes, and where they are kept. */
export interface RowSources {
  readonly files: readonly InputFile[];
  readonly bytes: readonly Uint8Array[];
}

/**
 * Fetches all pictures of a row and keeps them with the batch, so that later runs need no link to live on. Throws
 * RowError naming the cell.
 */
export async function collectSources(
  deps: BatchDeps,
  batch: BatchRecord,
  row: RowRecord,
  signal: AbortSignal,
): Promise<RowSources> {
  if (row.inputFiles !== null) {
    return { files: row.inputFiles, bytes: await Promise.all(row.inputFiles.map((one) => deps.files.read(one.key))) };
  }
  const fetched = await Promise.all(
    (row.plan?.sources ?? []).map((source) => deps.fetchSource(source, { space: batch.space }, signal)),
  );
  const files = await Promise.all(
    fetched.map(async ({ bytes, mediaType, width, height, name }): Promise<InputFile> => {
      const key = inputKey(batch.id, sha256(bytes));
      if ((await deps.files.stat(key)) === null) await deps.files.create(key, bytes, { mediaType, facts: {} });
      return { key, mediaType, width, height, name };
    }),
  );
  return { files, bytes: fetched.map((one) => one.bytes) };
}

/** The pictures that one output is made from: sources, or earlier outputs without their marks. */
export async function inputImages(
  deps: BatchDeps,
  row: RowRecord,
  planned: OutputPlan,
  sources: RowSources,
): Promise<InputImage[]> {
  return Promise.all(
    planned.inputs.map(async ({ role, ref }): Promise<InputImage> => {
      if (ref.from === 'source') {
        const file = sources.files[ref.index];
        const bytes = sources.bytes[ref.index];
        if (file === undefined || bytes === undefined) throw new Error(`Row ${row.number} has no source ${ref.index}.`);
        return { role, bytes, mediaType: file.mediaType, width: file.width, height: file.height, name: file.name };
      }
      const earlier = row.outputs.find((one) => one.n === ref.n && one.version === row.version);
      if (earlier === undefined || earlier.file === null)
        throw new Error(`Row ${row.number} has no output ${ref.n} yet.`);
      const unmarked = await deps.files.stat(nextStepKey(earlier.file));
      const key = unmarked === null ? earlier.file : nextStepKey(earlier.file);
      const { width, height, name } = earlier;
      const mediaType = unmarked?.mediaType ?? earlier.mediaType;
      return { role, bytes: await deps.files.read(key), mediaType, width, height, name };
    }),
  );
}
