import net from 'node:net';
import { RowError } from '../../shared/errors.ts';
import { isPublicAddress } from './public-address.ts';

/** `host:port` pairs that the operator allows although they are not public, e.g. `127.0.0.1:8080`. */
export type AllowedHosts = ReadonlySet<string>;

export interface CheckedUrl {
  readonly url: URL;
  /** The operator listed this host and port, so that its address need not be public. */
  readonly allowed: boolean;
}

/**
 * Refuses every URL that must never be connected to, before any name is looked up. Called again on each redirect.
 *
 * @throws RowError bad_input, naming what was found and what is allowed.
 */
export function checkUrl(raw: string | URL, allowedHosts: AllowedHosts): CheckedUrl {
  const shown = String(raw).length > 200 ? `${String(raw).slice(0, 200)}…` : String(raw);
  const refuse = (why: string) => new RowError('bad_input', `“${shown}” ${why}`);
  const url = URL.parse(String(raw));
  if (!url) throw refuse('is not a web address. Use a link that starts with https:// or upload the picture.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refuse(`starts with ${url.protocol}, which Rowshot does not read. Use an http or https link.`);
  }
  if (url.username || url.password) {
    throw refuse('carries a user name or password. Use a link that opens without a login.');
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (allowedHosts.has(`${host}:${port}`)) return { url, allowed: true };
  if (port !== '80' && port !== '443') {
    throw refuse(`uses port ${port}. Only ports 80 and 443 are read.`);
  }
  // An IP literal is never looked up, so that the check at connect time would not see it.
  if (net.isIP(host) !== 0 && !isPublicAddress(host)) throw refuse(privateAddress(host));
  return { url, allowed: false };
}

/** Why a non-public address is refused, as the end of a sentence. */
export function privateAddress(address: string): string {
  return `leads to ${address}, which is not a public address. Use a public link or upload the picture.`;
}
