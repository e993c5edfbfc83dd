import path from 'node:path';
import type { BatchDeps } from '../batches/deps.ts';
import type { BatchRecord, RowRecord } from '../ports.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Followed } from './follow-batch.ts';
import { personFolder } from './person-folder.ts';
import { writtenFiles } from './remember-written.ts';
import { type Out, outKind, refuseForeignFiles, writeResults } from './write-results.ts';

const PAGE_ROWS = 1000;

export interface OutOptions {
  readonly out?: string;
  readonly force: boolean;
}

/** `--out`, or `NAME-images/` in the person's folder. */
export async function chooseOut(deps: BatchDeps, tab: string, baseName: string, options: OutOptions): Promise<Out> {
  const target = path.resolve(personFolder(), options.out ?? `${baseName}-images`);
  return {
    kind: outKind(target),
    path: target,
    force: options.force,
    written: await writtenFiles(deps.store).read(tab),
  };
}

/** Names that will be written, checked before anything runs. @throws Refusal */
export async function refuseClashes(out: Out, names: readonly string[]): Promise<void> {
  await refuseForeignFiles(out, out.kind === 'folder' ? [...names, 'manifest'] : names);
}

/** Writes what is finished to `--out`, says how it ended, and answers the exit code. */
export async function finishBatch(
  deps: BatchDeps,
  { batch, interrupted }: Followed,
  out: Out,
  options: { readonly json: boolean },
): Promise<ExitCode> {
  const rows = await allRows(deps, batch);
  const files = await writeResults(out, batch, rows, deps.files);
  await writtenFiles(deps.store).add(batch.tab, files);
  if (options.json) process.stdout.write(`${JSON.stringify(toJson(batch, rows, out))}\n`);
  else process.stderr.write(toText(batch, rows, out));
  if (interrupted && batch.state.kind !== 'completed') return EXIT.interrupted;
  return batch.counts.completed === batch.counts.total ? EXIT.done : EXIT.partly;
}

/** Every row of a batch, in row order. */
export async function allRows(deps: Pick<BatchDeps, 'store'>, batch: BatchRecord): Promise<readonly RowRecord[]> {
  const rows: RowRecord[] = [];
  for (let after = 0; ; ) {
    const page = await deps.store.listRows(batch.id, { after, limit: PAGE_ROWS });
    rows.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_ROWS) return rows;
    after = last.number;
  }
}

function toJson(batch: BatchRecord, rows: readonly RowRecord[], out: Out): object {
  const { total, completed, failed, reused } = batch.counts;
  return {
    id: batch.id,
    name: batch.name,
    state: batch.state.kind,
    rows: { total, completed, failed, unchanged: reused, queued: total - completed - failed - batch.counts.cancelled },
    images: rows.reduce((sum, row) => sum + row.outputs.filter((output) => output.file !== null).length, 0),
    cost_usd: batch.spentUsd,
    in_doubt_usd: batch.inDoubtUsd,
    out: out.path,
    failures: failedRows(rows).map(({ number, failure }) => ({
      row: number,
      error: failure?.code ?? 'internal',
      message: failure?.message ?? '',
    })),
  };
}

function toText(batch: BatchRecord, rows: readonly RowRecord[], out: Out): string {
  const lines = failedRows(rows).map((row) => `row ${row.number}: ${row.failure?.code}: ${row.failure?.message}`);
  const { state, counts } = batch;
  if (state.kind === 'paused') lines.push(`Paused: ${state.message}`);
  const unfinished = counts.total - counts.completed - counts.failed - counts.cancelled;
  if (unfinished > 0) lines.push(`${unfinished} rows are not finished. Continue with: rowshot resume ${batch.id}`);
  lines.push(`${counts.completed} of ${counts.total} rows completed. Wrote ${out.path}`);
  return `${lines.join('\n')}\n`;
}

function failedRows(rows: readonly RowRecord[]): readonly RowRecord[] {
  return rows.filter((row) => row.state.kind === 'failed');
}
