import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { Desk, manifestLines } from './run-command.ts';

const ROWS = 40;
let desk: Desk;

beforeEach(async () => {
  desk = await Desk.open();
  const rows = Array.from({ length: ROWS }, (_, k) => `Poster number ${k},1:1,2`);
  await desk.write('posters.csv', `prompt,aspect_ratio,num_images\n${rows.join('\n')}\n`);
});
afterEach(() => desk.close());

const start = () =>
  desk.spawn('run', 'posters.csv', '--template', 'generate-basic', '--out', 'posters.zip', '--concurrency', '2');

interface HistoryEntry {
  readonly id: string;
  readonly state: string;
  readonly rows: {
    readonly total: number;
    readonly completed: number;
    readonly failed: number;
    readonly queued: number;
  };
}

async function history(): Promise<HistoryEntry[]> {
  const { code, stdout, stderr } = await desk.run('history', '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** Waits until some rows are finished and answers the batch; `before` is an earlier one, still there until then. */
async function someDone(before = ''): Promise<HistoryEntry> {
  for (let k = 0; k < 200; k++) {
    const [batch] = await history();
    if (batch && batch.id !== before && batch.rows.completed >= 2) return batch;
    await sleep(50);
  }
  throw new Error('no row was finished');
}

async function expectAllWhole(): Promise<void> {
  const zip = await desk.unzip('posters.zip');
  const lines = manifestLines(zip.get('manifest.csv'));
  expect(lines).toHaveLength(ROWS * 2);
  expect(new Set(lines.map((line) => line.status))).toEqual(new Set(['completed']));
  expect(zip.size).toBe(ROWS * 2 + 1);
  for (const [name, bytes] of zip) if (name !== 'manifest.csv') await sharp(bytes).stats();
}

test('kill -9 in the middle: the other commands still read, resume continues, nothing is lost', async () => {
  let before = '';
  for (let round = 0; round < 2; round++) {
    const running = start();
    const batch = await someDone(before);
    before = batch.id;
    const refused = await desk.run('resume', batch.id);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('ROWSHOT_DATA')]);
    running.child.kill('SIGKILL');
    expect((await running.finished).signal).toBe('SIGKILL');
    if (round === 0) continue;
    const { code, json } = await desk.runJson('resume', batch.id, '--out', 'posters.zip');
    expect([code, json.failures]).toEqual([0, []]);
    expect(json).toMatchObject({ rows: { total: ROWS, completed: ROWS, failed: 0 } });
    await expectAllWhole();
    const again = await desk.runJson('resume', batch.id, '--out', 'posters.zip');
    expect(again.code).toBe(0);
  }
}, 180_000);

test('an interrupt keeps what is finished, exits 130, and resume continues', async () => {
  const running = start();
  const batch = await someDone();
  running.child.kill('SIGINT');
  const ended = await running.finished;
  expect(ended.code).toBe(130);
  const [stopped] = await history();
  expect(stopped?.state).toBe('stopped');
  expect(stopped?.rows.completed).toBeGreaterThanOrEqual(batch.rows.completed);
  const { code, json } = await desk.runJson('resume', batch.id, '--out', 'posters.zip');
  expect([code, json.state]).toEqual([0, 'completed']);
  await expectAllWhole();
}, 180_000);
