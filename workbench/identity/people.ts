import { createHash } from 'node:crypto';

/** Someone who uses the workbench. `sub` is what ID tokens name them by, as Google's 21 digits. */
export type Person = { readonly name: string; readonly sub: string; readonly email: string };

/** The one who opens the page without saying who they are. */
export const DEFAULT_PERSON = 'you';

const DOMAIN = 'workbench.local';

/** A name that cannot be a person's. The message is for people. */
export class UnknownPersonError extends Error {
  override name = 'UnknownPersonError';
}

/**
 * The person of that name; everybody has one always the same `sub` and e-mail.
 * @throws UnknownPersonError unless the name is 1 – 30 letters, digits, dots, dashes or underscores
 */
export function personNamed(name: string): Person {
  const plain = name.toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{0,29}$/.test(plain)) {
    throw new UnknownPersonError(
      `"as=${name}" names nobody: use 1 to 30 letters, digits, dots, dashes or underscores.`,
    );
  }
  const digest = createHash('sha256').update(`person:${plain}`).digest().readBigUInt64BE();
  return { name: plain, sub: `1${digest.toString().padStart(20, '0')}`, email: `${plain}@${DOMAIN}` };
}

/** The service account of that name: `rowshot` → `rowshot@accounts.workbench.local`. */
export function serviceAccountEmail(name: string): string {
  return `${name}@accounts.${DOMAIN}`;
}

export function isServiceAccount(email: string): boolean {
  return email.toLowerCase().endsWith(`@accounts.${DOMAIN}`) || email.toLowerCase().endsWith('.gserviceaccount.com');
}
