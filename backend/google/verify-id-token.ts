import { OAuth2Client } from 'google-auth-library';

/** Who an ID token belongs to. */
export interface Identity {
  /** Google's number for the account; never the e-mail, which can change hands. */
  readonly sub: string;
  readonly email: string;
}

/** Answers who it is, or null: forged, run out, made for somebody else, or with an e-mail that is not verified. */
export type IdentityVerifier = (idToken: string) => Promise<Identity | null>;

/**
 * Checks Google ID tokens (signature, issuer, audience, expiry, verified e-mail). `certsUrl`: other keys than Google's.
 * The library's messages carry the whole token, so none of them is passed on.
 */
export function createIdentityVerifier(options: {
  readonly audience: string;
  readonly certsUrl: string | null;
}): IdentityVerifier {
  const client = new OAuth2Client(
    options.certsUrl === null ? {} : { endpoints: { oauth2FederatedSignonPemCertsUrl: options.certsUrl } },
  );
  return async (idToken) => {
    try {
      const ticket = await client.verifyIdToken({ idToken, audience: options.audience });
      const payload = ticket.getPayload();
      if (!payload?.sub || !payload.email || payload.email_verified !== true) return null;
      return { sub: payload.sub, email: payload.email.toLowerCase() };
    } catch (error) {
      if (isUnreachable(error)) throw new Error('The keys that ID tokens are checked with could not be read.');
      return null;
    }
  };
}

/** Failing to read the certificates says nothing about the token. */
function isUnreachable(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Failed to retrieve verification certificates');
}
