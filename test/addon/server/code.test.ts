import { createHash } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildAddon } from '../../../addon/build.ts';
import { NO_SETTINGS } from '../../../shared/settings.ts';
import { CATALOGUE, templateById } from '../../../templates/index.ts';
import { batchOf } from '../sidebar/fixtures.ts';
import { type FakeBackend, FakeGoogle, type FakeRequest } from './fake-google.ts';

let code = '';
beforeAll(async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'rowshot-code-'));
  await buildAddon({ outDir, backendUrl: 'https://backend.test' });
  code = await readFile(join(outDir, 'Code.js'), 'utf8');
}, 60_000);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const HEADER = ['product_name', 'product_image_url', 'aspect_ratio', 'status'];
const ROWS = [
  HEADER,
  ['Oak stool', 'https://shop.test/stool.jpg', '1:1', 'mine'],
  ['Blue mug', 'https://shop.test/mug.jpg', '7:3', ''],
  ['', '', '', ''],
  ['Lamp', 'https://shop.test/lamp.jpg', '', ''],
];
const CHECK = {
  tab: '77',
  template: templateById('products'),
  settings: NO_SETTINGS,
  preview: false,
  knowledge: { catalogue: CATALOGUE, configured: ['studio'], limits: { maxRows: 10_000, maxImages: 4 } },
};
const submission = (digest: unknown, part: object = {}) => ({
  ...CHECK,
  batchId: 'batch-1',
  token: 'session',
  name: 'Products',
  budgetUsd: null,
  chosen: { kind: 'auto' },
  digest,
  ...part,
});

interface KeptBackend {
  readonly answer: FakeBackend;
  readonly starts: string[];
  readonly drafts: unknown[];
  readonly chunks: Map<number, string>;
}

/** A backend that keeps drafts and chunks, and starts each batch once. */
function backend(): KeptBackend {
  const starts: string[] = [];
  const drafts: unknown[] = [];
  const chunks = new Map<number, string>();
  const answer = ({ method, path, text, body }: FakeRequest) => {
    if (path === '/v1/scope') return { status: 200, body: { classes: ['changed', 'unchanged'], running: null } };
    const [, id = '', chunk] = /^\/v1\/batches\/([^/]+)(?:\/rows\/(\d+))?/.exec(path) ?? [];
    if (chunk !== undefined) {
      chunks.set(Number(chunk), text);
      return { status: 200, body: { digest: sha256(text) } };
    }
    if (path.endsWith('/start')) {
      const digest = sha256([...chunks.values()].map(sha256).join('\n'));
      expect(body).toEqual({ rows: expect.any(Number), digest });
      starts.push(id);
      return { status: 200, body: batchOf({ id }) };
    }
    if (method === 'put') {
      drafts.push(body);
      chunks.clear();
      return { status: 200, body: batchOf({ id, status: 'draft' }) };
    }
    if (starts.includes(id)) return { status: 200, body: batchOf({ id }) };
    return { status: 404, body: { error: { code: 'not_found', message: 'No such batch.' } } };
  };
  return { answer, starts, drafts, chunks };
}

const answered = (answer: unknown): Readonly<Record<string, unknown>> => {
  expect(answer).toMatchObject({ ok: true });
  const value: unknown = Reflect.get(Object(answer), 'value');
  return Object(value);
};

describe('the menu', () => {
  test('opens the panel, and touches nothing that needs authorisation', () => {
    const google = new FakeGoogle(ROWS, () => 'unplugged');
    google.load(code)('onOpen');
    expect(google.menu).toEqual([
      'Open sidebar → showSidebar',
      'Insert template… → showTemplates',
      'Check this tab → showCheck',
      'Batches → showBatches',
      'Help → showHelp',
    ]);
  });

  test('tells the panel what was asked for, once', () => {
    const call = new FakeGoogle(ROWS, () => 'unplugged').load(code);
    call('showBatches');
    expect(call('loadTab')).toMatchObject({ ok: true, value: { view: 'batches', tab: '77', headers: HEADER } });
    expect(call('loadTab')).toMatchObject({ ok: true, value: { view: 'run' } });
  });
});

describe('a session', () => {
  const answers =
    (proved: boolean): FakeBackend =>
    ({ path, body }) =>
      path === '/v1/challenges'
        ? {
            status: 200,
            body: {
              challengeId: 'c1',
              metadataKey: 'rowshot.challenge',
              metadataValue: 'v',
              writerAccount: 'writer@project.test',
            },
          }
        : {
            status: 200,
            body: {
              token: 't',
              expiresAt: 1,
              proved: proved && Reflect.get(Object(body), 'challengeId') === 'c1',
              email: 'anna@example.com',
            },
          };

  test('shares the sheet, proves edit access and leaves no challenge behind', () => {
    const google = new FakeGoogle(ROWS, answers(true));
    expect(google.load(code)('openSession')).toMatchObject({
      ok: true,
      value: { proved: true, backendUrl: 'https://backend.test' },
    });
    expect(google.editors).toContain('writer@project.test');
    expect(google.metadata).toEqual([]);
    expect(google.calls.map((call) => call.token)).toEqual(['id-token', 'id-token']);
  });

  test('has no proof where sharing is refused, and still opens', () => {
    const google = new FakeGoogle(ROWS, answers(true));
    google.shareRefused = true;
    expect(google.load(code)('openSession')).toMatchObject({ ok: true, value: { proved: false } });
  });

  test('says what to do where Google does not say who it is', () => {
    const google = new FakeGoogle(ROWS, answers(true));
    google.identity = null;
    expect(google.load(code)('openSession')).toMatchObject({
      ok: false,
      error: { code: 'no_identity', message: expect.stringContaining('several Google accounts') },
    });
  });

  test('says that the backend does not answer', () => {
    const call = new FakeGoogle(ROWS, () => 'unplugged').load(code);
    expect(call('openSession')).toMatchObject({ ok: false, error: { code: 'unplugged' } });
  });
});

