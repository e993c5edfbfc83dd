import type { SigningKeys } from './signing-keys.ts';

/** 128 bits. */
const MAC_BYTES = 16;

export interface LinkTarget {
  /** Key in the file store. */
  readonly file: string;
  readonly linkVersion: number;
}

export interface ResultLinks {
  /** The whole address: it ends in the file's name. */
  url(target: LinkTarget, name: string): string;
  /** null: not signed by us. */
  read(key: string): LinkTarget | null;
}

/** Links to result files: key id, link version, file and HMAC; the permission is the link itself. */
export function createResultLinks(keys: SigningKeys, publicUrl: string): ResultLinks {
  return {
    url({ file, linkVersion }, name) {
      const body = `${linkVersion.toString(36)}.${Buffer.from(file).toString('base64url')}`;
      const { keyId, mac } = keys.sign('result', body, MAC_BYTES);
      return `${publicUrl}/r/${keyId}.${body}.${mac}/${linkName(name)}`;
    },
    read(key) {
      const [keyId, version, file, mac, ...rest] = key.split('.');
      if (!keyId || !version || !file || !mac || rest.length > 0) return null;
      if (!keys.verify('result', `${version}.${file}`, keyId, mac, MAC_BYTES)) return null;
      return { file: Buffer.from(file, 'base64url').toString(), linkVersion: Number.parseInt(version, 36) };
    },
  };
}

/** A file's name as the last part of a link: its folders are left out. */
export function linkName(name: string): string {
  const last = name.split('/').at(-1) ?? '';
  return encodeURIComponent(last === '' || last === '.' || last === '..' ? 'image' : last);
}

/** Kind, key and name of one of our own links; null: the address is not ours. */
export function parseOwnLink(
  raw: string,
  hosts: readonly string[],
): { readonly kind: 'upload' | 'result'; readonly key: string } | null {
  const url = URL.parse(raw);
  if (!url || !hosts.includes(url.origin)) return null;
  const [, kind, key] = /^\/([ur])\/([\w.-]+)(?:\/[^/]*)?$/.exec(url.pathname) ?? [];
  if (kind === undefined || key === undefined) return null;
  return { kind: kind === 'u' ? 'upload' : 'result', key };
}
