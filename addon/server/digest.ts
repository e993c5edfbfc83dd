/** SHA-256 of the text's UTF-8 bytes, signed as Apps Script gives them. */
export function sha256Bytes(text: string): number[] {
  return Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8);
}

/** SHA-256 of the text's UTF-8 bytes, as lower-case hex. */
export function sha256Hex(text: string): string {
  let hex = '';
  for (const byte of sha256Bytes(text)) hex += (byte & 255).toString(16).padStart(2, '0');
  return hex;
}