describe('checking a tab', () => {
  test('names errors by cell, counts rows, and compiles the first one', () => {
    const value = answered(new FakeGoogle(ROWS, () => 'unplugged').load(code)('checkTab', CHECK));
    expect(value).toMatchObject({
      errorCount: 1,
      errors: [{ cell: 'C3', column: 'aspect_ratio', found: '7:3' }],
      skipped: { blank: 1, example: 0 },
      first: { number: 2, tool: 'product-shot', model: 'studio' },
    });
    expect(value.rows).toMatchObject([
      { number: 2, ready: true },
      { number: 3, ready: false },
      { number: 5, ready: true },
    ]);
  });

  test('a time, an error value and a merge are named as what they are, and a time is repaired', () => {
    const google = new FakeGoogle(ROWS, () => 'unplugged');
    google.put(2, 3, new Date(-2209075200000 + 2 * 3_600_000), '2:03');
    google.put(3, 3, '#N/A');
    google.merges = [[4, 1, 2, 1]];
    const call = google.load(code);
    const value = answered(call('checkTab', CHECK));
    expect(value.errors).toMatchObject([{ cell: 'C2', repair: { value: '2:3' } }, { cell: 'C3' }, { cell: 'A5' }]);
    expect(call('repairAll', CHECK)).toEqual({ ok: true, value: { repaired: 1, left: [] } });
    expect(google.cell(2, 3)).toMatchObject({ value: '2:3', format: '@' });
    const late = { tab: '77', repairs: [{ cell: 'C3', found: '9:9', value: '1:1' }] };
    expect(call('repairCells', late)).toEqual({ ok: true, value: { repaired: 0, left: ['C3'] } });
  });
});

describe('submitting', () => {
  test('adds our columns beside the person’s own, ids only there, and starts what was checked', () => {
    const server = backend();
    const google = new FakeGoogle(ROWS, server.answer);
    google.filter = { row: 1, column: 1, rows: 5, columns: 4 };
    const call = google.load(code);
    const { digest } = answered(call('checkTab', CHECK));
    expect(call('submitBatch', submission(digest))).toMatchObject({
      ok: true,
      value: { id: 'batch-1', status: 'running' },
    });
    expect(google.line(1)).toEqual([...HEADER, 'rowshot_status', 'message', 'image_1', 'cost', 'seed', 'row_id']);
    expect(google.hidden).toEqual([10]);
    expect(google.filter).toMatchObject({ columns: 10 });
    expect(google.cell(2, 4).value).toBe('mine');
    const ids = [2, 3, 4, 5].map((row) => google.cell(row, 10).value);
    expect(ids).toEqual([expect.stringMatching(/^[a-z2-7]{26}$/), expect.anything(), '', expect.anything()]);
    expect(server.drafts).toMatchObject([
      { headerRow: 1, ownColumns: [4, 5, 6, 7, 8, 9], scope: { kind: 'auto' }, tab: '77' },
    ]);
    const chunk = JSON.parse(server.chunks.get(0) ?? '');
    expect(chunk.rows.map((row: { rowId: string; number: number }) => [row.rowId, row.number])).toEqual([
      [ids[0], 2],
      [ids[1], 3],
      [ids[3], 5],
    ]);
  });

  test('the same batch pressed twice starts once, and adds no column twice', () => {
    const server = backend();
    const google = new FakeGoogle(ROWS, server.answer);
    const call = google.load(code);
    const { digest } = answered(call('checkTab', CHECK));
    call('submitBatch', submission(digest));
    const columns = google.last().column;
    expect(call('submitBatch', submission(digest))).toMatchObject({ ok: true });
    expect(server.starts).toEqual(['batch-1']);
    expect(server.drafts).toHaveLength(1);
    expect(google.last().column).toBe(columns);
  });

  test('another sheet than the one checked is refused before anything is written', () => {
    const google = new FakeGoogle(ROWS, backend().answer);
    const call = google.load(code);
    const { digest } = answered(call('checkTab', CHECK));
    google.put(2, 1, 'Another stool');
    expect(call('submitBatch', submission(digest))).toMatchObject({ ok: false, error: { code: 'changed' } });
    expect(google.last().column).toBe(4);
  });

  test('a copied row gets an id of its own; the row that ran keeps it', () => {
    const google = new FakeGoogle(ROWS, backend().answer);
    const call = google.load(code);
    call('submitBatch', submission(answered(call('checkTab', CHECK)).digest));
    const kept = google.cell(2, 10).value;
    google.put(5, 10, kept);
    const digest = answered(call('checkTab', CHECK)).digest;
    call('submitBatch', submission(digest, { batchId: 'batch-2' }));
    // The backend knows the second one's inputs as those that were run.
    expect(google.cell(5, 10).value).toBe(kept);
    expect(google.cell(2, 10).value).toMatch(/^[a-z2-7]{26}$/);
    expect(google.cell(2, 10).value).not.toBe(kept);
  });

  test('a preview leaves no trace in the sheet', () => {
    const server = backend();
    const google = new FakeGoogle(ROWS, server.answer);
    const call = google.load(code);
    const { digest } = answered(call('checkTab', CHECK));
    const preview = submission(digest, { preview: true, chosen: { kind: 'first', count: 1 } });
    expect(call('submitBatch', preview)).toMatchObject({ ok: true });
    expect(google.last().column).toBe(4);
    expect(server.drafts).toMatchObject([{ preview: true, scope: { kind: 'first', count: 1 } }]);
  });

  test('says who holds the lock', () => {
    const google = new FakeGoogle(ROWS, backend().answer);
    google.locked = true;
    const call = google.load(code);
    const { digest } = answered(call('checkTab', CHECK));
    expect(call('submitBatch', submission(digest))).toMatchObject({ ok: false, error: { code: 'busy' } });
  });

  test('1,200 rows go in chunks of at most 500', () => {
    const server = backend();
    const many = [
      HEADER,
      ...Array.from({ length: 1200 }, (_, n) => [`Stool ${n}`, `https://shop.test/${n}.jpg`, '1:1', '']),
    ];
    const call = new FakeGoogle(many, server.answer).load(code);
    const { digest } = answered(call('checkTab', CHECK));
    call('submitBatch', submission(digest));
    expect([...server.chunks.values()].map((text) => JSON.parse(text).rows.length)).toEqual([500, 500, 200]);
  });
});

