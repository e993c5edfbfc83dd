import type { EngineOutput } from '../engines/engine.ts';
import { extensionFor } from '../images/extensions.ts';
import { versionedName } from '../images/name-files.ts';
import type { FileMeta, OutputRecord, RowRecord } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { nextStepKey, outputKey } from './file-keys.ts';

/**
 * Stores an output the moment it exists; its record is kept with the bytes, so that whoever finds the file can adopt
 * it. Answers what is stored: where the file was there already, that one counts.
 */
export async function keepOutput(
  deps: BatchDeps,
  row: RowRecord,
  made: { readonly n: number; readonly model: string },
  output: EngineOutput,
): Promise<OutputRecord> {
  const key = outputKey(row.batchId, row.rowId, row.version, made.n);
  const base = versionedName(row.names[made.n - 1] ?? `${row.number}_${made.n}`, row.version);
  const common = {
    n: made.n,
    version: row.version,
    costUsd: output.costUsd,
    seed: output.seed,
    model: made.model,
    promptSent: output.promptSent,
    warnings: output.warnings,
    storedAt: deps.clock.now(),
  };
  const record: OutputRecord =
    output.kind === 'image'
      ? {
          ...common,
          kind: 'image',
          file: key,
          text: '',
          name: `${base}.${extensionFor(output.mediaType)}`,
          mediaType: output.mediaType,
          width: output.width,
          height: output.height,
          bytes: output.bytes.length,
        }
      : {
          ...common,
          kind: 'text',
          file: null,
          text: output.text,
          name: base,
          mediaType: 'text/plain',
          width: 0,
          height: 0,
          bytes: 0,
        };
  if (output.kind === 'image' && output.forNextStep !== undefined) {
    const { bytes, mediaType } = output.forNextStep;
    await deps.files.create(nextStepKey(key), bytes, { mediaType, facts: {} });
  }
  const bytes = output.kind === 'image' ? output.bytes : new TextEncoder().encode(output.text);
  const facts: FileMeta['facts'] = {
    output: JSON.stringify(record),
    ...(output.providerId === undefined ? {} : { providerId: output.providerId }),
  };
  if (await deps.files.create(key, bytes, { mediaType: record.mediaType, facts })) return record;
  return (await adoptOutput(deps, row, made.n)) ?? record;
}

/** The output that an earlier run stored and could not note any more; null where there is none. */
export async function adoptOutput(deps: BatchDeps, row: RowRecord, n: number): Promise<OutputRecord | null> {
  const file = await deps.files.stat(outputKey(row.batchId, row.rowId, row.version, n));
  const kept = file?.facts.output;
  return kept === undefined ? null : parseOutput(kept);
}

function parseOutput(text: string): OutputRecord {
  return JSON.parse(text) as OutputRecord;
}
