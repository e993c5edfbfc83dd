import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mayUse } from '../../../backend/access/may-use.ts';
import { createResultLinks, parseOwnLink } from '../../../backend/access/result-links.ts';
import { createSessionTokens, SESSION_MS } from '../../../backend/access/session-tokens.ts';
import { signingKeys } from '../../../backend/access/signing-keys.ts';
import { createManualClock } from '../../../backend/embedded/manual-clock.ts';

const OLD = { id: 'aaaaaa', secret: 'o'.repeat(43) };
const NEW = { id: 'bbbbbb', secret: 'n'.repeat(43) };
const ANN = { sub: 'sub-ann', email: 'ann@example.com', spreadsheetId: 'S', proved: true };

describe('session tokens', () => {
  test('say who, for which spreadsheet, and end after 15 minutes', async () => {
    const clock = createManualClock(1_000_000);
    const tokens = createSessionTokens(signingKeys([NEW]), clock);
    const { token, expiresAt } = tokens.issue(ANN);
    expect(expiresAt - clock.now()).toBe(SESSION_MS);
    expect(tokens.verify(token)).toEqual({
      sub: 'sub-ann',
      email: 'ann@example.com',
      space: 'sheet:S',
      spreadsheetId: 'S',
      proved: true,
    });
    await clock.advance(SESSION_MS);
    expect(tokens.verify(token)).toBeNull();
  });

  test('without proof the space is the person’s own', () => {
    const tokens = createSessionTokens(signingKeys([NEW]), createManualClock(1_000_000));
    expect(tokens.verify(tokens.issue({ ...ANN, proved: false }).token)?.space).toBe('private:sub-ann:S');
  });

  test('no changed character is accepted', () => {
    const tokens = createSessionTokens(signingKeys([NEW]), createManualClock(1_000_000));
    const { token } = tokens.issue(ANN);
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'abAB01-_.'), (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect(changed === token || tokens.verify(changed) === null).toBe(true);
      }),
    );
  });
});

describe('result links', () => {
  const target = { file: 'outputs/batch/row/1/2', linkVersion: 3 };

  test('end in the file’s name and are read back', () => {
    const links = createResultLinks(signingKeys([NEW]), 'https://x.example');
    const url = links.url(target, 'mugs/Red mug #1.png');
    expect(url).toMatch(/^https:\/\/x\.example\/r\/[\w.-]+\/Red%20mug%20%231\.png$/);
    const own = parseOwnLink(url, ['https://x.example']);
    expect(own?.kind).toBe('result');
    expect(links.read(own?.key ?? '')).toEqual(target);
    expect(parseOwnLink(url, ['https://y.example'])).toBeNull();
  });

  test('old keys stay valid for reading', () => {
    const url = createResultLinks(signingKeys([OLD]), 'https://x.example').url(target, 'a.png');
    const key = parseOwnLink(url, ['https://x.example'])?.key ?? '';
    expect(createResultLinks(signingKeys([NEW, OLD]), 'https://x.example').read(key)).toEqual(target);
    expect(createResultLinks(signingKeys([NEW]), 'https://x.example').read(key)).toBeNull();
  });

  test('another version or file is another signature', () => {
    const links = createResultLinks(signingKeys([NEW]), 'https://x.example');
    const key = parseOwnLink(links.url(target, 'a.png'), ['https://x.example'])?.key ?? '';
    const [id, , file, mac] = key.split('.');
    expect(links.read(`${id}.4.${file}.${mac}`)).toBeNull();
    expect(links.read(`${id}.3.${Buffer.from('outputs/other').toString('base64url')}.${mac}`)).toBeNull();
  });
});

test('who may use it is told by address or whole domain', () => {
  const allowed = ['ann@example.com', 'shop.example'];
  expect(mayUse('Ann@Example.com', allowed)).toBe(true);
  expect(mayUse('bob@shop.example', allowed)).toBe(true);
  expect(mayUse('bob@example.com', allowed)).toBe(false);
  expect(mayUse('eve@evilshop.example', allowed)).toBe(false);
  expect(mayUse('eve@x@evil.example', allowed)).toBe(false);
});
