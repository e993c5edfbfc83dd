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

/** A commit as quick as this need not be spared (ms). */
const QUICK_MS = 1;

/**
 * Gathers the changes of one turn of the event loop into one transaction: a commit costs one flush of the disk however
 * many changes it holds. A change that throws is undone alone; the others are committed. `beforeCommit` runs inside the
 * transaction.
 */
export function createGroupCommit(db: DatabaseSync, beforeCommit: () => void): GroupCommit {
  let waiting: Pending[] = [];
  let scheduled = false;
  let closed = false;
  let lastFlushMs = 0;

  const flush = () => {
    scheduled = false;
    if (waiting.length === 0) return;
    const group = waiting;
    waiting = [];
    const answers: (() => void)[] = [];
    const started = performance.now();
    const deadline = started + LONGEST_GROUP_MS;
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
    lastFlushMs = performance.now() - started;
    waiting = [...group.slice(done), ...waiting];
    if (waiting.length > 0) schedule();
    for (const answer of answers) answer();
  };

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    // On a slow disk a group gathers about as long as the last commit took: half the time is left for other work.
    if (lastFlushMs < QUICK_MS) setImmediate(flush);
    else setTimeout(flush, Math.min(LONGEST_GROUP_MS, lastFlushMs));
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
