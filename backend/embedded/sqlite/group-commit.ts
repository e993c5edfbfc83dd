import type { DatabaseSync } from 'node:sqlite';

/** Runs one change inside the next commit; resolves when that commit is safe on disk. */
export type Write = <T>(change: () => T) => Promise<T>;

export interface GroupCommit {
  readonly write: Write;
  /** Commits what is waiting; further writes are refused. */
  close(): void;
}

interface Pending {
  run(): () => void;
  reject(error: unknown): void;
}

/** After this long a group is committed though more is waiting, so that nobody's answer is held up (ms). */
const LONGEST_GROUP_MS = 10;

/**
 * Gathers the changes of one turn of the event loop into one transaction: a commit costs one flush of the disk however
 * many changes it holds. A change that throws is undone alone; the others are committed. `beforeCommit` runs inside the
 * transaction.
 */
export function createGroupCommit(db: DatabaseSync, beforeCommit: () => void): GroupCommit {
  let waiting: Pending[] = [];
  let scheduled = false;
  let closed = false;

  const flush = () => {
    scheduled = false;
    if (waiting.length === 0) return;
    const group = waiting;
    waiting = [];
    const answers: (() => void)[] = [];
    const deadline = performance.now() + LONGEST_GROUP_MS;
    let done = 0;
    try {
      db.exec('BEGIN IMMEDIATE');
      for (const one of group) {
        db.exec('SAVEPOINT one');
        try {
          answers.push(one.run());
        } catch (error) {
          db.exec('ROLLBACK TO one');
          answers.push(() => one.reject(error));
        }
        db.exec('RELEASE one');
        done++;
        if (performance.now() > deadline) break;
      }
      beforeCommit();
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      for (const one of group) one.reject(error);
      return;
    }
    waiting = [...group.slice(done), ...waiting];
    if (waiting.length > 0) schedule();
    for (const answer of answers) answer();
  };

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  };

  return {
    write<T>(change: () => T): Promise<T> {
      if (closed) return Promise.reject(new Error('The store is closed.'));
      return new Promise<T>((resolve, reject) => {
        waiting.push({
          run() {
            const answer = change();
            return () => resolve(answer);
          },
          reject,
        });
        schedule();
      });
    },
    close() {
      closed = true;
      while (waiting.length > 0) flush();
    },
  };
}
