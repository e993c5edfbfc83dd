// `rowshot resume`: goes on with a batch, or writes a finished one's results again.
import path from 'node:path';
import type { Command } from 'commander';
import type { BatchDeps } from '../batches/deps.ts';
import { ConflictError, InputError, NotFoundError } from '../batches/errors.ts';
import { resumeBatch } from '../batches/resume-batch.ts';
import { retryRows } from '../batches/retry-rows.ts';
import { collectFiles } from '../images/collect-files.ts';
import type { BatchRecord } from '../ports.ts';
import { chooseOut } from './choose-out.ts';
import { type ExitCode, Refusal } from './exit-codes.ts';
import { allRows, finishBatch, refuseOut } from './finish-batch.ts';
import { followBatch } from './follow-batch.ts';
import { fileOf } from './history.ts';
import { LOCAL_CALLER, LOCAL_SPACE, openLocalBackend } from './open-local.ts';
import { ProgressLine } from './progress-line.ts';
import { parseCount, parseUsd } from './read-options.ts';
import { readingSetup } from './reading-setup.ts';
import { writtenFiles } from './remember-written.ts';
import { sourcesRoot } from './sources-root.ts';

interface ResumeOptions {
  readonly retryFailed: boolean;
  readonly budget?: number;
  readonly out?: string;
  readonly force: boolean;
  readonly concurrency?: number;
  readonly json: boolean;
}

export function addResume(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('resume')
    .description('Go on with a batch that was stopped, killed or paused; of a finished one, write the results again.')
    .argument('<batch>', 'its id, or the beginning of it (see: rowshot history)')
    .option('--retry-failed', 'also run failed rows again, and those that may have been charged', false)
    .option('--budget <usd>', "the batch's whole cap in USD, what is spent included", parseUsd)
    .option('--out <dir|file.zip>', 'where the results go (default: NAME-images/)')
    .option('--force', 'replace files that were not written from the same FILE', false)
    .option('--concurrency <n>', 'rows at once (default: what providers and processors allow)', parseCount)
    .option('--json', 'print one JSON object at the end', false)
    .action(async (id: string, options: ResumeOptions) => finish(await resume(id, options)));
}

async function resume(id: string, options: ResumeOptions): Promise<ExitCode> {
  const setup = readingSetup({ preview: false });
  const backend = await openLocalBackend({
    root: null,
    configured: setup.configured,
    limits: setup.limits,
    identities: new Map(),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
  const { deps } = backend;
  try {
    const found = await findById(deps, id);
    backend.readSourcesFrom(await sourcesRoot(deps.store, found));
    const file = fileOf(found);
    const out = chooseOut(path.parse(file).name, await writtenFiles(deps.store).read(file), options);
    const rows = await allRows(deps, found);
    const made = collectFiles(rows).files.map(({ name }) => name.slice(0, name.length - path.extname(name).length));
    await refuseOut(out, [...rows.flatMap((row) => row.names), ...made]);
    const batch = await goOn(deps, found, options);
    if (!options.json) process.stderr.write(`${batch.name} (${batch.id})\n`);
    backend.start();
    const followed = await followBatch(deps, batch, new ProgressLine(process.stderr, deps.clock.now));
    return await finishBatch(deps, followed, out, options);
  } catch (error) {
    if (error instanceof InputError || error instanceof ConflictError || error instanceof NotFoundError) {
      throw new Refusal(error.message, { cause: error });
    }
    throw error;
  } finally {
    await backend.close();
  }
}

async function findById(deps: BatchDeps, id: string): Promise<BatchRecord> {
  const batches = await deps.store.listBatches(LOCAL_SPACE, Number.MAX_SAFE_INTEGER);
  const matches = batches.filter((batch) => batch.id === id || (id.length >= 4 && batch.id.startsWith(id)));
  const [found] = matches;
  if (found === undefined) throw new Refusal(`There is no batch “${id}”. See: rowshot history`);
  if (matches.length > 1)
    throw new Refusal(`“${id}” is the beginning of ${matches.length} batches. Give more of the id.`);
  return found;
}

async function goOn(deps: BatchDeps, found: BatchRecord, options: ResumeOptions): Promise<BatchRecord> {
  const budget = options.budget === undefined ? {} : { budgetUsd: options.budget };
  const unfinished = found.state.kind !== 'completed' && found.state.kind !== 'cancelled';
  let batch = found;
  if (unfinished) batch = await resumeBatch(deps, LOCAL_CALLER, found.id, budget);
  const { failed } = batch.counts;
  if (options.retryFailed && failed > 0) {
    if (!options.json && batch.counts.inDoubt > 0) {
      process.stderr.write(
        `Running ${failed} failed rows again; ${batch.counts.inDoubt} of them may have been charged already.\n`,
      );
    }
    batch = await retryRows(deps, LOCAL_CALLER, found.id, { rowIds: null, inDoubt: true });
  }
  return batch;
}
