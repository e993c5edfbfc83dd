import { isUtf8 } from 'node:buffer';

/**
 * Text of a file whose encoding nobody declared: UTF-8 or UTF-16 by byte order mark, UTF-16 without one by its zero
 * bytes, UTF-8 where it is valid or nearly so, else Windows-1252 (what spreadsheets of western Windows save).
 */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return new TextDecoder('utf-8').decode(bytes.subarray(3));
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes.subarray(2));
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  const [evenZeros, oddZeros] = countZeros(bytes.subarray(0, 4096));
  const sample = Math.min(bytes.length, 4096) / 2;
  if (oddZeros > sample * 0.4 && evenZeros < sample * 0.05) return new TextDecoder('utf-16le').decode(bytes);
  if (evenZeros > sample * 0.4 && oddZeros < sample * 0.05) return new TextDecoder('utf-16be').decode(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  return isUtf8(bytes) || isNearlyUtf8(text) ? text : new TextDecoder('windows-1252').decode(bytes);
}

/** One broken byte must not turn every accent of a UTF-8 file into two letters: what decoded well outweighs it. */
function isNearlyUtf8(text: string): boolean {
  let broken = 0;
  let whole = 0;
  for (const char of text) {
    if (char === '\ufffd') broken += 1;
    else if (char > '\u007f') whole += 1;
  }
  return whole > broken * 4;
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function countZeros(bytes: Uint8Array): [even: number, odd: number] {
  let even = 0;
  let odd = 0;
  bytes.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  return [even, odd];
}
