import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createIdentityVerifier, type IdentityVerifier } from '../../../backend/google/verify-id-token.ts';
import { personNamed } from '../../../workbench/identity/people.ts';
import { TokenIssuer } from '../../../workbench/identity/token-issuer.ts';

describe('ID tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
  const issuer = new TokenIssuer({ folder });
  const stranger = new TokenIssuer({ folder: mkdtempSync(join(tmpdir(), 'issuer-')) });
  const late = new TokenIssuer({ folder, now: () => Date.now() - 3 * 3_600_000 });
  const ann = personNamed('ann');
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('cache-control', 'public, max-age=3600');
    response.end(JSON.stringify(issuer.certificates()));
  });
  let verify: IdentityVerifier;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    verify = createIdentityVerifier({ audience: 'addon.example', certsUrl: `http://127.0.0.1:${port}/certs` });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('a good one says who it is', async () => {
    expect(await verify(issuer.issueIdToken(ann, 'addon.example'))).toEqual({ sub: ann.sub, email: ann.email });
  });

  test('another audience, another signer, an old one, a cut one and no token at all are nobody', async () => {
    const good = issuer.issueIdToken(ann, 'addon.example');
    const bad = [
      issuer.issueIdToken(ann, 'other.example'),
      stranger.issueIdToken(ann, 'addon.example'),
      late.issueIdToken(ann, 'addon.example'),
      good.slice(0, -4),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`,
      'x',
    ];
    for (const token of bad) expect(await verify(token)).toBeNull();
  });

  test('an e-mail that is not verified is nobody', async () => {
    const [head, body, mac] = issuer.issueIdToken(ann, 'addon.example').split('.');
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, email_verified: false })).toString('base64url');
    expect(await verify(`${head}.${forged}.${mac}`)).toBeNull();
  });

  test('unreachable keys are an error of ours that does not carry the token', async () => {
    const lost = createIdentityVerifier({ audience: 'addon.example', certsUrl: 'http://127.0.0.1:1/certs' });
    const token = issuer.issueIdToken(ann, 'addon.example');
    const error = await lost(token).catch((thrown: unknown) => String(thrown));
    expect(error).toMatch(/could not be read/);
    expect(error).not.toContain(token.slice(0, 30));
  });
});
