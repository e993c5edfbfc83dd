import type dns from 'node:dns';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSafeFetch, type SafeFetchOptions } from '../../../backend/images/safe-fetch.ts';
import { RowError } from '../../../shared/errors.ts';

let hits: string[] = [];
let server: http.Server;
let port = 0;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    hits.push(request.url ?? '');
    const path = request.url ?? '';
    if (path === '/ok') return void response.end('hello');
    if (path === '/missing') return void response.writeHead(404).end();
    if (path === '/busy') return void response.writeHead(429, { 'retry-after': '7' }).end();
    if (path.startsWith('/loop')) return void response.writeHead(302, { location: `/loop${Math.random()}` }).end();
    if (path === '/to-private')
      return void response.writeHead(302, { location: `http://127.0.0.1:${port + 1}/x` }).end();
    if (path === '/to-metadata') {
      return void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    }
    if (path === '/to-file') return void response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    if (path === '/huge') return void response.writeHead(200, { 'content-length': '999999999' }).end();
    if (path === '/endless') {
      const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
      response.on('close', () => clearInterval(timer));
      return;
    }
    if (path === '/drip') {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function fetching<T>(
  options: Partial<SafeFetchOptions>,
  use: (fetch: ReturnType<typeof createSafeFetch>) => Promise<T>,
): Promise<T> {
  const safeFetch = createSafeFetch({
    allowedHosts: new Set([`127.0.0.1:${port}`]),
    maxBytes: 1_000_000,
    timeoutMs: 2_000,
    ...options,
  });
  try {
    return await use(safeFetch);
  } finally {
    await safeFetch.close();
  }
}

async function failure(url: string, options: Partial<SafeFetchOptions> = {}): Promise<RowError> {
  return fetching(options, async (safeFetch) => {
    try {
      await safeFetch(url);
    } catch (error) {
      if (error instanceof RowError) return error;
      throw error;
    }
    throw new Error(`${url} was fetched`);
  });
}

describe('addresses that must never be reached', () => {
  const forbidden = [
    'http://127.0.0.1/',
    'http://localhost.localdomain.invalid@127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::7f00:1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[2002:7f00:1::]/',
    'http://[64:ff9b::7f00:1]/',
    'http://example.com:22/',
    'http://example.com:8080/',
    'http://user:secret@example.com/',
    'file:///etc/passwd',
    'ftp://example.com/a.png',
    'data:image/png;base64,AAAA',
    'gopher://example.com/',
    'http://',
    'not a url',
  ];
  test.each(forbidden)('%s', async (url) => {
    hits = [];
    const error = await failure(url);
    expect(error.code).toBe('bad_input');
    expect(hits).toEqual([]);
  });

  test('a name that resolves to a private address, alone or beside a public one', async () => {
    hits = [];
    const lookup = ((_host: string, _options: unknown, callback: (e: null, list: dns.LookupAddress[]) => void) =>
      callback(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])) as unknown as typeof dns.lookup;
    const error = await failure('http://rebind.example/', { lookup });
    expect(error.code).toBe('bad_input');
    expect(error.message).toContain('127.0.0.1');
    expect(hits).toEqual([]);
  });

  test.each(['/to-private', '/to-metadata', '/to-file'])('a redirect to one: %s', async (path) => {
    hits = [];
    const error = await failure(`http://127.0.0.1:${port}${path}`);
    expect(error.code).toBe('bad_input');
    expect(hits).toEqual([path]);
  });
});

describe('hosts that misbehave', () => {
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;

  test('a body longer than it may be, declared or not', async () => {
    expect((await failure(at('/huge'))).code).toBe('too_large');
    expect((await failure(at('/endless'))).code).toBe('too_large');
  });

  test('a slow drip ends at the deadline', async () => {
    const error = await failure(at('/drip'), { timeoutMs: 300 });
    expect(error.code).toBe('timeout');
  });

  test('endless redirects, missing pages and a pause that the host asks for', async () => {
    expect((await failure(at('/loop'))).message).toContain('redirects more than 3 times');
    expect((await failure(at('/missing'))).message).toContain('answered 404');
    expect((await failure(at('/busy'))).retryAfterMs).toBe(7000);
  });

  test('nobody listens', async () => {
    const error = await failure('http://127.0.0.1:9/', { allowedHosts: new Set(['127.0.0.1:9']) });
    expect(error.code).toBe('unreachable_source');
    expect(error.message).toContain('refused the connection');
  });
});

test('a body arrives whole; a head fetch stops early', async () => {
  await fetching({}, async (safeFetch) => {
    const whole = await safeFetch(`http://127.0.0.1:${port}/ok`);
    expect(Buffer.from(whole.bytes).toString()).toBe('hello');
    expect(whole.complete).toBe(true);
    const head = await safeFetch(`http://127.0.0.1:${port}/endless`, { headBytes: 100 });
    expect(head.bytes.length).toBeGreaterThanOrEqual(100);
    expect(head.complete).toBe(false);
  });
});