describe('writing for a backend that may not', () => {
  test('planned cells go into our own columns only, as literal text and links', () => {
    const plans: object[] = [];
    const server = backend();
    const google = new FakeGoogle(ROWS, (request) =>
      request.path === '/v1/sheet/plan'
        ? { status: 200, body: { cells: plans.splice(0), rev: 3 } }
        : server.answer(request),
    );
    const call = google.load(code);
    call('submitBatch', submission(answered(call('checkTab', CHECK)).digest));
    plans.push(
      { row: 2, column: 4, value: '=IMPORTXML("x")' },
      { row: 2, column: 6, value: 'stool.png', url: 'https://backend.test/r/k/stool.png' },
      { row: 2, column: 7, value: 0.08 },
      { row: 2, column: 0, value: 'never' },
      { row: 1, column: 4, value: 'never' },
    );
    expect(call('applyPlannedWrites', { tab: '77', token: 'session' })).toEqual({ ok: true, value: { written: 3 } });
    expect(google.cell(2, 5)).toMatchObject({ value: '=IMPORTXML("x")', link: null });
    expect(google.cell(2, 7)).toMatchObject({ value: 'stool.png', link: 'https://backend.test/r/k/stool.png' });
    expect(google.cell(2, 8).value).toBe(0.08);
    expect(google.line(2)[0]).toBe('Oak stool');
    expect(google.line(1)[4]).toBe('rowshot_status');
  });
});

test('a set-up longer than one property is remembered whole', () => {
  const google = new FakeGoogle(ROWS, () => 'unplugged');
  const call = google.load(code);
  const setup = { template: 'products', settings: { ...NO_SETTINGS, prompt: 'ü'.repeat(20_000) }, budgetUsd: 3 };
  expect(call('saveSetup', { tab: '77', setup })).toEqual({ ok: true, value: null });
  expect(Math.max(...[...google.properties.values()].map((text) => Buffer.byteLength(text)))).toBeLessThan(9_000);
  expect(answered(call('loadTab')).setup).toEqual(setup);
  call('saveSetup', { tab: '77', setup: { ...setup, settings: NO_SETTINGS } });
  expect(answered(call('loadTab')).setup).toMatchObject({ settings: { prompt: '' } });
});

test('whatever Apps Script throws comes back as JSON', () => {
  const call = new FakeGoogle(ROWS, () => 'unplugged').load(code);
  expect(call('jumpTo', { tab: '78', cell: 'A1' })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(call('callBackend', { method: 'get', path: '/evil', token: 't' })).toMatchObject({
    ok: false,
    error: { code: 'bad_request' },
  });
  expect(
    call('insertTemplate', { template: 'edit', title: 'Edit', table: { columns: [], header: [], rows: [] } }),
  ).toMatchObject({ ok: false, error: { code: 'script' } });
});
