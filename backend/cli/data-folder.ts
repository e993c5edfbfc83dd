import { readConfig } from '../config.ts';
import { Refusal } from './exit-codes.ts';
import { fromPersonFolder } from './person-folder.ts';

/** Where batches and their results are kept, absolute. */
export function dataFolder(): string {
  return fromPersonFolder(readConfig(process.env).dataDir);
}

/** What the disk or the database says, as a sentence that names the folder; other errors come back as they are. */
export function explainDataFolder(folder: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const ofDisk = 'syscall' in error || ('code' in error && error.code === 'ERR_SQLITE_ERROR');
  if (!ofDisk) return error;
  return new Refusal(
    `The data folder ${folder} cannot be used: ${error.message.replace(/[.\s]*$/, '')}. Mend it, or set ROWSHOT_DATA to another folder.`,
    { cause: error },
  );
}
