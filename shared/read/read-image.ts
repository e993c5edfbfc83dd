import { visibleText } from './tidy-text.ts';
import type { ValueReading } from './value-reading.ts';

/**
 * One picture: an http(s) link, an upload's link, or a file's name or path (blanks allowed). Whether it exists and is an
 * image is seen when it is fetched.
 */
export function readImage(text: string): ValueReading<string> {
  const plain = text.trim();
  const bare = visibleText(plain)
    .replace(/^["'“”„«»‘’<]+|["'“”„«»‘’>]+$/g, '')
    .trim();
  const value = /^www\.[^\s/]+\.\w/i.test(bare) ? `https://${bare}` : bare;
  const links = value.match(/https?:\/\/[^/\s?#]/gi) ?? [];
  if (links.length > 1 && /[\s,;|]https?:\/\//i.test(value)) {
    return {
      ok: false,
      allowed: `must hold one picture; here are ${links.length} links, so give each a row of its own`,
    };
  }
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(value)?.[1]?.toLowerCase();
  const drive = scheme !== undefined && scheme.length === 1;
  if (scheme !== undefined && !drive && scheme !== 'http' && scheme !== 'https') {
    return {
      ok: false,
      allowed: `must be a link that starts with https:// or http://, an upload or a file name, not ${scheme}:`,
    };
  }
  if (value === '' || (scheme !== undefined && !drive && links.length === 0)) {
    return { ok: false, allowed: 'must be a whole link such as https://example.com/chair.jpg' };
  }
  return value === plain ? { ok: true, value } : { ok: true, value, readAs: value };
}
