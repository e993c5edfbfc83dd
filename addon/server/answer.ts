import type { Answer, ScriptErrorCode } from '../protocol.ts';

/** A failure that the sidebar shows as it is; `code` decides what it offers. */
export class ScriptError extends Error {
  readonly code: ScriptErrorCode;

  constructor(code: ScriptErrorCode, message: string) {
    super(message);
    this.name = 'ScriptError';
    this.code = code;
  }
}

/** Runs one server function for the sidebar: plain JSON comes back whatever happens, so no promise stays open there. */
export function answer<T>(work: () => T): Answer<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof ScriptError) return { ok: false, error: { code: error.code, message: error.message } };
    const message = error instanceof Error ? error.message : String(error);
    console.error(error instanceof Error ? (error.stack ?? message) : message);
    return { ok: false, error: { code: 'script', message: `Google Sheets answered: ${message}` } };
  }
}
