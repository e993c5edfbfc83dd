import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createDraft } from '../backend/batches/create-draft.ts';
import { putRows } from '../backend/batches/put-rows.ts';
import { startBatch } from '../backend/batches/start-batch.ts';
import { readConfig } from '../backend/config.ts';
import type { Engine } from '../backend/engines/engine.ts';
import { type RunningBackend, startBackend } from '../backend/main.ts';
import type { BatchRecord, Caller, RowRecord, SheetsApi } from '../backend/ports.ts';
import type { Cell } from '../shared/cell.ts';
import { newRowId } from '../shared/row-id.ts';
import { NO_SETTINGS } from '../shared/settings.ts';
import type { TemplateId } from '../shared/template.ts';

const CHUNK_ROWS = 500;

export interface BenchBatch {
  readonly template: TemplateId;
  readonly header: readonly string[];
  /** 0-based indexes of Rowshot's own columns in that header. */
  readonly ownColumns?: readonly number[];
  readonly rows: readonly { readonly rowId: string; readonly cells: readonly Cell[] }[];
  /** sheetId as text; absent: 0. */
  readonly tab?: string;
}

export interface FinishedBatch {
  readonly batch: BatchRecord;
  readonly rows: readonly RowRecord[];
  /** From Start to the last stored output, seconds. */
  readonly seconds: number;
  /** From Start until the batch was completed, seconds. */
  readonly secondsToEnd: number;
  /** Processor time of this process from Start to the end, seconds. */
  readonly cpuSeconds: number;
}

export interface BenchBackend {
  readonly backend: RunningBackend;
  readonly caller: Caller;
  /** Runs a batch to its end. Throws if a row failed: a figure of failures says nothing. */
  run(batch: BenchBatch): Promise<FinishedBatch>;
  close(): Promise<void>;
}

/** The whole backend on a data folder of its own, with these engines in place of what the configuration says. */
export async function openBenchBackend(options: {
  readonly engines?: readonly Engine[];
  readonly sheets?: SheetsApi;
  readonly spreadsheetId?: string;
}): Promise<BenchBackend> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rowshot-bench-'));
  const spreadsheetId = options.spreadsheetId ?? null;
  const caller: Caller = {
    sub: 'bench',
    email: 'bench@example.com',
    space: `sheet:${spreadsheetId ?? 'bench'}`,
    spreadsheetId,
    proved: spreadsheetId !== null,
  };
  const config = readConfig({ PORT: '0', ROWSHOT_DATA: dataDir, ROWSHOT_MAX_ROWS: '50000' });
  const backend = await startBackend(config, {
    sheets: options.sheets ?? null,
    ...(options.engines ? { engines: options.engines } : {}),
    log: (event, facts) => {
      if (event === 'task failed') process.stderr.write(`${JSON.stringify(facts)}\n`);
    },
  });
  return {
    backend,
    caller,
    run: (batch) => runToEnd(backend, caller, batch),
    async close() {
      await backend.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function runToEnd(backend: RunningBackend, caller: Caller, asked: BenchBatch): Promise<FinishedBatch> {
  const deps = backend.deps.batches;
  const { store } = deps;
  const id = deps.random.id();
  await createDraft(deps, caller, id, {
    tab: asked.tab ?? '0',
    tabTitle: 'Bench',
    name: 'Bench',
    template: asked.template,
    settings: NO_SETTINGS,
    scope: { kind: 'all' },
    preview: false,
    budgetUsd: null,
    header: asked.header,
    headerRow: 1,
    ownColumns: asked.ownColumns ?? [],
  });
  const digests: string[] = [];
  for (let from = 0; from < asked.rows.length; from += CHUNK_ROWS) {
    const rows = asked.rows
      .slice(from, from + CHUNK_ROWS)
      .map(({ rowId, cells }, index) => ({ rowId, number: from + index + 2, cells }));
    const digest = sha256(JSON.stringify(rows));
    digests.push(digest);
    await putRows(deps, caller, id, from / CHUNK_ROWS, rows, digest);
  }
  const startedAt = Date.now();
  const cpu = process.cpuUsage();
  await startBatch(deps, caller, id, { rows: asked.rows.length, digest: sha256(digests.join('\n')) });
  let batch = await store.getBatch(id);
  while (batch?.open !== false) {
    await wait(50);
    batch = await store.getBatch(id);
  }
  const secondsToEnd = (Date.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const rows = await store.listRows(id, { after: -1, limit: asked.rows.length });
  const bad = rows.find((row) => row.state.kind !== 'completed');
  if (bad !== undefined || rows.length !== asked.rows.length) {
    throw new Error(`The batch is ${batch.state.kind}; a row is ${bad?.state.kind}: ${bad?.failure?.message}`);
  }
  const lastStored = rows.reduce((last, row) => Math.max(last, row.outputs[0]?.storedAt ?? 0), 0);
  return {
    batch,
    rows,
    seconds: (lastStored - startedAt) / 1000,
    secondsToEnd,
    cpuSeconds: (user + system) / 1e6,
  };
}

/** Rows of one prompt each, with ids like those that the add-on gives. */
export function promptRows(count: number): BenchBatch['rows'] {
  return Array.from({ length: count }, (_, index) => ({
    rowId: newRowId(Uint8Array.from({ length: 17 }, (_, k) => (index >> (8 * (k % 4))) + 31 * k)),
    cells: [`A stoneware mug on a table, number ${index + 1}`, 1],
  }));
}

export const PROMPT_HEADER = ['prompt', 'num_images'] as const;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
