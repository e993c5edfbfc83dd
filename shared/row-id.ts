const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 26;

/**
 * The row id that belongs to a key (SKU): the first 26 letters (130 bits) of base32(SHA-256(key)), lower case. `sha256`
 * answers the digest of the text's UTF-8 bytes; signed bytes, as Apps Script gives them, are fine.
 */
export function rowIdFromKey(key: string, sha256: (text: string) => ArrayLike<number>): string {
  return base32(sha256(key));
}

/** A row id of at least 17 random bytes (130 of their bits). */
export function newRowId(randomBytes: ArrayLike<number>): string {
  return base32(randomBytes);
}

/** Whether the text could be one of our row ids. */
export function isRowId(text: string): boolean {
  return /^[a-z2-7]{26}$/.test(text);
}

function base32(bytes: ArrayLike<number>): string {
  if (bytes.length * 8 < LENGTH * 5) throw new Error(`A row id needs 17 bytes; here are ${bytes.length}.`);
  let letters = '';
  let bits = 0;
  let held = 0;
  for (let index = 0; letters.length < LENGTH; index++) {
    bits = (bits << 8) | ((bytes[index] ?? 0) & 255);
    held += 8;
    while (held >= 5 && letters.length < LENGTH) {
      held -= 5;
      letters += BASE32[(bits >> held) & 31];
    }
    bits &= (1 << held) - 1;
  }
  return letters;
}
