import type { Request } from 'express';
import { mayUse } from '../access/may-use.ts';
import type { Caller } from '../ports.ts';
import { HttpError } from './answer-errors.ts';
import type { AppDeps } from './app-deps.ts';

function bearerToken(request: Request): string {
  const [scheme, token, ...rest] = (request.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) {
    throw new HttpError(401, 'unauthenticated', 'Sign in first: this call needs a bearer token.');
  }
  return token;
}

/** The caller of a session token. */
export function sessionCaller({ tokens, config }: AppDeps): (request: Request) => Promise<Caller> {
  return async (request) => {
    const caller = tokens.verify(bearerToken(request));
    if (!caller || !mayUse(caller.email, config.allowed)) {
      throw new HttpError(401, 'unauthenticated', 'The session has run out or is not valid; open the sidebar again.');
    }
    return caller;
  };
}

/** The person of an ID token; which spreadsheet is not said yet. */
export function identityCaller({ identify, config }: AppDeps): (request: Request) => Promise<Caller> {
  return async (request) => {
    const token = bearerToken(request);
    if (identify === null) {
      throw new HttpError(503, 'not_configured', 'Sign-in is not configured here: set ROWSHOT_IDENTITY_AUDIENCE.');
    }
    const identity = await identify(token);
    if (!identity) throw new HttpError(401, 'unauthenticated', 'Google did not confirm who you are; sign in again.');
    if (!mayUse(identity.email, config.allowed)) {
      throw new HttpError(403, 'forbidden', `${identity.email} may not use this Rowshot; ask who runs it.`);
    }
    return { ...identity, space: `private:${identity.sub}:`, spreadsheetId: null, proved: false };
  };
}
