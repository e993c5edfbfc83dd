import type { ValueReading } from './value-reading.ts';

/** A file name, with `/` for folders; it may not leave the folder of the results. */
export function readFileName(text: string): ValueReading<string> {
  const value = text.trim();
  const parts = value.split(/[/\\]/);
  const bad = parts.some((part) => part.trim() === '..' || part.trim() === '.') || /^([/\\]|[a-z]:)/i.test(value);
  return bad
    ? { ok: false, allowed: 'must be a name such as chair or chairs/red, without .. and not from the root' }
    : { ok: true, value };
}
