import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  timingSafeEqual,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Person } from './people.ts';

/** The issuer named in ID tokens, as Google's. */
const ISSUER = 'https://accounts.google.com';
const HOUR = 3600;

const accessSchema = z.strictObject({ email: z.string(), exp: z.number(), kind: z.enum(['person', 'service']) });

/** Who a bearer token belongs to. */
export type AccessTokenOwner = {
  readonly email: string;
  readonly kind: 'person' | 'service';
  readonly expiresAt: number;
};

export type TokenIssuerOptions = {
  /** Where the signing key is kept, so that tokens outlive a restart. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

/** Issues what Google would: ID tokens of people, access tokens of people and of service accounts. */
export class TokenIssuer {
  private readonly privateKey: KeyObject;
  private readonly publicPem: string;
  private readonly keyId: string;
  private readonly secret: Buffer;
  private readonly now: () => number;

  constructor(options: TokenIssuerOptions) {
    this.now = options.now ?? Date.now;
    this.privateKey = loadKey(options.folder);
    this.publicPem = createPublicKey(this.privateKey).export({ type: 'spki', format: 'pem' }).toString();
    this.keyId = createHash('sha256').update(this.publicPem).digest('hex').slice(0, 40);
    const pkcs8 = this.privateKey.export({ type: 'pkcs8', format: 'der' });
    this.secret = createHash('sha256').update('access tokens').update(pkcs8).digest();
  }

  /** What `/certs` answers: `{ keyId: PEM }`, the shape of Google's federated sign-on certificates. */
  certificates(): { readonly [keyId: string]: string } {
    return { [this.keyId]: this.publicPem };
  }

  /** An ID token as `ScriptApp.getIdentityToken()` returns it, good for an hour. */
  issueIdToken(person: Person, audience: string): string {
    const issuedAt = Math.floor(this.now() / 1000);
    const claims = {
      iss: ISSUER,
      azp: audience,
      aud: audience,
      sub: person.sub,
      email: person.email,
      email_verified: true,
      iat: issuedAt,
      exp: issuedAt + HOUR,
    };
    const head = encode({ alg: 'RS256', kid: this.keyId, typ: 'JWT' });
    const text = `${head}.${encode(claims)}`;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), this.privateKey).toString('base64url')}`;
  }

  /** An access token of a person, as `ScriptApp.getOAuthToken()` returns it, good for an hour. */
  issuePersonToken(person: Person): string {
    return this.issueAccessToken(person.email, 'person', HOUR);
  }

  /** An access token for the REST API as the service account of that e-mail, good for an hour unless said otherwise. */
  issueServiceAccountToken(email: string, seconds = HOUR): string {
    return this.issueAccessToken(email, 'service', seconds);
  }

  /** Whose access token this is; null when it is not ours or has run out. */
  verifyAccessToken(token: string): AccessTokenOwner | null {
    const [mark, body, signature] = token.split('.');
    if (mark !== 'workbench' || body === undefined || signature === undefined) return null;
    const expected = this.signAccess(body);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const { email, exp, kind } = accessSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
    return exp * 1000 > this.now() ? { email, kind, expiresAt: exp * 1000 } : null;
  }

  private issueAccessToken(email: string, kind: 'person' | 'service', seconds: number): string {
    const body = encode({ email: email.toLowerCase(), exp: Math.floor(this.now() / 1000) + seconds, kind });
    return `workbench.${body}.${this.signAccess(body).toString('base64url')}`;
  }

  private signAccess(body: string): Buffer {
    return createHmac('sha256', this.secret).update(body).digest();
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function loadKey(folder: string): KeyObject {
  const path = join(folder, 'signing-key.pem');
  if (existsSync(path)) return createPrivateKey(readFileSync(path));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return privateKey;
}
