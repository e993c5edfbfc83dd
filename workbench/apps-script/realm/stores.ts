import type { StoreName } from '../host-protocol.ts';
import { Exception, host } from './bridge.ts';
import { guard } from './guard.ts';

function makeProperties(store: StoreName): object {
  const all = () => host('properties', { store });
  const set = (values: { [key: string]: string }, deleteOthers = false): object => {
    host('setProperties', { store, values, deleteOthers });
    return self;
  };
  const self: object = guard('Properties', {
    getProperty: (key: string) => all()[String(key)] ?? null,
    getProperties: () => all(),
    getKeys: () => Object.keys(all()),
    setProperty: (key: string, value: unknown) => set({ [String(key)]: String(value) }),
    setProperties: (values: { [key: string]: unknown }, deleteOthers = false) =>
      set(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])), deleteOthers),
    deleteProperty: (key: string) => {
      host('deleteProperties', { store, keys: [String(key)] });
      return self;
    },
    deleteAllProperties: () => {
      host('deleteProperties', { store, keys: 'all' });
      return self;
    },
  });
  return self;
}

export const PropertiesService = guard('PropertiesService', {
  getDocumentProperties: () => makeProperties('document'),
  getUserProperties: () => makeProperties('user'),
  getScriptProperties: () => makeProperties('script'),
});

const DEFAULT_SECONDS = 600;

function makeCache(store: StoreName): object {
  return guard('Cache', {
    get: (key: string) => host('cacheGet', { store, keys: [String(key)] })[String(key)] ?? null,
    getAll: (keys: readonly string[]) => host('cacheGet', { store, keys: keys.map(String) }),
    put: (key: string, value: unknown, seconds = DEFAULT_SECONDS) => {
      host('cachePut', { store, values: { [String(key)]: String(value) }, seconds });
    },
    putAll: (values: { [key: string]: unknown }, seconds = DEFAULT_SECONDS) => {
      const texts = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
      host('cachePut', { store, values: texts, seconds });
    },
    remove: (key: string) => {
      host('cacheRemove', { store, keys: [String(key)] });
    },
    removeAll: (keys: readonly string[]) => {
      host('cacheRemove', { store, keys: keys.map(String) });
    },
  });
}

export const CacheService = guard('CacheService', {
  getDocumentCache: () => makeCache('document'),
  getUserCache: () => makeCache('user'),
  getScriptCache: () => makeCache('script'),
});

function makeLock(scope: StoreName): object {
  const tryLock = (milliseconds: number) => host('lock', { scope, milliseconds });
  return guard('Lock', {
    tryLock,
    waitLock: (milliseconds: number) => {
      if (!tryLock(milliseconds)) {
        throw new Exception('Lock timeout: another process was holding the lock for too long.');
      }
    },
    releaseLock: () => {
      host('unlock', { scope });
    },
    hasLock: () => host('hasLock', { scope }),
  });
}

export const LockService = guard('LockService', {
  getDocumentLock: () => makeLock('document'),
  getUserLock: () => makeLock('user'),
  getScriptLock: () => makeLock('script'),
});
