import type { DatabaseSync } from 'node:sqlite';

/** Runs one change and tells its answer. */
export type Write = <T>(change: () => T) => Promise<T>;

export interface GroupCommit {
  /** Resolves when the change is safe on disk. */
  readonly write: Write;
  /**
   * Resolves at once; the change is committed with the next `write`, at the latest after 10 ms. Changes are never
   * committed out of order: what a killed process loses is the end of its story, never something in the middle. For
   * changes that nobody outside acts on, because they are simply made again.
   */
  readonly writeSoon: Write;
  /** Commits what is waiting; further writes are refused. */
  close(): void;
}

interface Pending {
  /** Runs the change; answers what tells its caller. */
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
  let scheduled: 'no' | 'soon' | 'now' = 'no';
  let closed = false;
  let lastFlushMs = 0;

  const inside = (work: () => void): void => {
    if (!db.isTransaction) db.exec('BEGIN IMMEDIATE');
    db.exec('SAVEPOINT one');
    try {
      work();
    } catch (error) {
      db.exec('ROLLBACK TO one');
      throw error;
    } finally {
      db.exec('RELEASE one');
    }
  };

  const flush = () => {
    scheduled = 'no';
    if (waiting.length === 0 && !db.isTransaction) return;
    const group = waiting;
    waiting = [];
    const answers: (() => void)[] = [];
    const started = performance.now();
    let done = 0;
    try {
      for (const one of group) {
        try {
          inside(() => answers.push(one.run()));
        } catch (error) {
          answers.push(() => one.reject(error));
        }
        done++;
        if (performance.now() > started + LONGEST_GROUP_MS) break;
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
    if (scheduled === 'now') return;
    scheduled = 'now';
    // On a slow disk a group gathers about as long as the last commit took: half the time is left for other work.
    if (lastFlushMs < QUICK_MS) setImmediate(flush);
    else setTimeout(flush, Math.min(LONGEST_GROUP_MS, lastFlushMs));
  };

  const refuse = () => Promise.reject(new Error('The store is closed.'));

  return {
    write<T>(change: () => T): Promise<T> {
      if (closed) return refuse();
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
    async writeSoon<T>(change: () => T): Promise<T> {
      if (closed) return refuse();
      // What was asked for earlier comes first, also where it still waits for its commit.
      const earlier = waiting;
      waiting = [];
      for (const one of earlier) {
        try {
          inside(() => {
            const tell = one.run();
            waiting.push({ run: () => tell, reject: one.reject });
          });
        } catch (error) {
          one.reject(error);
        }
      }
      let answer: { readonly value: T } | undefined;
      inside(() => {
        answer = { value: change() };
      });
      if (scheduled === 'no') {
        scheduled = 'soon';
        setTimeout(() => scheduled === 'soon' && flush(), LONGEST_GROUP_MS);
      }
      if (answer === undefined) throw new Error('The change gave no answer.');
      return answer.value;
    },
    close() {
      closed = true;
      do flush();
      while (waiting.length > 0);
    },
  };
}
