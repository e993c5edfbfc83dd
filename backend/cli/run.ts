// `rowshot run`: the rows of FILE become images.
import type { Command } from 'commander';
import type { Scope } from '../../shared/states.ts';
import { InputError } from '../batches/errors.ts';
import type { BatchRecord } from '../ports.ts';
import { chooseOut, type Out } from './choose-out.ts';
import { type ExitCode, Refusal } from './exit-codes.ts';
import { finishBatch, refuseOut } from './finish-batch.ts';
import { followBatch } from './follow-batch.ts';
import { localIdentities } from './local-identities.ts';
import { type LocalBackend, openLocalBackend } from './open-local.ts';
import { plannedNames } from './planned-names.ts';
import { ProgressLine } from './progress-line.ts';
import { type FileReading, readFileRows } from './read-file.ts';
import { addReadingOptions, parseCount, parseUsd, type ReadingOptions } from './read-options.ts';
import { readingSetup } from './reading-setup.ts';
import { releaseTab } from './release-tab.ts';
import { writtenFiles } from './remember-written.ts';
import { rememberRoot } from './sources-root.ts';
import { submitRows, tabKey } from './submit-rows.ts';

/** Mistakes that a refusal lists; `check` lists all. */
const MOST_SHOWN = 10;

interface RunOptions extends ReadingOptions {
  readonly preview: boolean;
  readonly out?: string;
  readonly force: boolean;
  readonly files?: string;
  readonly concurrency?: number;
  readonly first?: number;
  readonly all: boolean;
  readonly budget?: number;
  readonly batchName?: string;
  readonly json: boolean;
}

export function addRun(program: Command, finish: (code: ExitCode) => void): void {
  const command = program.command('run').description('Run the rows of FILE: new, changed and failed ones.');
  addReadingOptions(command)
    .option('--preview', 'run every row on the free studio engine, whatever its model says', false)
    .option('--key <column>', 'column that identifies a row across files (SKU)')
    .option('--out <dir|file.zip>', 'where the results go (default: NAME-images/)')
    .option('--force', 'replace files that were not written from this FILE', false)
    .option('--name <pattern>', 'file names, e.g. "{row:4}_{n}_{slug}" or "{{sku}}"')
    .option('--files <dir>', "folder of pictures named by path (default: FILE's)")
    .option('--concurrency <n>', 'rows at once (default: what providers and processors allow)', parseCount)
    .option('--first <n>', 'the first N rows only', parseCount)
    .option('--all', 'also rows that are unchanged', false)
    .option('--budget <usd>', 'most that the batch may cost, in USD', parseUsd)
    .option('--batch-name <name>', 'name of the batch (default: template, tab, date)')
    .option('--json', 'print one JSON object at the end', false)
    .action(async (file: string, options: RunOptions) => finish(await run(file, options)));
}

async function run(file: string, options: RunOptions): Promise<ExitCode> {
  if (options.all && options.first !== undefined) throw new Refusal('Use either --all or --first.');
  const { backend, batch, out } = await startRun(file, options);
  try {
    if (!options.json) process.stderr.write(`${batch.name} (${batch.id})\n`);
    backend.start();
    const followed = await followBatch(backend.deps, batch, new ProgressLine(process.stderr, backend.deps.clock.now));
    return await finishBatch(backend.deps, followed, out, options);
  } finally {
    await backend.close();
  }
}

interface StartedRun {
  readonly backend: LocalBackend;
  readonly batch: BatchRecord;
  readonly out: Out;
}

/** Reads FILE and starts its batch. What was read ends here: of 50,000 rows it would fill memory for the whole run. */
async function startRun(file: string, options: RunOptions): Promise<StartedRun> {
  const setup = readingSetup({ preview: options.preview });
  const read = await readFileRows(file, options, setup);
  refuseUnrunnable(read);
  const sources = read.reading.rows.flatMap((row) =>
    row.kind === 'ready' ? row.plan.sources.map(({ value }) => value) : [],
  );
  const backend = await openLocalBackend({
    root: read.input.root,
    configured: setup.configured,
    limits: setup.limits,
    identities: await localIdentities(read.input.root, sources, setup.maxFileBytes),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
  try {
    const { deps } = backend;
    const name = options.batchName ?? defaultName(read);
    const scope = scopeOf(options);
    const written = await writtenFiles(deps.store).read(read.input.file);
    const out = chooseOut(read.input.baseName, written, options);
    await refuseOut(out, plannedNames(read, scope, name));
    await releaseTab(deps, tabKey(read));
    await rememberRoot(deps.store, tabKey(read), read.input.root);
    const budgetUsd = options.budget ?? null;
    const batch = await submitRows(deps, read, { name, scope, preview: options.preview, budgetUsd });
    return { backend, batch, out };
  } catch (error) {
    await backend.close();
    if (error instanceof InputError) throw new Refusal(error.message, { cause: error });
    throw error;
  }
}

/** A row with errors never stops a run; a missing column, or no row at all that can run, does. */
function refuseUnrunnable({ errors, filled, input, reading, template }: FileReading): void {
  const missing = errors.filter((issue) => issue.row === null);
  if (missing.length > 0) throw new Refusal(missing.map((issue) => issue.message).join('\n'));
  if (filled === 0) {
    throw new Refusal(
      `${input.tabTitle} has no row to run: it has no filled rows. Fill rows below the header (see: rowshot templates ${template.id}).`,
    );
  }
  if (reading.rows.some((row) => row.kind === 'ready')) return;
  const shown = errors.slice(0, MOST_SHOWN).map((issue) => issue.message);
  const more = errors.length > MOST_SHOWN ? [`… and ${errors.length - MOST_SHOWN} more (see: rowshot check).`] : [];
  throw new Refusal([`${input.tabTitle} has no row that can run; each has an error:`, ...shown, ...more].join('\n'));
}

function scopeOf(options: RunOptions): Scope {
  if (options.all) return { kind: 'all' };
  return options.first === undefined ? { kind: 'auto' } : { kind: 'first', count: options.first };
}

function defaultName({ template, input }: FileReading): string {
  return `${template.title} · ${input.tabTitle} · ${new Date().toISOString().slice(0, 10)}`;
}
