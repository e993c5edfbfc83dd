import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../addon/protocol.ts';
import { createApi } from '../../../addon/sidebar/api.ts';
import { createScriptClient, type ScriptClient, type ScriptRunner } from '../../../addon/sidebar/script-client.ts';
import { batchOf, NOW, SESSION } from './fixtures.ts';

/** What the network did with one call: an answer, or nothing. */
type Network = 'lost' | { readonly status: number; readonly body?: unknown };

function around(network: readonly Network[], relay: readonly Answer<unknown>[] = []) {
  let clock = NOW;
  const queue = [...network];
  const relays = [...relay];
  const seen = { direct: [] as string[], tokens: [] as string[], relayed: 0, sessions: 0, waited: 0 };
  const script: ScriptClient = {
    call: async (name) => {
      if (name === 'openSession') {
        seen.sessions++;
        const value = { ...SESSION, token: `token-${seen.sessions}`, expiresAt: clock + 900_000 };
        return JSON.parse(JSON.stringify({ ok: true, value }));
      }
      seen.relayed++;
      return JSON.parse(
        JSON.stringify(relays.shift() ?? { ok: false, error: { code: 'unplugged', message: 'DNS error' } }),
      );
    },
  };
  const api = createApi({
    script,
    fetch: async (url, init) => {
      seen.direct.push(`${init.method} ${new URL(url).pathname}`);
      seen.tokens.push(String(new Headers(init.headers).get('authorization')));
      const next = queue.shift() ?? { status: 200, body: batchOf({}) };
      if (next === 'lost') throw new TypeError('Failed to fetch');
      return new Response(next.body === undefined ? null : JSON.stringify(next.body), { status: next.status });
    },
    now: () => clock,
    wait: async (ms) => {
      seen.waited += ms;
      clock += ms;
    },
  });
  return { api, seen, later: (ms: number) => (clock += ms) };
}

const REFUSED = {
  status: 409,
  body: { error: { code: 'conflict', message: 'Running since 12:00, started by bob@example.com.' } },
};

describe('the backend client', () => {
  test('asks directly with the session token, once opened for many calls', async () => {
    const { api, seen } = around([]);
    await Promise.all([api.batch('b 1'), api.batches()]);
    expect(seen).toMatchObject({ sessions: 1, direct: ['GET /v1/batches/b%201', 'GET /v1/batches'], relayed: 0 });
  });

  test('goes through Apps Script where a network blocks the direct way, and tries it again after a while', async () => {
    const answer = { ok: true as const, value: { status: 200, body: batchOf({ name: 'relayed' }) } };
    const { api, seen, later } = around(['lost'], [answer, answer]);
    expect(await api.batch('b')).toMatchObject({ ok: true, value: { name: 'relayed' } });
    await api.batch('b');
    expect(seen).toMatchObject({ direct: ['GET /v1/batches/b'], relayed: 2 });
    later(130_000);
    await api.batch('b');
    expect(seen.direct).toHaveLength(2);
  });

  test('a call that would cost again is never repeated when its answer is lost', async () => {
    const { api, seen } = around(['lost', 'lost', 'lost']);
    const retry = await api.act('b', { do: 'retry', body: { rowIds: null, inDoubt: true } });
    expect(retry).toMatchObject({ ok: false, error: { code: 'unplugged' } });
    expect(seen).toMatchObject({ direct: ['POST /v1/batches/b/retry'], relayed: 0 });
  });

  test('stop is repeated until it is answered', async () => {
    const { api, seen } = around([{ status: 503 }, { status: 502 }]);
    expect(await api.act('b', { do: 'stop' })).toMatchObject({ ok: true });
    expect(seen.direct).toHaveLength(3);
    expect(seen.waited).toBe(1_500);
  });

  test('an expired session is renewed once', async () => {
    const { api, seen } = around([{ status: 401, body: {} }]);
    expect(await api.batch('b')).toMatchObject({ ok: true });
    expect(seen.tokens).toEqual(['Bearer token-1', 'Bearer token-2']);
    const stubborn = around([
      { status: 401, body: {} },
      { status: 401, body: {} },
      { status: 401, body: {} },
    ]);
    expect(await stubborn.api.batch('b')).toMatchObject({ ok: false, error: { code: 'expired' } });
    expect(stubborn.seen.sessions).toBe(2);
  });

  test('a session is renewed before it ends', async () => {
    const { api, seen, later } = around([]);
    await api.batch('b');
    later(850_000);
    await api.batch('b');
    expect(seen.sessions).toBe(2);
  });

  test('a refusal keeps the backend’s own words', async () => {
    const { api } = around([REFUSED]);
    expect(await api.act('b', { do: 'resume' })).toEqual({
      ok: false,
      error: { code: 'conflict', message: REFUSED.body.error.message },
    });
  });

  test('says that nothing answers when nothing does', async () => {
    const { api } = around(['lost', 'lost', 'lost']);
    expect(await api.batches()).toMatchObject({ ok: false, error: { code: 'unplugged' } });
  });
});

describe('google.script.run', () => {
  const runner = (
    behave: (ok: (value: unknown) => void, fail: (error: unknown) => void) => void,
  ): (() => ScriptRunner) => {
    const make = (ok: (value: unknown) => void, fail: (error: unknown) => void): ScriptRunner => ({
      withSuccessHandler: (handler) => make(handler, fail),
      withFailureHandler: (handler) => make(ok, handler),
      loadTab: () => behave(ok, fail),
    });
    return () =>
      make(
        () => undefined,
        () => undefined,
      );
  };

  test('several accounts are named as what they are', async () => {
    const client = createScriptClient(runner((_, fail) => fail(new Error('PERMISSION_DENIED: We are sorry'))));
    expect(await client.call('loadTab', null)).toMatchObject({ ok: false, error: { code: 'several_accounts' } });
  });

  test('no answer is an answer too', async () => {
    const client = createScriptClient(
      runner(() => undefined),
      20,
    );
    expect(await client.call('loadTab', null)).toMatchObject({ ok: false, error: { code: 'script' } });
    const empty = createScriptClient(runner((ok) => ok(null)));
    expect(await empty.call('loadTab', null)).toMatchObject({ ok: false });
  });

  test('a function that is not there is named', async () => {
    const client = createScriptClient(runner(() => undefined));
    expect(await client.call('openSession', null)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('openSession') },
    });
  });
});
