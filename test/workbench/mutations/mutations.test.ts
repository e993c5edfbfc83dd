import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Fault } from '../../../workbench/server/api.ts';
import { wrongRows } from './judge.ts';
import { mutate } from './mutate.ts';
import { openMutationBench, Spreadsheet, TAB } from './open-mutation-bench.ts';
import { type Seeded, seeded } from './seeded.ts';
import { Shadow } from './shadow.ts';

/**
 * The short form changes the sheet as busy people do, three times a second. `ROWSHOT_MUTATION_SEEDS=1-40` with
 * `ROWSHOT_MUTATIONS=200` is the long form: thirty changes a second while Sheets fails as well. Rarely, a seed of the long
 * form still loses a cell: a write that lands astray while the layout changes several times before its answer (README,
 * "Not there yet").
 */
const [FIRST = 1, LAST = FIRST] = (process.env.ROWSHOT_MUTATION_SEEDS ?? '1-2').split('-').map(Number);
const LONG = process.env.ROWSHOT_MUTATIONS !== undefined;
const MUTATIONS = Number(process.env.ROWSHOT_MUTATIONS ?? 30);
const AT_ONCE = 2;
const ROWS = 120;
const EDITOR = 'editor';
const TOLD = process.env.ROWSHOT_MUTATION_LOG === '1';

jest.setTimeout(20 * 60_000);

let bench: Awaited<ReturnType<typeof openMutationBench>>;
beforeAll(async () => {
  bench = await openMutationBench(60);
});
afterAll(async () => bench?.close());

const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 429, times: 1 },
  { kind: 'status', status: 500, times: 2 },
  { kind: 'status', status: 503, times: 1, writesOnly: true },
  { kind: 'status', status: 500, times: 1, writesOnly: true, afterApplying: true },
  { kind: 'slow', milliseconds: 250, times: 2 },
  { kind: 'slow', milliseconds: 40, times: 10 },
];

const finished = async (sheet: Spreadsheet, batchId: string, token: string) => {
  for (let tries = 0; tries < 300; tries++) {
    const batch = await sheet.batch(batchId, token);
    if (batch.status === 'completed') return batch;
    await wait(200);
  }
  throw new Error('The batch did not finish within a minute.');
};

/** Until nothing has changed for a while. */
const quiet = async (sheet: Spreadsheet, milliseconds: number, most: number) => {
  const end = Date.now() + most;
  for (let revision = -1; revision !== sheet.document.revision && Date.now() < end; ) {
    revision = sheet.document.revision;
    await wait(milliseconds);
  }
};

/** Until the backend has compared the whole tab once more. */
const reconciled = async (sheet: Spreadsheet, from: number) => {
  for (let tries = 0; tries < 600; tries++) {
    const done = (line: string) => /sheet written.*"full":true/.test(line) && line.includes(sheet.document.id);
    if (bench.logged.slice(from).some(done)) return;
    await wait(100);
  }
};

async function change(sheet: Spreadsheet, random: Seeded, log: string[]): Promise<void> {
  const { name, operations } = mutate(random, sheet.tab, sheet.document.workbook);
  const before = sheet.document.revision;
  const status = operations === 'undo' ? await sheet.undo(EDITOR) : await sheet.operate(EDITOR, operations);
  log.push(`${before}: ${name} ${JSON.stringify(operations).slice(0, 300)} → ${status}`);
  expect([name, status < 500]).toEqual([name, true]);
}

async function live(seed: number): Promise<string[]> {
  const random = seeded(seed);
  const sheet = Spreadsheet.create(bench.running, `Seed ${seed}`, ROWS);
  const log: string[] = [];
  const token = await sheet.start(`seed-${seed}-batch-0001`);
  const shadow = new Shadow(sheet.document, (clientId) => clientId === EDITOR);
  if (TOLD) {
    sheet.document.onChange((all) => {
      for (const { revision, clientId, operation } of all) {
        if (clientId !== EDITOR) log.push(`  ${revision} ${clientId}: ${JSON.stringify(operation).slice(0, 100_000)}`);
      }
    });
  }
  for (let done = 0; done < MUTATIONS; done++) {
    if (LONG && random.chance(0.06)) sheet.fault(random.pick(FAULTS));
    await change(sheet, random, log);
    if (LONG) await wait(random.chance(0.15) ? 300 : random.below(60));
    else await wait(200 + random.below(250));
  }
  await sheet.operate(EDITOR, [{ type: 'setProtectedRanges', tabId: TAB, protectedRanges: [] }]);
  const batch = await finished(sheet, `seed-${seed}-batch-0001`, token);
  await quiet(sheet, 2500, 30_000);
  // What is left of the faults would only make this slow.
  bench.running.faults.clear();
  // The sidebar is opened: within a minute everything has been compared once.
  await sheet.openSession();
  await reconciled(sheet, bench.logged.length);
  await quiet(sheet, 2000, 30_000);
  const wrong = [...wrongRows(sheet.tab, ROWS), ...shadow.differences(sheet.document)];
  const after = await sheet.batch(`seed-${seed}-batch-0001`, token);
  if (wrong.length > 0 && TOLD) console.log(log.join('\n'));
  const said = bench.logged.filter((line) => /task failed/.test(line) || line.includes(sheet.document.id)).slice(-12);
  return wrong.length === 0
    ? []
    : [...said, `seed ${seed}: ${JSON.stringify(batch.counts)} “${after.sheetNote ?? after.message}”`, ...wrong];
}

describe('whatever people do to the sheet while a batch runs', () => {
  const seeds = Array.from({ length: LAST - FIRST + 1 }, (_, index) => FIRST + index);
  for (let from = 0; from < seeds.length; from += AT_ONCE) {
    const some = seeds.slice(from, from + AT_ONCE);
    test(`seeds ${some.join(', ')}: each row shows its own result, nothing of theirs is changed`, async () => {
      const wrong = await Promise.all(some.map(live));
      expect(wrong.flat()).toEqual([]);
    });
  }
});
