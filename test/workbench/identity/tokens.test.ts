import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OAuth2Client } from 'google-auth-library';
import { personNamed, UnknownPersonError } from '../../../workbench/identity/people.ts';
import { TokenIssuer } from '../../../workbench/identity/token-issuer.ts';
import { openRest } from '../rest/open-rest.ts';

let rest: Awaited<ReturnType<typeof openRest>>;
beforeAll(async () => {
  rest = await openRest();
});
afterAll(() => rest.close());

const verifier = () => new OAuth2Client({ endpoints: { oauth2FederatedSignonPemCertsUrl: `${rest.rootUrl}certs` } });

test('Google’s own verifier accepts the ID tokens, for their audience only', async () => {
  const anna = personNamed('anna');
  const idToken = rest.issuer.issueIdToken(anna, 'the-add-on');
  const ticket = await verifier().verifyIdToken({ idToken, audience: 'the-add-on' });
  expect(ticket.getPayload()).toMatchObject({
    sub: anna.sub,
    email: 'anna@workbench.local',
    email_verified: true,
    iss: 'https://accounts.google.com',
  });
  await expect(verifier().verifyIdToken({ idToken, audience: 'another' })).rejects.toThrow('Wrong recipient');
  const [head, , signature] = idToken.split('.');
  const forged = [head, Buffer.from('{"sub":"1"}').toString('base64url'), signature].join('.');
  await expect(verifier().verifyIdToken({ idToken: forged, audience: 'the-add-on' })).rejects.toThrow(
    'Invalid token signature',
  );
});

test('tokens outlive a restart, run out, and another workbench’s are refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'identity-'));
  let now = Date.now();
  const issuer = new TokenIssuer({ folder, now: () => now });
  const token = issuer.issueServiceAccountToken('A@accounts.workbench.local');
  const again = new TokenIssuer({ folder, now: () => now });
  expect(again.verifyAccessToken(token)).toMatchObject({ email: 'a@accounts.workbench.local', kind: 'service' });
  expect(rest.issuer.verifyAccessToken(token)).toBeNull();
  now += 3_600_001;
  expect(again.verifyAccessToken(token)).toBeNull();
});

test('a person is always the same, and names are plain', () => {
  expect(personNamed('Anna')).toEqual(personNamed('anna'));
  expect(personNamed('you').sub).toMatch(/^\d{21}$/);
  expect(() => personNamed('a b')).toThrow(UnknownPersonError);
});
