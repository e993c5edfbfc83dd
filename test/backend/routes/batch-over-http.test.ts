import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import yauzl from 'yauzl';
import type {
  BatchInputs,
  BatchList,
  ExportView,
  ModelsAnswer,
  RowPage,
  ScopeAnswer,
  SheetPlanAnswer,
} from '../../../shared/api.ts';
import { openBackend, promptSheet, SHEET, TAB } from './open-backend.ts';

const PROMPTS = ['a red mug', 'a blue mug', '', 'a green mug'];

describe('a batch over HTTP', () => {
  const { sheet, rows, own } = promptSheet(PROMPTS);
  let backend: Awaited<ReturnType<typeof openBackend>>;
  let ann: string;
  beforeAll(async () => {
    backend = await openBackend({ tabs: new Map([[`${SHEET}/${TAB}`, sheet]]) });
    ann = await backend.session('ann');
  });
  afterAll(() => backend.close());

  test('runs from draft to sheet, rows, links and ZIP', async () => {
    const { ok, call } = backend;
    await backend.submit(ann, 'batch-0001', rows, own);
    const done = await backend.until(ann, 'batch-0001', 'completed');
    expect(done.counts).toMatchObject({ total: 4, completed: 3, failed: 1 });

    const page = await ok<RowPage>('GET', '/v1/batches/batch-0001/rows?after=0&limit=50', ann);
    expect(page.rows.map((row) => row.status).sort()).toEqual(['completed', 'completed', 'completed', 'failed']);
    expect(page.more).toBe(false);
    expect(JSON.stringify(backend.lines)).not.toContain('mug');

    const [first] = [...page.rows].sort((a, b) => a.number - b.number);
    const url = first?.outputs[0]?.url ?? '';
    expect(url).toMatch(/\/r\/[\w.-]+\/[^/]+\.png$/);
    const picture = await fetch(url);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(picture.headers.get('cache-control')).toBe('private, max-age=300');
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
    const whole = Buffer.from(await picture.arrayBuffer());
    const part = await fetch(url, { headers: { range: 'bytes=10-19' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(10, 20));
    expect((await fetch(url, { headers: { range: 'bytes=999999-' } })).status).toBe(416);
    expect((await fetch(`${url}?w=320`)).headers.get('content-type')).toBe('image/webp');

    // The sheet shows it, in our columns only.
    const header = sheet.rows[0]?.map((cell) => String(cell.value)) ?? [];
    const at = (row: number, name: string) => sheet.at(row, header.indexOf(name));
    expect([at(2, 'status').value, at(3, 'status').value, at(4, 'status').value]).toEqual([
      'completed',
      'completed',
      'failed',
    ]);
    expect(at(4, 'message').value).toMatch(/A4/);
    expect(at(2, 'image_1').link).toBe(url);
    expect(at(2, 'prompt').value).toBe('a red mug');

    let view = await ok<ExportView>('POST', '/v1/batches/batch-0001/exports', ann, { rowIds: null });
    for (let i = 0; i < 100 && view.state === 'building'; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      view = await ok<ExportView>('GET', `/v1/exports/${view.id}`, ann);
    }
    if (view.state !== 'ready') throw new Error(JSON.stringify(view));
    const zip = await fetch(view.url);
    expect(zip.headers.get('content-type')).toBe('application/zip');
    const names = await zipNames(Buffer.from(await zip.arrayBuffer()));
    expect(names).toHaveLength(4); // three pictures
    expect(names).toContain('manifest.csv');
    expect((await fetch(view.url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).status).toBe(404);
    expect((await call('GET', `/v1/exports/${view.id}`, await backend.session('bob', false))).status).toBe(404);
  });

  test('a sort while nothing runs is followed at the next opening', async () => {
    sheet.sort((row) => String(row[0]?.value), 1, [0, 1]);
    await backend.session('ann');
    const id = () => sheet.rows.find((row) => row[0]?.value === 'a red mug')?.at(-1)?.value;
    for (let i = 0; i < 100 && id() !== rows[0]?.rowId; i++) await new Promise((resolve) => setTimeout(resolve, 30));
    expect(id()).toBe(rows[0]?.rowId);
    const row = sheet.rows.find((cells) => cells[0]?.value === 'a red mug');
    expect(row?.some((cell) => cell.link?.includes('a-red-mug'))).toBe(true);
  });

  test('lists, inputs, scope and models answer what the API promises', async () => {
    const { ok } = backend;
    expect((await ok<BatchList>('GET', '/v1/batches', ann)).batches.map((one) => one.id)).toEqual(['batch-0001']);
    const inputs = await ok<BatchInputs>('GET', '/v1/batches/batch-0001/inputs', ann);
    expect(inputs.rows.map((row) => row.cells[0])).toEqual(PROMPTS);
    const scope = await ok<ScopeAnswer>('POST', '/v1/scope', ann, {
      tab: TAB,
      template: 'generate-basic',
      rows: [{ rowId: rows[0]?.rowId, fingerprint: '0'.repeat(32) }],
    });
    expect(scope).toEqual({ classes: ['changed'], running: null });
    expect((await ok<ModelsAnswer>('GET', '/v1/models', ann)).configured).toEqual(['studio']);
  });

  test('where the backend may not write, the add-on gets the same writes', async () => {
    const { sheet: other, rows: otherRows, own: otherOwn } = promptSheet(['one', 'two']);
    const token = await backend.session('cat', false, 'sheet-none');
    await backend.submit(token, 'batch-cat1', otherRows, otherOwn);
    await backend.until(token, 'batch-cat1', 'completed');
    const ask = () =>
      backend.ok<SheetPlanAnswer>('POST', '/v1/sheet/plan', token, {
        tab: TAB,
        header: other.rows[0]?.map((cell) => cell.shown),
        headerNotes: other.rows[0]?.map((cell) => cell.note),
        rowIds: other.rows.slice(1).map((row) => row.at(-1)?.shown),
        ownColumns: otherOwn,
        ownValues: other.rows.slice(1).map((row) => otherOwn.map((column) => row[column]?.shown ?? '')),
      });
    const plan = await ask();
    expect(plan.cells.filter((cell) => cell.value === 'completed').map((cell) => cell.row)).toEqual([2, 3]);
    other.apply(
      plan.cells.map((cell) => ({
        kind: 'cell',
        row: cell.row,
        column: cell.column,
        value: cell.value,
        link: cell.url ?? null,
      })),
    );
    expect((await ask()).cells).toEqual([]);
    // Nothing of it is to be seen by somebody who proved nothing, and the backend wrote nowhere.
    expect(
      (await backend.ok<BatchList>('GET', '/v1/batches', await backend.session('dan', false, 'sheet-none'))).batches,
    ).toEqual([]);
  });
});

function zipNames(bytes: Buffer): Promise<string[]> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, (error, zip) => {
      if (error || !zip) return reject(error);
      const names: string[] = [];
      zip.on('entry', (entry: { fileName: string }) => names.push(entry.fileName));
      zip.on('end', () => resolve(names));
      zip.on('error', reject);
    });
  });
}
