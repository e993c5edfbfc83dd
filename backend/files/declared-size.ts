import { promisify } from 'node:util';
import yauzl from 'yauzl';

const fromBuffer = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

/** Bytes that a ZIP says it inflates to, by its own directory: told before anything is inflated. */
export async function declaredZipSize(bytes: Uint8Array): Promise<number> {
  const zip = await fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true });
  return new Promise<number>((resolve, reject) => {
    let total = 0;
    zip.on('entry', (entry: yauzl.Entry) => {
      total += entry.uncompressedSize;
      zip.readEntry();
    });
    zip.once('end', () => resolve(total));
    zip.once('error', reject);
    zip.readEntry();
  });
}
