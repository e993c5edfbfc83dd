import { Worker } from 'node:worker_threads';
import type { Cell } from '../../shared/cell.ts';
import { FileError } from './file-error.ts';
import { refuseForeignZip } from './tell-kind.ts';
import { readZipDirectory, type ZipDirectory } from './zip-directory.ts';

export interface WorkbookJob {
  readonly format: 'xlsx' | 'xls';
  readonly bytes: Uint8Array;
}

export interface WorkbookTab {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

export type WorkbookAnswer =
  | { readonly ok: true; readonly tabs: readonly WorkbookTab[] }
  | { readonly ok: false; readonly why: string };

/** A 392 KB file was seen to inflate to 400 MB; 50,000 rows of a catalogue stay below 100 MB. */
const MAX_INFLATED_BYTES = 256_000_000;
const WORKER_MEMORY_MB = 1024;
const MAX_MS = 60_000;

/**
 * Reads the visible tabs of an XLSX or XLS file.
 *
 * @throws FileError for a file that is damaged, encrypted or would not fit in memory.
 */
export async function readWorkbook(job: WorkbookJob, name: string): Promise<readonly WorkbookTab[]> {
  if (job.format === 'xlsx') await refuseZip(job.bytes, name);
  const worker = new Worker(workerFile(), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
  });
  const timer = setTimeout(() => void worker.terminate(), MAX_MS);
  try {
    const answer = await new Promise<WorkbookAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (cause) => reject(unreadable(name, cause.message, cause)));
      worker.once('exit', () => reject(unreadable(name, `it took longer than ${MAX_MS / 1000} s`)));
    });
    if (!answer.ok) throw unreadable(name, answer.why);
    return answer.tabs;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

async function refuseZip(bytes: Uint8Array, name: string): Promise<void> {
  let directory: ZipDirectory;
  try {
    directory = await readZipDirectory(bytes);
  } catch (error) {
    throw unreadable(name, error instanceof Error ? error.message : String(error), error);
  }
  refuseForeignZip(directory.names, name);
  if (directory.inflatedBytes > MAX_INFLATED_BYTES) {
    const megabytes = Math.round(directory.inflatedBytes / 1e6);
    throw new FileError(
      `${name} would take ${megabytes} MB when unpacked; at most ${MAX_INFLATED_BYTES / 1e6} MB are read. Split it, or save it as CSV.`,
    );
  }
}

function unreadable(name: string, why: string, cause?: unknown): FileError {
  return new FileError(
    `${name} could not be read: ${why.replace(/\.+$/, '')}. Open it in a spreadsheet and save it again, or save it as CSV.`,
    { cause },
  );
}

// The same file runs as source and, once built, as JavaScript.
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './workbook-worker.ts' : './workbook-worker.js', import.meta.url);
}
