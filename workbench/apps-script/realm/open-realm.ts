import type { Bridge } from '../host-protocol.ts';
import { Exception, setBridge } from './bridge.ts';
import { HtmlService } from './html-service.ts';
import { Logger, ScriptApp, Session, scriptConsole } from './script-app.ts';
import { makeSpreadsheetApp } from './spreadsheet-app.ts';
import { CacheService, LockService, PropertiesService } from './stores.ts';
import { UrlFetchApp } from './url-fetch.ts';
import { Utilities } from './utilities.ts';

const SERVICES = {
  SpreadsheetApp: makeSpreadsheetApp(),
  HtmlService,
  PropertiesService,
  CacheService,
  LockService,
  ScriptApp,
  Session,
  Utilities,
  UrlFetchApp,
  Logger,
  console: scriptConsole,
};

/** How a call ended, as JSON. */
type CallEnd = { ok: unknown } | { error: { name: string; message: string; stack?: string } };

/**
 * Puts the services into the realm's global object.
 * @returns how to call one of the script's functions: (name, arguments as JSON, names that were global before the
 * script was loaded) → `CallEnd` as JSON, never throwing
 */
export function openRealm(bridge: Bridge): (name: string, argsJson: string, builtIn: string) => string {
  setBridge(bridge);
  for (const [name, value] of Object.entries(SERVICES)) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  }
  return (name, argsJson, builtIn) => {
    try {
      return JSON.stringify({ ok: callFunction(name, JSON.parse(argsJson), JSON.parse(builtIn)) } satisfies CallEnd);
    } catch (error) {
      return JSON.stringify({ error: describe(error) } satisfies CallEnd);
    }
  };
}

function callFunction(name: string, args: unknown[], builtIn: string[]): unknown {
  if (name.endsWith('_'))
    throw new Exception(`The function ${name} is private and can't be called from outside the script.`);
  const found: unknown = builtIn.includes(name) ? undefined : Reflect.get(globalThis, name);
  if (typeof found !== 'function') throw new Exception(`Script function not found: ${name}`);
  return returnable(found.apply(globalThis, args.map(withEnums)));
}

/** The event of a simple trigger carries an enum and objects, which JSON cannot. */
function withEnums(arg: unknown): unknown {
  if (typeof arg !== 'object' || arg === null || !('authMode' in arg)) return arg;
  const { authMode } = arg;
  const modes = ScriptApp.AuthMode;
  const mode = authMode === 'NONE' ? modes.NONE : authMode === 'FULL' ? modes.FULL : modes.LIMITED;
  return {
    ...arg,
    authMode: mode,
    source: SERVICES.SpreadsheetApp.getActiveSpreadsheet(),
    user: Session.getActiveUser(),
  };
}

/** Checks a result as google.script.run does: texts, numbers, booleans, null, and arrays and plain objects of these. */
function returnable(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const bad = firstIllegal(value);
  if (bad) throw new Exception(`The script completed but the returned value is not a supported return type (${bad}).`);
  return value;
}

function firstIllegal(value: unknown): string | null {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return typeof value;
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    for (const item of value) {
      const bad = firstIllegal(item);
      if (bad) return bad;
    }
    return null;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (value instanceof Date) return 'Date';
  if (value instanceof Promise) return 'Promise';
  if (prototype !== Object.prototype && prototype !== null) return 'an object of a class';
  for (const item of Object.values(value)) {
    const bad = firstIllegal(item);
    if (bad) return bad;
  }
  return null;
}

function describe(error: unknown): { name: string; message: string; stack?: string } {
  if (error instanceof Error) {
    const { name, message, stack } = error;
    return stack === undefined ? { name, message } : { name, message, stack };
  }
  return { name: 'Error', message: typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error)) };
}
