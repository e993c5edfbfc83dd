import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fetchAll } from '../../../workbench/apps-script/host/fetch-handler.ts';
import { personNamed } from '../../../workbench/identity/people.ts';
import { openBench } from './open-bench.ts';

const CODE = `
function get(url, options) {
  const response = UrlFetchApp.fetch(url, options || {});
  return [response.getResponseCode(), response.getContentText(), response.getHeaders()['Content-Type']];
}
function getAll(urls) { return UrlFetchApp.fetchAll(urls.map((url) => ({ url: url, muteHttpExceptions: true }))).map((one) => one.getResponseCode()); }
function bytes(url) { return UrlFetchApp.fetch(url).getContent(); }
function store(kind, key, value) { const store = PropertiesService['get' + kind + 'Properties'](); if (value !== undefined) store.setProperty(key, value); return store.getProperty(key); }
function cache(key, value) { const cache = CacheService.getUserCache(); if (value !== undefined) cache.put(key, value, 60); return cache.get(key); }
function holdLock(milliseconds) { const lock = LockService.getDocumentLock(); lock.waitLock(5000); const start = Date.now(); Utilities.sleep(milliseconds); return [start, Date.now()]; }
function tryLock() { return LockService.getDocumentLock().tryLock(10); }
function utilities() {
  const digest = Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, 'ä', Utilities.Charset.UTF_8);
  return { uuid: /^[0-9a-f-]{36}$/.test(Utilities.getUuid()), digest: digest.slice(0, 3), text: Utilities.newBlob(Utilities.base64Decode(Utilities.base64Encode('grüße', Utilities.Charset.UTF_8))).getDataAsString(),
    web: Utilities.base64EncodeWebSafe([-5, -17, -2]), date: Utilities.formatDate(new Date(Date.UTC(2026, 10, 20, 9, 5, 7)), 'Europe/Berlin', "yyyy-MM-dd'T'HH:mm:ss Z") };
}
function triggers() { ScriptApp.newTrigger('tick').timeBased().everyMinutes(5).create(); const names = ScriptApp.getProjectTriggers().map((one) => one.getHandlerFunction()); ScriptApp.getProjectTriggers().forEach((one) => ScriptApp.deleteTrigger(one)); return [names, ScriptApp.getProjectTriggers().length]; }
`;

describe('services', () => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  const seen: { method?: string | undefined; type?: string | undefined; body: string }[] = [];
  const backend = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ method: request.method, type: request.headers['content-type'], body });
      if (request.url === '/bytes')
        response.setHeader('content-type', 'image/png').end(Buffer.from([0, 127, 128, 255]));
      else
        response
          .writeHead(request.url === '/bad' ? 422 : 200, { 'content-type': 'application/json' })
          .end('{"ok":"ä"}');
    });
  });
  let url = '';
  beforeAll(async () => {
    bench = await openBench(CODE);
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    const address = backend.address();
    if (typeof address === 'object' && address) url = `http://127.0.0.1:${address.port}`;
  });
  afterAll(async () => {
    await bench.close();
    backend.close();
  });

  test('UrlFetchApp blocks until the answer is there', async () => {
    expect(await bench.result('get', `${url}/`)).toEqual([200, '{"ok":"ä"}', 'application/json']);
    await bench.result('get', `${url}/`, {
      method: 'put',
      contentType: 'application/json',
      payload: '{"a":1}',
      headers: { Authorization: 'Bearer t' },
    });
    expect(seen.at(-1)).toEqual({ method: 'PUT', type: 'application/json', body: '{"a":1}' });
    await bench.result('get', `${url}/`, { payload: { a: 'b c' } });
    expect(seen.at(-1)).toEqual({ method: 'POST', type: 'application/x-www-form-urlencoded', body: 'a=b%20c' });
    const refused = await bench.run('get', [`${url}/bad`]);
    expect(!refused.ok && refused.error.message).toContain(
      `Request failed for ${url} returned code 422. Truncated server response: {"ok":"ä"}`,
    );
    expect(await bench.result('get', `${url}/bad`, { muteHttpExceptions: true })).toMatchObject({ 0: 422 });
    expect(await bench.result('getAll', [`${url}/`, `${url}/bad`])).toEqual([200, 422]);
    expect(await bench.result('bytes', `${url}/bytes`)).toEqual([0, 127, -128, -1]);
    const gone = await bench.run('get', ['http://127.0.0.1:1/']);
    expect(!gone.ok && gone.error.message).toBe('Address unavailable: http://127.0.0.1:1/');
    const long = await bench.run('get', [`${url}/${'x'.repeat(3000)}`]);
    expect(!long.ok && long.error.message).toBe('Limit Exceeded: URLFetch URL Length.');
  });

  test('calls of Google’s own APIs are answered by the workbench', async () => {
    const request = { method: 'POST', headers: {}, body: { text: '{}' }, followRedirects: true };
    const upload = 'https://www.googleapis.com/upload/drive/v3/files?uploadType=resumable';
    expect(await fetchAll([{ ...request, url: upload }], url)).toMatchObject([{ status: 200 }]);
    expect(seen.at(-1)).toMatchObject({ method: 'POST', body: '{}' });
  });

  test('properties are kept per person, document and script, within Google’s limits', async () => {
    expect(await bench.result('store', 'User', 'k', 'v')).toBe('v');
    expect(await bench.result('store', 'User', 'k')).toBe('v');
    expect(await bench.result('store', 'Script', 'k')).toBeNull();
    const anna = await bench.run('store', ['User', 'k'], personNamed('anna'));
    expect(anna).toMatchObject({ ok: true, result: null });
    const big = await bench.run('store', ['Document', 'big', 'x'.repeat(10_000)]);
    expect(!big.ok && big.error.message).toContain('Argument too large: value');
    expect(await bench.result('cache', 'c', 'x'.repeat(1000))).toHaveLength(1000);
    expect(await bench.result('cache', 'c')).toHaveLength(1000);
    const cached = await bench.run('cache', ['c', 'x'.repeat(110_000)]);
    expect(!cached.ok && cached.error.message).toContain('Argument too large');
  });

  test('a lock is held by one call at a time and given back at its end', async () => {
    const [first, second] = await Promise.all([bench.result('holdLock', 80), bench.result('holdLock', 80)]);
    const spans = [first, second]
      .map((span) => (Array.isArray(span) ? span.map(Number) : []))
      .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
    expect(spans[1]?.[0]).toBeGreaterThanOrEqual(spans[0]?.[1] ?? Number.POSITIVE_INFINITY);
    const holding = bench.result('holdLock', 600);
    // A thread may still be starting; the lock is free until then.
    let free: unknown = true;
    for (let i = 0; i < 50 && free === true; i++) free = await bench.result('tryLock');
    expect(free).toBe(false);
    await holding;
    expect(await bench.result('tryLock')).toBe(true);
  });

  test('utilities and triggers', async () => {
    expect(await bench.result('utilities')).toEqual({
      uuid: true,
      digest: [51, -26, -41],
      text: 'grüße',
      web: '--_-',
      date: '2026-11-20T10:05:07 +0100',
    });
    expect(await bench.result('triggers')).toEqual([['tick'], 0]);
  });
});
