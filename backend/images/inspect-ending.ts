import type { InputMediaType } from './inspect-signature.ts';

/**
 * Whether a file ends before its picture does, told from its structure alone (no decoding). Formats without a cheap
 * sign of an early end (TIFF, AVIF) answer false; decoding finds those.
 */
export function endsEarly(bytes: Uint8Array, mediaType: InputMediaType): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (mediaType) {
    case 'image/jpeg':
      return !jpegEnds(bytes, view);
    case 'image/png':
      return !pngEnds(bytes, view);
    case 'image/webp':
      return bytes.length < 12 || view.getUint32(4, true) + 8 > bytes.length + 1;
    case 'image/gif':
    case 'image/tiff':
    case 'image/avif':
      return false;
  }
}

/** Walks the markers up to the start of the scan; an end marker must follow, wherever (cameras append data). */
function jpegEnds(bytes: Uint8Array, view: DataView): boolean {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return scanEnds(bytes, at);
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) return scanEnds(bytes, at + 2);
    at += 2 + view.getUint16(at + 2);
  }
  return false;
}

function scanEnds(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at >= from; at -= 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

/** Hops from chunk to chunk; each must be whole, and IEND must come. */
function pngEnds(bytes: Uint8Array, view: DataView): boolean {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + view.getUint32(at);
    if (view.getUint32(at + 4) === 0x49454e44) return true;
    at = next;
  }
  return false;
}
