import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Engine } from '../../../backend/engines/engine.ts';
import { SheetsError } from '../../../backend/ports.ts';
import type { RowPage } from '../../../shared/api.ts';
import { readMark } from '../../../shared/output-columns.ts';
import { instantEngine, openBackend, promptSheet, SHEET, TAB } from '../routes/open-backend.ts';
import type { MemorySheet } from './memory-sheets.ts';

type Backend = Awaited<ReturnType<typeof openBackend>>;
const open: Backend[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function started(sheet: MemorySheet, engine?: Engine, dataDir?: string): Promise<Backend> {
  const backend = await openBackend({
    tabs: new Map([[`${SHEET}/${TAB}`, sheet]]),
    ...(engine ? { engines: [engine] } : {}),
    ...(dataDir ? { env: { ROWSHOT_DATA: dataDir } } : {}),
  });
  open.push(backend);
  return backend;
}

const PROMPTS = Array.from({ length: 12 }, (_, index) => `mug number ${index}`);

/** Own column → text, for each prompt that the tab holds. */
function shown(sheet: MemorySheet): Map<string, Map<string, string>> {
  const header = sheet.rows[0] ?? [];
  const own = header.map((cell) => readMark(cell.note));
  const prompt = header.findIndex((cell) => cell.value === 'prompt');
  return new Map(
    sheet.rows
      .slice(1)
      .map((row) => [
        String(row[prompt]?.value),
        new Map(row.flatMap((cell, c): [string, string][] => (own[c] ? [[own[c], String(cell.value)]] : []))),
      ]),
  );
}

async function slowEngine(ms: number): Promise<Engine> {
  const engine = await instantEngine();
  return {
    ...engine,
    async run(request, context) {
      await sleep(ms, undefined, { signal: context.signal });
      return engine.run(request, context);
    },
  };
}

describe('the pump', () => {
  test('people sort, insert, delete and move while a batch runs; each row ends with its own result', async () => {
    const { sheet, rows, own } = promptSheet(PROMPTS);
    const backend = await started(sheet, await slowEngine(150));
    const ann = await backend.session('ann');
    let hands = 0;
    sheet.beforeWrite = () => {
      hands += 1;
      if (hands === 1) sheet.sort((row) => -Number(String(row[0]?.value).split(' ').at(-1)));
      if (hands === 2) sheet.insertRow(4);
      if (hands === 3) sheet.moveColumn(0, 3);
      if (hands === 4) sheet.deleteRow(sheet.rows.length);
    };
    await backend.submit(ann, 'batch-0001', rows, own);
    await backend.until(ann, 'batch-0001', 'completed');
    const found = shown(sheet);
    for (const [prompt, cells] of found) {
      if (prompt === '') expect([...cells.values()].join('')).toBe('');
      else {
        expect([prompt, cells.get('status')]).toEqual([prompt, 'completed']);
        expect(cells.get('image_1')).toMatch(new RegExp(`${prompt.replace(/ /g, '-')}\\.png$`));
      }
    }
    expect(found.size).toBe(12);
  });

  test('columns that somebody deleted come back, ids and all', async () => {
    const { sheet, rows, own } = promptSheet(PROMPTS.slice(0, 3));
    const backend = await started(sheet);
    const ann = await backend.session('ann');
    await backend.submit(ann, 'batch-0001', rows, own);
    await backend.until(ann, 'batch-0001', 'completed');
    while (sheet.width > 2) sheet.deleteColumn(2);
    await backend.deps.pump?.pump(SHEET, true);
    const cells = shown(sheet).get('mug number 1');
    expect(cells?.get('status')).toBe('completed');
    expect(cells?.get('row_id')).toBe(rows[1]?.rowId);
    expect(sheet.hidden.size).toBe(1);
  });

  test('a tab that is gone, or an account that may not write: writing stops, results stay, and it is said', async () => {
    const { sheet, rows, own } = promptSheet(PROMPTS.slice(0, 3));
    const backend = await started(sheet);
    const ann = await backend.session('ann');
    sheet.fail = (kind) => (kind === 'write' ? new SheetsError('forbidden', 'no') : null);
    await backend.submit(ann, 'batch-0001', rows, own);
    const done = await backend.until(ann, 'batch-0001', 'completed');
    expect(done.message).toMatch(/may no longer write/);
    expect((await backend.deps.batches.store.dirtyRows(SHEET, 10)).length).toBe(0);
    // Shared again: opening the sidebar catches up.
    sheet.fail = null;
    await backend.deps.pump?.pump(SHEET, true);
    expect(shown(sheet).get('mug number 2')?.get('status')).toBe('completed');
    expect((await backend.until(ann, 'batch-0001', 'completed')).message).toBe('');
  });

  test('Google’s “too many” leaves everything to be written later', async () => {
    const { sheet, rows, own } = promptSheet(PROMPTS.slice(0, 3));
    const backend = await started(sheet);
    const ann = await backend.session('ann');
    let left = 2;
    sheet.fail = (kind) => {
      if (kind !== 'write' || left === 0) return null;
      left -= 1;
      return new SheetsError('rate', 'slow down');
    };
    await backend.submit(ann, 'batch-0001', rows, own);
    await backend.until(ann, 'batch-0001', 'completed');
    expect(shown(sheet).get('mug number 0')?.get('status')).toBe('completed');
  });

  test('a preview is never shown in the sheet', async () => {
    const { sheet, rows, own } = promptSheet(PROMPTS.slice(0, 3));
    const backend = await started(sheet);
    const ann = await backend.session('ann');
    await backend.submit(ann, 'batch-prev', rows, own, true);
    await backend.until(ann, 'batch-prev', 'completed');
    await backend.deps.pump?.pump(SHEET, true);
    expect(shown(sheet).get('mug number 0')?.get('status')).toBe('');
    expect(sheet.writes).toBe(0);
  });

  test('links outlive a restart; a raised link version revokes them', async () => {
    const { sheet, rows, own } = promptSheet(PROMPTS.slice(0, 1));
    const first = await started(sheet);
    const ann = await first.session('ann');
    await first.submit(ann, 'batch-0001', rows, own);
    await first.until(ann, 'batch-0001', 'completed');
    const page = await first.ok<RowPage>('GET', '/v1/batches/batch-0001/rows', ann);
    const { pathname } = new URL(page.rows[0]?.outputs[0]?.url ?? '');
    open.splice(0);
    await first.close();
    const second = await started(sheet, undefined, first.dataDir);
    expect((await fetch(`${second.url}${pathname}`)).status).toBe(200);
    // The session outlived it as well.
    expect((await second.call('GET', '/v1/batches/batch-0001', ann)).status).toBe(200);
    await second.deps.batches.store.changeBatch('batch-0001', ['completed'], { linkVersion: 7 });
    expect((await fetch(`${second.url}${pathname}`)).status).toBe(404);
    await second.deps.pump?.pump(SHEET, true);
    const link = sheet.rows[1]?.find((cell) => cell.link !== null)?.link ?? '';
    expect((await fetch(link)).status).toBe(200);
  });

  test('a ZIP whose building was killed is begun again', async () => {
    const { sheet, rows, own } = promptSheet(PROMPTS.slice(0, 2));
    const backend = await started(sheet);
    const ann = await backend.session('ann');
    await backend.submit(ann, 'batch-0001', rows, own);
    await backend.until(ann, 'batch-0001', 'completed');
    const { store } = backend.deps.batches;
    const view = await backend.ok<{ id: string }>('POST', '/v1/batches/batch-0001/exports', ann, { rowIds: null });
    const record = await store.getExport(view.id);
    if (!record) throw new Error('no export');
    // As a dead process leaves it: asked for, nothing built.
    await store.putExport({ ...record, id: 'export-dead-0001', state: 'building' });
    for (let i = 0; i < 100; i++) {
      const now = await backend.ok<{ state: string }>('GET', '/v1/exports/export-dead-0001', ann);
      if (now.state === 'ready') return;
      await sleep(20);
    }
    throw new Error('it was not built');
  });
});
