import { parse } from 'csv-parse/sync';
import yauzl from 'yauzl';
import { z } from 'zod';

export interface Archive {
  /** Sizes by name, manifest.csv among them. */
  readonly files: ReadonlyMap<string, number>;
  readonly manifest: readonly Readonly<Record<string, string>>[];
}

/** Reads a downloaded ZIP whole, so that a damaged entry is an error. */
export async function readArchive(file: string): Promise<Archive> {
  const files = new Map<string, number>();
  let manifest = '';
  const zip = await yauzl.openPromise(file);
  try {
    for await (const entry of zip.eachEntry()) {
      const parts: Buffer[] = [];
      for await (const part of await zip.openReadStreamPromise(entry)) parts.push(Buffer.from(part));
      const bytes = Buffer.concat(parts);
      if (files.has(entry.fileName)) throw new Error(`${entry.fileName} is in the ZIP twice.`);
      files.set(entry.fileName, bytes.length);
      if (entry.fileName === 'manifest.csv') manifest = bytes.toString('utf8');
    }
  } finally {
    zip.close();
  }
  return {
    files,
    manifest: z.array(z.record(z.string(), z.string())).parse(parse(manifest, { bom: true, columns: true })),
  };
}
