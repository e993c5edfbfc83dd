// `rowshot history`: the batches there are, newest first; readable while another process runs one.
import type { Command } from 'commander';
import { openForReading } from '../embedded/open-embedded.ts';
import type { BatchRecord } from '../ports.ts';
import { dataFolder, explainDataFolder } from './data-folder.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { LOCAL_SPACE } from './open-local.ts';

const MOST = 1000;

export function addHistory(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('history')
    .description('List the batches that were run here, newest first.')
    .option('--json', 'print one JSON array', false)
    .action(async (options: { readonly json: boolean }) => {
      const batches = await readBatches();
      process.stdout.write(options.json ? `${JSON.stringify(batches.map(toJson))}\n` : toText(batches));
      finish(EXIT.done);
    });
}

async function readBatches(): Promise<readonly BatchRecord[]> {
  const folder = dataFolder();
  try {
    const opened = openForReading(folder);
    if (opened === null) return [];
    try {
      return await opened.store.listBatches(LOCAL_SPACE, MOST);
    } finally {
      opened.close();
    }
  } catch (error) {
    throw explainDataFolder(folder, error);
  }
}

function toJson(batch: BatchRecord): object {
  const { total, completed, failed, cancelled } = batch.counts;
  return {
    id: batch.id,
    name: batch.name,
    template: batch.template,
    file: fileOf(batch),
    state: batch.state.kind === 'finishing' ? 'running' : batch.state.kind,
    started: batch.startedAt === null ? null : new Date(batch.startedAt).toISOString(),
    rows: { total, completed, failed, queued: total - completed - failed - cancelled },
    cost_usd: batch.spentUsd,
  };
}

function toText(batches: readonly BatchRecord[]): string {
  if (batches.length === 0) return 'No batch was run here yet.\n';
  return batches
    .map((batch) => {
      const { total, completed, failed } = batch.counts;
      const started =
        batch.startedAt === null ? '' : new Date(batch.startedAt).toISOString().slice(0, 16).replace('T', ' ');
      return `${batch.id}  ${started}  ${batch.state.kind.padEnd(9)}  ${completed}/${total} completed, ${failed} failed  ${batch.name}\n`;
    })
    .join('');
}

/** The file's real path, from the batch's tab key. */
export function fileOf(batch: Pick<BatchRecord, 'tab'>): string {
  const parts: unknown = JSON.parse(batch.tab);
  return Array.isArray(parts) && typeof parts[0] === 'string' ? parts[0] : '';
}
