import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allOperations } from '../../../backend/app.ts';
import { PLAIN_PATHS } from '../../../backend/routes/openapi.ts';
import { openBackend, promptSheet, SHEET, TAB } from './open-backend.ts';

/** The paths of shared/api.ts. */
const PROMISED = [
  'post /v1/challenges',
  'post /v1/sessions',
  'get /v1/models',
  'post /v1/scope',
  'post /v1/probes',
  'post /v1/uploads',
  'get /v1/batches',
  'put /v1/batches/{id}',
  'put /v1/batches/{id}/rows/{chunk}',
  'post /v1/batches/{id}/start',
  'get /v1/batches/{id}',
  'get /v1/batches/{id}/rows',
  'get /v1/batches/{id}/inputs',
  'post /v1/batches/{id}/stop',
  'post /v1/batches/{id}/resume',
  'post /v1/batches/{id}/cancel',
  'post /v1/batches/{id}/retry',
  'post /v1/batches/{id}/regenerate',
  'post /v1/batches/{id}/rename',
  'delete /v1/batches/{id}',
  'post /v1/batches/{id}/exports',
  'get /v1/exports/{id}',
  'post /v1/sheet/plan',
];

describe('the OpenAPI document', () => {
  const { sheet, rows, own } = promptSheet(['a red mug']);
  let backend: Awaited<ReturnType<typeof openBackend>>;
  let document: { paths: Record<string, Record<string, unknown>> };
  beforeAll(async () => {
    backend = await openBackend({ tabs: new Map([[`${SHEET}/${TAB}`, sheet]]) });
    document = await backend.ok('GET', '/openapi.json', null);
  });
  afterAll(() => backend.close());

  test('names every path of the API and no other', () => {
    const found = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(found.sort()).toEqual([...PROMISED, ...PLAIN_PATHS.map((one) => `get ${one.path}`)].sort());
  });

  test('answers are what their schemas say', async () => {
    const ann = await backend.session('ann');
    await backend.submit(ann, 'batch-0001', rows, own);
    await backend.until(ann, 'batch-0001', 'completed');
    const { identity, session } = allOperations(backend.deps);
    const check = async (method: string, path: string, body?: unknown) => {
      const template = path.replace(/\?.*/, '').replace('batch-0001', '{id}');
      const operation = [...identity, ...session].find((one) => one.method === method && one.path === template);
      const answer = await backend.call(method.toUpperCase(), path, ann, body);
      expect([path, answer.status]).toEqual([path, 200]);
      operation?.answer?.parse(answer.body);
      expect(operation?.answer).toBeTruthy();
    };
    await check('get', '/v1/models');
    await check('get', '/v1/batches');
    await check('get', '/v1/batches/batch-0001');
    await check('get', '/v1/batches/batch-0001/rows?limit=5');
    await check('get', '/v1/batches/batch-0001/inputs');
    await check('post', '/v1/batches/batch-0001/rename', { name: 'Renamed' });
    await check('post', '/v1/batches/batch-0001/stop');
    await check('post', '/v1/batches/batch-0001/exports', { rowIds: null });
    await check('post', '/v1/probes', { urls: ['ftp://x'] });
    await check('post', '/v1/scope', { tab: TAB, template: 'generate-basic', rows: [] });
  });
});
