import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChallengeAnswer, UploadAnswer } from '../../../shared/api.ts';
import { openBackend, png, promptSheet, SHEET, TAB } from './open-backend.ts';

describe('what must be refused', () => {
  const { sheet, rows, own } = promptSheet(['a red mug']);
  let backend: Awaited<ReturnType<typeof openBackend>>;
  let ann: string;
  let eve: string;
  beforeAll(async () => {
    backend = await openBackend({ tabs: new Map([[`${SHEET}/${TAB}`, sheet]]) });
    ann = await backend.session('ann');
    eve = await backend.session('eve', false);
    await backend.submit(ann, 'batch-0001', rows, own);
  });
  afterAll(() => backend.close());

  test('without, with a forged or with a cut token nothing is answered', async () => {
    const [kind, key, body, mac] = ann.split('.');
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString());
    const raised = Buffer.from(JSON.stringify({ ...claims, sheet: 'sheet-other' })).toString('base64url');
    const forged = [
      null,
      '',
      'x',
      `${ann}x`,
      ann.slice(0, -1),
      `${kind}.${key}.${raised}.${mac}`,
      `${kind}.zzzzzz.${body}.${mac}`,
      'id:ann',
    ];
    for (const token of forged) {
      expect((await backend.call('GET', '/v1/batches', token)).status).toBe(401);
    }
  });

  test('foreign batches are not there, whatever is asked of them', async () => {
    const paths: [string, string, unknown?][] = [
      ['GET', ''],
      ['GET', '/rows'],
      ['GET', '/inputs'],
      ['POST', '/stop'],
      ['POST', '/resume', {}],
      ['POST', '/cancel'],
      ['POST', '/retry', { rowIds: null, inDoubt: true }],
      ['POST', '/regenerate', { rowIds: ['x'] }],
      ['POST', '/rename', { name: 'mine' }],
      ['POST', '/start', { rows: 1, digest: '0'.repeat(64) }],
      ['POST', '/exports', { rowIds: null }],
      ['PUT', '/rows/0', { rows: [] }],
      ['DELETE', ''],
    ];
    for (const [method, path, body] of paths) {
      const foreign = await backend.call(method, `/v1/batches/batch-0001${path}`, eve, body);
      expect([path, foreign.status]).toEqual([path, 404]);
      const unknown = await backend.call(method, `/v1/batches/batch-9999${path}`, eve, body);
      expect(unknown.body).toEqual(foreign.body);
    }
    expect((await backend.call('GET', '/v1/exports/0123456789abcdef', eve)).status).toBe(404);
  });

  test('a challenge is good once, for one person and one spreadsheet, and only if the document holds it', async () => {
    const ask = (name: string) =>
      backend.ok<ChallengeAnswer>('POST', '/v1/challenges', `id:${name}`, { spreadsheetId: SHEET });
    const open = (name: string, challengeId: string, spreadsheetId = SHEET) =>
      backend.call('POST', '/v1/sessions', `id:${name}`, { spreadsheetId, challengeId });
    const unwritten = await ask('eve');
    expect((await open('eve', unwritten.challengeId)).status).toBe(403);
    const mine = await ask('ann');
    sheet.metadata.push({ key: mine.metadataKey, value: mine.metadataValue });
    expect((await open('eve', mine.challengeId)).status).toBe(403);
    const again = await ask('ann');
    sheet.metadata.push({ key: again.metadataKey, value: again.metadataValue });
    expect((await open('ann', again.challengeId)).status).toBe(200);
    expect((await open('ann', again.challengeId)).status).toBe(403);
    expect((await open('ann', 'made-up')).status).toBe(403);
  });

  test('names that try to leave their folder do not', async () => {
    const bytes = await png();
    const names = ['../../etc/passwd.png', 'C:\\x\\y.png', 'a/b/c.png', '..', '\u0000x.png', 'con.png'];
    for (const name of names) {
      const answer = await backend.ok<UploadAnswer>('POST', `/v1/uploads?name=${encodeURIComponent(name)}`, ann, bytes);
      expect(answer.url).toMatch(/\/u\/[\w-]{22}\/[^/]+$/);
      expect(decodeURIComponent(new URL(answer.url).pathname.split('/')[3] ?? '')).not.toMatch(/[\\/]|^\.\.$/);
      expect((await fetch(answer.url)).status).toBe(200);
    }
    for (const path of ['/u/..%2f..%2fsigning-keys.json/x', '/r/a.b.c.d/x', '/u/%00/x', '/r/%E0%A4%A/x']) {
      const { status } = await fetch(`${backend.url}${path}`);
      expect([400, 404]).toContain(status);
    }
    for (const id of ['../x', 'a', 'x'.repeat(65), 'b%00atch-1']) {
      expect([400, 404]).toContain((await backend.call('GET', `/v1/batches/${encodeURIComponent(id)}`, ann)).status);
    }
  });

  test('uploads are told by content; the same picture has the same link', async () => {
    const html = Buffer.from('<html><body>hello</body></html>');
    const refused = await backend.call('POST', '/v1/uploads?name=photo.png', ann, html);
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toMatch(/photo\.png/);
    const bytes = await png(30, 20);
    const one = await backend.ok<UploadAnswer>('POST', '/v1/uploads?name=a.png', ann, bytes);
    const two = await backend.ok<UploadAnswer>('POST', '/v1/uploads?name=a.png', ann, bytes);
    expect(two).toEqual(one);
    expect(one).toMatchObject({ mediaType: 'image/png', width: 30, height: 20 });
  });

  test('bodies that are too large or no JSON are refused in words', async () => {
    const huge = Buffer.alloc(13 * 1024 * 1024, 32);
    expect((await backend.call('POST', '/v1/scope', ann, huge)).status).toBe(413);
    const large = Buffer.alloc(21 * 1024 * 1024, 1);
    expect((await backend.call('POST', '/v1/uploads?name=x.png', ann, large)).status).toBe(413);
    // Who is not signed in does not get to send it at all.
    expect((await backend.call('POST', '/v1/scope', null, huge)).status).toBe(401);
    const broken = await backend.call('POST', '/v1/scope', ann, Buffer.from('{"tab":'));
    expect([broken.status, JSON.stringify(broken.body)]).toEqual([400, expect.stringContaining('not JSON')]);
    expect((await backend.call('POST', '/v1/scope', ann, { tab: '0', nonsense: 1 })).status).toBe(400);
  });

  test('another host name and other sites’ pages are refused; a page on this machine may call, without cookies', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      request(`${backend.url}/healthz`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
    const preflight = await fetch(`${backend.url}/v1/batches`, {
      method: 'OPTIONS',
      headers: { origin: 'http://127.0.0.1:5555', 'access-control-request-headers': 'authorization' },
    });
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example']) {
      expect((await fetch(`${backend.url}/v1/batches`, { headers: { origin } })).status).toBe(403);
    }
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('probes reach no private address', async () => {
    const urls = [
      `${backend.url}/healthz`,
      'http://127.0.0.1/x.png',
      'file:///etc/passwd',
      'http://[::1]/a.png',
      'nonsense',
    ];
    const answer = await backend.ok<{ results: { ok: boolean; failure: { code: string } }[] }>(
      'POST',
      '/v1/probes',
      ann,
      { urls },
    );
    expect(answer.results.map((one) => [one.ok, one.failure.code])).toEqual(urls.map(() => [false, 'bad_input']));
  });

  test('no token, prompt or link key is logged', async () => {
    const log = backend.lines.join('\n');
    expect(log).not.toContain(ann);
    expect(log).not.toContain('a red mug');
    expect(log).not.toMatch(/\/u\/[\w-]{22}/);
  });
});
