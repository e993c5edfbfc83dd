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
import type { BatchRecord, BatchStore, Caller, SheetsApi } from '../backend/ports.ts';
import type { Cell } from '../shared/cell.ts';
import { newRowId } from '../shared/row-id.ts';
import { NO_SETTINGS } from '../shared/settings.ts';
import type { TemplateId } from '../shared/template.ts';

const CHUNK_ROWS = 500;

export interface BenchRow {
  readonly rowId: string;
  readonly cells: readonly Cell[];
}

export interface BenchBatch {
  readonly template: TemplateId;
  readonly header: readonly string[];
  /** 0-based indexes of Rowshot's own columns in that header. */
  readonly ownColumns?: readonly number[];
  readonly count: number;
  /** Made when it is sent and not kept, so that the memory measured is the backend's. 0 is the first row. */
  rowAt(index: number): BenchRow;
  /** sheetId as text; absent: 0. */
  readonly tab?: string;
}

export interface FinishedBatch {
  readonly batch: BatchRecord;
  /** When each row's output was stored, by row number; epoch ms. */
  readonly storedAt: ReadonlyMap<number, number>;
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
  for (let from = 0; from < asked.count; from += CHUNK_ROWS) {
    const rows = Array.from({ length: Math.min(CHUNK_ROWS, asked.count - from) }, (_, index) => ({
      ...asked.rowAt(from + index),
      number: from + index + 2,
    }));
    const digest = sha256(JSON.stringify(rows));
    digests.push(digest);
    await putRows(deps, caller, id, from / CHUNK_ROWS, rows, digest);
  }
  const startedAt = Date.now();
  const cpu = process.cpuUsage();
  await startBatch(deps, caller, id, { rows: asked.count, digest: sha256(digests.join('\n')) });
  let batch = await store.getBatch(id);
  while (batch?.open !== false) {
    await wait(50);
    batch = await store.getBatch(id);
  }
  const secondsToEnd = (Date.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const storedAt = await storedTimes(store, id);
  if (storedAt.size !== asked.count) {
    throw new Error(`${storedAt.size} of ${asked.count} rows were completed; the batch is ${batch.state.kind}.`);
  }
  return {
    batch,
    storedAt,
    seconds: ([...storedAt.values()].reduce((last, at) => Math.max(last, at), 0) - startedAt) / 1000,
    secondsToEnd,
    cpuSeconds: (user + system) / 1e6,
  };
}

/** Of all completed rows; a page at a time, so that looking does not need memory of its own. */
async function storedTimes(store: BatchStore, batchId: string): Promise<Map<number, number>> {
  const storedAt = new Map<number, number>();
  for (let after = -1; ; ) {
    const page = await store.listRows(batchId, { after, limit: CHUNK_ROWS });
    for (const { number, state, outputs } of page) {
      if (state.kind === 'completed') storedAt.set(number, outputs[0]?.storedAt ?? 0);
    }
    const last = page.at(-1);
    if (last === undefined) return storedAt;
    after = last.number;
  }
}

/** A row of one prompt, with an id like those that the add-on gives. */
export function promptRow(index: number): BenchRow {
  return {
    rowId: newRowId(Uint8Array.from({ length: 17 }, (_, k) => (index >> (8 * (k % 4))) + 31 * k)),
    cells: [`A stoneware mug on a table, number ${index + 1}`, 1],
  };
}

export const PROMPT_HEADER = ['prompt', 'num_images'] as const;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
