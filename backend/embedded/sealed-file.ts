import type { FileHandle } from 'node:fs/promises';
import type { FileMeta } from '../ports.ts';

/**
 * A stored file is its bytes, then its facts as JSON, then a footer of 8 bytes: the JSON's length (32 bits, big endian)
 * and a mark. One file, so that one flush and one rename make bytes and facts safe together.
 */
const MARK = 0x52534631; // "RSF1"
const FOOTER_BYTES = 8;
const LONGEST_FACTS = 1024 * 1024;

/** What is appended to the bytes. */
export function sealOf(meta: FileMeta): Uint8Array {
  const facts = Buffer.from(JSON.stringify(meta), 'utf8');
  const footer = Buffer.alloc(FOOTER_BYTES);
  footer.writeUInt32BE(facts.length, 0);
  footer.writeUInt32BE(MARK, 4);
  return Buffer.concat([facts, footer]);
}

/** Reads facts and the number of bytes before them. Throws where the file was not written by this store. */
export async function readSeal(handle: FileHandle, path: string): Promise<FileMeta & { readonly bytes: number }> {
  const { size } = await handle.stat();
  const footer = Buffer.alloc(FOOTER_BYTES);
  if (size >= FOOTER_BYTES) await handle.read(footer, 0, FOOTER_BYTES, size - FOOTER_BYTES);
  const length = footer.readUInt32BE(0);
  if (footer.readUInt32BE(4) !== MARK || length > LONGEST_FACTS || length + FOOTER_BYTES > size) {
    throw new Error(`${path} is not a file of Rowshot's store, or it was changed by something else.`);
  }
  const facts = Buffer.alloc(length);
  const bytes = size - FOOTER_BYTES - length;
  await handle.read(facts, 0, length, bytes);
  const meta = JSON.parse(facts.toString('utf8')) as FileMeta;
  return { ...meta, bytes };
}
