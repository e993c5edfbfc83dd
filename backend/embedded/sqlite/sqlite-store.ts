import type { BatchStore } from '../../ports.ts';
import { admissionActions } from './admission-actions.ts';
import { batchActions, batchTable } from './batch-actions.ts';
import { claimActions } from './claim-actions.ts';
import { openDatabase } from './database.ts';
import { draftActions } from './draft-actions.ts';
import { ledgerActions, ledgerTable } from './ledger-actions.ts';
import { outputActions } from './output-actions.ts';
import { providerActions } from './provider-actions.ts';
import { rowActions } from './row-actions.ts';
import { rowTable } from './row-table.ts';
import { sideActions } from './side-actions.ts';

export interface SqliteStore extends BatchStore {
  /** Commits what is waiting and closes the file. */
  close(): void;
}

/** The batch store in one SQLite file. `readOnly`: for looking while another process runs batches. */
export function openSqliteStore(file: string, options: { readonly readOnly?: boolean } = {}): SqliteStore {
  const database = openDatabase(file, options);
  const batches = batchTable(database);
  const rows = rowTable(database);
  const ledger = ledgerTable(database);
  return {
    ...draftActions(database, batches),
    ...batchActions(database, batches),
    ...rowActions(database, { batches, rows, ledger }),
    ...claimActions(database, rows, ledger),
    ...admissionActions(database, batches),
    ...providerActions(database),
    ...ledgerActions(database),
    ...outputActions(database, batches, rows),
    ...sideActions(database),
    close: database.close,
  };
}
