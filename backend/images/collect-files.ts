import { Readable } from 'node:stream';
import type { BatchRecord, FileStore, OutputRecord, RowRecord } from '../ports.ts';
import { extensionFor } from './extensions.ts';
import { type ManifestLine, manifestCsv } from './manifest.ts';
import { versionedName } from './name-files.ts';
import type { ZipEntry } from './write-zip.ts';

/** One finished picture and the name under which a person takes it away. */
export interface CollectedFile {
  readonly name: string;
  readonly key: string;
}

/** The pictures of finished rows with their names, in row order, and a manifest line for every output and row. */
export interface Collected {
  readonly files: readonly CollectedFile[];
  readonly lines: readonly ManifestLine[];
}

/** Decides what a ZIP or folder of these rows holds; a snapshot of the rows as given. */
export function collectFiles(rows: readonly RowRecord[]): Collected {
  const files: CollectedFile[] = [];
  const lines: ManifestLine[] = [];
  const taken = new Set<string>();
  for (const row of [...rows].sort((a, b) => a.number - b.number)) {
    const status = manifestStatus(row);
    for (const output of row.outputs) {
      const name = output.file === null ? '' : freeName(row, output, taken);
      if (output.file !== null) files.push({ name, key: output.file });
      lines.push({ row, status, output, file: name });
    }
    // A row that failed half-way keeps its pictures and still says why it failed.
    if (row.outputs.length === 0) lines.push({ row, status, output: null, file: '' });
  }
  return { files, lines };
}

/** The entries of a batch's ZIP: every picture, then manifest.csv; nothing else. */
export async function* zipEntries(batch: BatchRecord, collected: Collected, store: FileStore): AsyncIterable<ZipEntry> {
  for (const file of collected.files) yield { name: file.name, open: () => store.open(file.key) };
  yield { name: 'manifest.csv', open: async () => Readable.from(manifestCsv(batch, collected.lines)) };
}

/** The name fixed at Start; counted up only where a version's `_v2` meets a name that somebody typed. */
function freeName(row: RowRecord, output: OutputRecord, taken: Set<string>): string {
  const base = versionedName(row.names[output.n - 1] ?? output.name, output.version);
  const extension = extensionFor(output.mediaType);
  let name = `${base}.${extension}`;
  for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${base}-${k}.${extension}`;
  taken.add(name.toLowerCase());
  return name;
}

function manifestStatus(row: RowRecord): ManifestLine['status'] {
  switch (row.state.kind) {
    case 'completed':
    case 'failed':
    case 'cancelled':
      return row.state.kind;
    default:
      return 'stopped';
  }
}
