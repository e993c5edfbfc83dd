import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another live process runs batches in the data folder. */
export class FolderInUseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FolderInUseError';
  }
}

/**
 * Takes the data folder for this process alone. The lock is an open exclusive transaction: the operating system frees
 * it when the process ends, however it ends. The file beside it only tells people who has it.
 */
export function lockFolder(folder: string): { release(): void } {
  const owner = join(folder, 'lock-owner.txt');
  const db = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!/locked|busy/i.test(String(error))) throw error;
    throw new FolderInUseError(
      `Another Rowshot (${ownerOf(owner)}) is running batches in ${folder}. Wait until it is done, stop it, or set ROWSHOT_DATA to another folder.`,
    );
  }
  writeFileSync(owner, `process ${process.pid}, started ${new Date().toISOString()}`);
  return {
    release() {
      if (!db.isOpen) return;
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

function ownerOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim() || 'process unknown';
  } catch {
    return 'process unknown';
  }
}
