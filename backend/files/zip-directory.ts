import { promisify } from 'node:util';
import yauzl from 'yauzl';

const fromBuffer = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

/** What a ZIP says of itself in its own directory: told before anything is inflated. */
export interface ZipDirectory {
  /** Bytes that all entries inflate to. */
  readonly inflatedBytes: number;
  readonly names: ReadonlySet<string>;
}

/** @throws Error for bytes that are no whole ZIP. */
export async function readZipDirectory(bytes: Uint8Array): Promise<ZipDirectory> {
  const zip = await fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true });
  return new Promise<ZipDirectory>((resolve, reject) => {
    let inflatedBytes = 0;
    const names = new Set<string>();
    zip.on('entry', (entry: yauzl.Entry) => {
      inflatedBytes += entry.uncompressedSize;
      names.add(entry.fileName);
      zip.readEntry();
    });
    zip.once('end', () => resolve({ inflatedBytes, names }));
    zip.once('error', reject);
    zip.readEntry();
  });
}
