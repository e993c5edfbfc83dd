import type { BatchDeps } from '../batches/deps.ts';
import { collectFiles } from '../images/collect-files.ts';
import type { BatchRecord, RowRecord } from '../ports.ts';
import { type Out, refuseForeignFiles, refuseUnwritable } from './choose-out.ts';
import { EXIT, type ExitCode, NotWritten, Refusal } from './exit-codes.ts';
import type { Followed } from './follow-batch.ts';
import { fileOf } from './history.ts';
import { writtenFiles } from './remember-written.ts';
import { resultFiles, writeResults } from './write-results.ts';

const PAGE_ROWS = 1000;

/** Refuses, before anything runs, an `--out` that cannot be written or would replace somebody else's files. */
export async function refuseOut(out: Out, names: readonly string[]): Promise<void> {
  await refuseUnwritable(out);
  await refuseForeignFiles(out, out.kind === 'folder' ? [...names, 'manifest'] : [], false);
}

/** Writes what is finished to `--out`, says how it ended, and answers the exit code. */
export async function finishBatch(
  deps: BatchDeps,
  { batch, interrupted }: Followed,
  out: Out,
  options: { readonly json: boolean },
): Promise<ExitCode> {
  const rows = await allRows(deps, batch);
  await write(deps, batch, rows, out);
  if (options.json) process.stdout.write(`${JSON.stringify(toJson(batch, rows, out))}\n`);
  else process.stderr.write(toText(batch, rows, out));
  if (interrupted && batch.state.kind !== 'completed') return EXIT.interrupted;
  return batch.counts.completed === batch.counts.total ? EXIT.done : EXIT.partly;
}

async function write(deps: BatchDeps, batch: BatchRecord, rows: readonly RowRecord[], out: Out): Promise<void> {
  const collected = collectFiles(rows);
  try {
    const names = collected.files.map((file) => file.name);
    await refuseForeignFiles(out, [...names, 'manifest.csv'], true);
    // Before the first file: a process that dies in between must be able to write them again.
    await writtenFiles(deps.store).add(fileOf(batch), resultFiles(out, collected));
    await writeResults(out, batch, collected, deps.files);
  } catch (error) {
    if (!(error instanceof Refusal) && !isDiskError(error)) throw error;
    throw new NotWritten(
      `The results were not written: ${error.message.replace(/[.\s]*$/, '.')} What is finished is kept. Write it with: rowshot resume ${batch.id} --out …`,
      { cause: error },
    );
  }
}

function isDiskError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
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
  if (unfinished > 0) {
    lines.push(
      `${unfinished} ${unfinished === 1 ? 'row is' : 'rows are'} not finished. Continue with: rowshot resume ${batch.id}${outArgument(out)}`,
    );
  }
  lines.push(`${counts.completed} of ${counts.total} rows completed. Wrote ${out.path}`);
  return `${lines.join('\n')}\n`;
}

function outArgument({ typed }: Out): string {
  if (typed === null) return '';
  return ` --out ${/^[\w./-]+$/.test(typed) ? typed : JSON.stringify(typed)}`;
}

function failedRows(rows: readonly RowRecord[]): readonly RowRecord[] {
  return rows.filter((row) => row.state.kind === 'failed');
}
