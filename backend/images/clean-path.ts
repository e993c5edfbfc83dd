// Refused by Windows in any letter case, with or without an extension.
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const SEGMENT_LENGTH = 120;
/** File systems take 255 bytes; `-2`, `_v2` and the extension must fit behind. */
const SEGMENT_BYTES = 200;
const MAX_DEPTH = 8;

/**
 * A relative path that every file system and ZIP reader takes: `/` separates folders; control characters and
 * `<>:"\|?*` become `-`; no segment is empty, `.`, `..`, reserved, longer than 120 characters or 200 bytes, or ends in a dot or blank.
 * `image` where nothing is left.
 */
export function cleanPath(path: string): string {
  const segments = path.split('/').map(cleanSegment).filter(Boolean);
  return segments.slice(-MAX_DEPTH).join('/') || 'image';
}

function cleanSegment(segment: string): string {
  const cleaned = segment
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go
    .replace(/[\u0000-\u001f\u007f-\u009f<>:"\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '-')
    .replace(/\s+/g, ' ');
  const short = shorten(cleaned);
  const trimmed = short.replace(/^[\s.]+|[\s._-]+$/g, '').replace(/^[\s]+/, '');
  return RESERVED.test(trimmed) ? `_${trimmed}` : trimmed;
}

function shorten(text: string): string {
  let [short, bytes] = ['', 0];
  for (const character of [...text].slice(0, SEGMENT_LENGTH)) {
    bytes += Buffer.byteLength(character);
    if (bytes > SEGMENT_BYTES) break;
    short += character;
  }
  return short;
}
