import type { BatchStore, ProviderState } from '../../ports.ts';
import { type Database, textOf } from './database.ts';

export type ProviderActions = Pick<BatchStore, 'providerState' | 'notePause' | 'clearPause'>;

const WELL: ProviderState = { pausedUntil: 0, troubleSince: null, announcedMs: 0, halted: null, message: '' };

export function providerActions({ db, write }: Database): ProviderActions {
  const get = db.prepare('SELECT body FROM providers WHERE id = ?');
  const put = db.prepare('INSERT OR REPLACE INTO providers (id, body) VALUES (?, ?)');
  const clear = db.prepare('DELETE FROM providers WHERE id = ?');
  const read = (provider: string): ProviderState => {
    const row = get.get(provider);
    return row === undefined ? WELL : (JSON.parse(textOf(row, 'body')) as ProviderState);
  };
  return {
    async providerState(provider) {
      return read(provider);
    },
    notePause(provider, pause) {
      return write(() => {
        const before = read(provider);
        const next: ProviderState = {
          pausedUntil: Math.max(before.pausedUntil, pause.until),
          troubleSince: before.troubleSince ?? pause.now,
          announcedMs: Math.max(before.announcedMs, pause.announcedMs),
          halted: pause.halt ?? before.halted,
          message: pause.message,
        };
        put.run(provider, JSON.stringify(next));
      });
    },
    clearPause(provider) {
      return write(() => {
        clear.run(provider);
      });
    },
  };
}
