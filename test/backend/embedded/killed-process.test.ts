import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openDiskFiles } from '../../../backend/embedded/disk-files.ts';
import { FolderInUseError } from '../../../backend/embedded/lock-folder.ts';
import { openEmbedded, openForReading } from '../../../backend/embedded/open-embedded.ts';
import { CATALOGUE } from '../../../templates/index.ts';

const WORKER = join(import.meta.dirname, 'killed-worker.ts');
const ROWS = 80;
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rowshot-killed-'));
  folders.push(folder);
  return folder;
}

interface Worker {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<number | null>;
  until(line: string): Promise<void>;
}

function work(folder: string): Worker {
  const child = spawn(process.execPath, [WORKER, folder, String(ROWS)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const waiting: { line: string; done: () => void }[] = [];
  const errors: string[] = [];
  child.stderr?.on('data', (data: Buffer) => errors.push(data.toString()));
  child.stdout?.on('data', (data: Buffer) => {
    lines.push(...data.toString().split('\n').filter(Boolean));
    for (const one of waiting) if (lines.includes(one.line)) one.done();
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return {
    child,
    lines,
    ended,
    until: (line) =>
      new Promise((resolve, reject) => {
        waiting.push({ line, done: resolve });
        ended.then(() => (lines.includes(line) ? resolve() : reject(new Error(`ended: ${errors.join('')}`))));
      }),
  };
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a killed process', () => {
  test('loses no row, makes no stored output again, leaves no half file', async () => {
    const folder = newFolder();
    let random = 20261120;
    const next = () => {
      random = (random * 48271) % 2147483647;
      return random / 2147483647;
    };
    for (let round = 0; round < 4; round++) {
      const worker = work(folder);
      await worker.until('ready');
      await new Promise((resolve) => setTimeout(resolve, 30 + 250 * next()));
      const before = openForReading(folder);
      const rows = (await before?.store.listRows('killed', { after: 0, limit: 1000 })) ?? [];
      before?.close();
      worker.child.kill('SIGKILL');
      await worker.ended;
      if (worker.lines.includes('completed')) break;
      // What was completed when somebody looked is completed ever after.
      const after = openForReading(folder);
      for (const row of rows.filter((one) => one.state.kind === 'completed')) {
        expect((await after?.store.getRow(row))?.state.kind).toBe('completed');
      }
      after?.close();
    }
    const stored = new Set<string>();
    const look = openForReading(folder);
    for (const row of (await look?.store.listRows('killed', { after: 0, limit: 1000 })) ?? []) {
      if (row.outputs.length > 0) stored.add(String(row.plan?.outputs[0]?.prompt));
    }
    look?.close();
    const last = work(folder);
    await last.until('completed');
    await last.ended;
    const again = last.lines.filter((line) => line.startsWith('call ')).map((line) => line.slice(5));
    expect(again.filter((prompt) => stored.has(prompt))).toEqual([]);
    const done = openForReading(folder);
    expect((await done?.store.getBatch('killed'))?.counts).toMatchObject({ total: ROWS, completed: ROWS });
    const files = openDiskFiles(join(folder, 'files'));
    for (const row of (await done?.store.listRows('killed', { after: 0, limit: 1000 })) ?? []) {
      const file = row.outputs[0]?.file ?? '';
      expect((await files.read(file)).length).toBe(row.outputs[0]?.bytes);
    }
    done?.close();
  }, 60_000);

  test('holds the folder while it lives, and no longer', async () => {
    const folder = newFolder();
    const worker = work(folder);
    await worker.until('ready');
    const open = () => openEmbedded({ dataDir: folder, catalogue: CATALOGUE, failed: () => undefined });
    await expect(open()).rejects.toThrow(FolderInUseError);
    await expect(open()).rejects.toThrow(`process ${worker.child.pid}`);
    await expect(open()).rejects.toThrow('ROWSHOT_DATA');
    worker.child.kill('SIGKILL');
    await worker.ended;
    const embedded = await open();
    await expect(open()).rejects.toThrow(FolderInUseError);
    await embedded.close();
    await (await open()).close();
  }, 30_000);
});
