/**
 * Which tabs of an XLS file are hidden: the reader of these files does not tell. Each tab has a BOUNDSHEET record:
 * position (4 bytes), hidden or not (0: visible), kind, then its name with length and a flag for two bytes a letter.
 *
 * @param bytes the whole file; the records lie in one piece except in badly fragmented files, whose tabs then all count
 * as visible
 */
export function hiddenXlsTabs(bytes: Uint8Array, names: readonly string[]): ReadonlySet<string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Set(names.filter((name) => stateOf(file, name) !== 0));
}

function stateOf(file: Buffer, name: string): number {
  for (const wide of [false, true]) {
    const letters = Buffer.from(name, wide ? 'utf16le' : 'latin1');
    const tail = Buffer.concat([Buffer.from([name.length, wide ? 1 : 0]), letters]);
    const size = 6 + tail.length;
    for (let at = file.indexOf(tail); at !== -1; at = file.indexOf(tail, at + 1)) {
      const start = at - 10;
      if (start >= 0 && file.readUInt16LE(start) === 0x85 && file.readUInt16LE(start + 2) === size) {
        return file.readUInt8(at - 2) & 3;
      }
    }
  }
  return 0;
}
