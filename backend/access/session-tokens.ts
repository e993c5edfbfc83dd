import { z } from 'zod';
import type { Caller, Clock } from '../ports.ts';
import type { SigningKeys } from './signing-keys.ts';

/** A session lasts this long (ms). */
export const SESSION_MS = 15 * 60 * 1000;

const CLAIMS = z.strictObject({
  sub: z.string(),
  email: z.string(),
  sheet: z.string(),
  proved: z.boolean(),
  exp: z.number(),
});

export interface SessionTokens {
  issue(session: { sub: string; email: string; spreadsheetId: string; proved: boolean }): {
    readonly token: string;
    readonly expiresAt: number;
  };
  /** null: forged, cut or run out. */
  verify(token: string): Caller | null;
}

/** Tokens for one person and one spreadsheet, signed by us and checked without a look-up. */
export function createSessionTokens(keys: SigningKeys, clock: Clock): SessionTokens {
  return {
    issue({ sub, email, spreadsheetId, proved }) {
      const expiresAt = clock.now() + SESSION_MS;
      const claims = { sub, email, sheet: spreadsheetId, proved, exp: expiresAt };
      const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
      const { keyId, mac } = keys.sign('session', body);
      return { token: `rs1.${keyId}.${body}.${mac}`, expiresAt };
    },
    verify(token) {
      const [kind, keyId, body, mac, ...rest] = token.split('.');
      if (kind !== 'rs1' || !keyId || !body || !mac || rest.length > 0) return null;
      if (!keys.verify('session', body, keyId, mac)) return null;
      const claims = CLAIMS.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
      return claims.exp > clock.now() ? callerOf(claims.sub, claims.email, claims.sheet, claims.proved) : null;
    },
  };
}

/** Whose batches a caller sees: the spreadsheet's where edit access was proved, else the caller's own. */
export function callerOf(sub: string, email: string, spreadsheetId: string, proved: boolean): Caller {
  const space = proved ? `sheet:${spreadsheetId}` : `private:${sub}:${spreadsheetId}`;
  return { sub, email, space, spreadsheetId, proved };
}
