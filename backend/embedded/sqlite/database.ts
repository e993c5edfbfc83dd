import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { createGroupCommit, type Write } from './group-commit.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** What every group of statements works with. */
export interface Database {
  readonly db: DatabaseSync;
  /** Safe on disk when it resolves. */
  readonly write: Write;
  /** In order, and safe a few milliseconds later. */
  readonly writeSoon: Write;
  /** The next revision; call inside a write. */
  nextRev(): number;
  /** The latest revision. */
  currentRev(): number;
  close(): void;
}

/** More than a process gives out between two commits. */
const REV_GAP = 100_000;

/** Opens or creates the store's file. `readOnly`: for looking while another process runs; nothing is created. */
export function openDatabase(file: string, options: { readonly readOnly?: boolean } = {}): Database {
  const db = new DatabaseSync(file, { readOnly: options.readOnly ?? false, timeout: 5000 });
  if (!options.readOnly) {
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA wal_autocheckpoint = 4000;',
    );
    const version = numberOf(db.prepare('PRAGMA user_version').get(), 'user_version');
    if (version > SCHEMA_VERSION) {
      db.close();
      throw new Error(
        `${file} was written by a newer Rowshot (format ${version}); use that version or another ROWSHOT_DATA.`,
      );
    }
    // In one step: who only looks must never find half a schema.
    db.exec(
      `BEGIN IMMEDIATE; ${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}; INSERT OR IGNORE INTO meta VALUES ('rev', 0); COMMIT`,
    );
  }
  db.exec('PRAGMA cache_size = -32768');
  const readRev = db.prepare("SELECT value FROM meta WHERE name = 'rev'");
  const saveRev = options.readOnly ? null : db.prepare("UPDATE meta SET value = ? WHERE name = 'rev'");
  const savedBefore = numberOf(readRev.get(), 'value');
  // A killed process may have told of revisions that it could not save: none of them is ever given out again.
  let rev = options.readOnly ? savedBefore : savedBefore + REV_GAP;
  let savedRev = savedBefore;
  const group = createGroupCommit(db, () => {
    if (rev === savedRev) return;
    saveRev?.run(rev);
    savedRev = rev;
  });
  return {
    db,
    write: group.write,
    writeSoon: group.writeSoon,
    nextRev: () => ++rev,
    currentRev: () => (options.readOnly ? numberOf(readRev.get(), 'value') : rev),
    close() {
      group.close();
      db.close();
    },
  };
}

/** Whether the file is a store already; a process that is just making one has not committed its schema yet. */
export function isStore(file: string): boolean {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    return numberOf(db.prepare('PRAGMA user_version').get(), 'user_version') > 0;
  } finally {
    db.close();
  }
}

type SqlRow = Record<string, SQLOutputValue>;

/** A column that holds text; `''` for NULL or a missing row. */
export function textOf(row: SqlRow | undefined, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : '';
}

/** A column that holds a number; 0 for NULL or a missing row. */
export function numberOf(row: SqlRow | undefined, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : 0;
}

/** `?, ?, ?` for a list of that length. */
export function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}
