import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Keys that sign tokens and links. New signatures use the newest; all of them stay valid for reading. */
export interface SigningKeys {
  /** HMAC-SHA-256 of the text under the newest key, the first `bytes` of it; with the key's id. */
  sign(purpose: string, text: string, bytes?: number): { readonly keyId: string; readonly mac: string };
  verify(purpose: string, text: string, keyId: string, mac: string, bytes?: number): boolean;
}

/** Newest first. */
const FILE = z.array(z.strictObject({ id: z.string().regex(/^[a-z0-9]{6}$/), secret: z.string().min(40) })).min(1);

/** Keys in a file that only its owner may read, made at the first start, so that links outlive a restart. */
export function openSigningKeys(file: string): SigningKeys {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const first = [{ id: randomBytes(3).toString('hex'), secret: randomBytes(32).toString('base64url') }];
    const temporary = `${file}.${process.pid}.new`;
    writeFileSync(temporary, JSON.stringify(first), { mode: 0o600 });
    renameSync(temporary, file);
  }
  return signingKeys(FILE.parse(JSON.parse(readFileSync(file, 'utf8'))));
}

/** Keys by id, newest first. */
export function signingKeys(keys: readonly { readonly id: string; readonly secret: string }[]): SigningKeys {
  const [newest] = keys;
  if (!newest) throw new Error('There must be at least one signing key.');
  const mac = (secret: string, purpose: string, text: string, bytes: number) =>
    createHmac('sha256', secret).update(`${purpose}\n${text}`).digest().subarray(0, bytes);
  return {
    sign: (purpose, text, bytes = 32) => ({
      keyId: newest.id,
      mac: mac(newest.secret, purpose, text, bytes).toString('base64url'),
    }),
    verify(purpose, text, keyId, given, bytes = 32) {
      const key = keys.find((one) => one.id === keyId);
      if (!key) return false;
      const expected = mac(key.secret, purpose, text, bytes);
      const found = Buffer.from(given, 'base64url');
      // A shorter spelling of the same bytes would be a second name for one thing.
      return found.length === bytes && found.toString('base64url') === given && timingSafeEqual(found, expected);
    },
  };
}
