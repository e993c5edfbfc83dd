import type { BackendCall, BackendReply, ScriptErrorCode } from '../protocol.ts';
import { ScriptError } from './answer.ts';

/** Written by the build: the add-on talks to this address alone, never to one that a document names. */
declare const ROWSHOT_BACKEND_URL: string;

/** The backend's address, without a slash at its end. */
export function backendUrl(): string {
  return ROWSHOT_BACKEND_URL;
}

const CODES: Readonly<Record<number, ScriptErrorCode>> = {
  503: 'unplugged',
  400: 'bad_request',
  401: 'expired',
  403: 'bad_request',
  404: 'not_found',
  409: 'conflict',
  413: 'bad_request',
  422: 'bad_request',
};

/** One call through UrlFetchApp. Answers any status; throws `unplugged` where there was no answer of the backend. */
export function callBackendRaw(call: BackendCall): BackendReply {
  if (call.path.indexOf('/v1/') !== 0) {
    throw new ScriptError('bad_request', `The add-on calls the backend under /v1/ only, not ${call.path}.`);
  }
  const options: GoogleAppsScript.URL_Fetch.URLFetchRequestOptions = {
    method: call.method,
    headers: { Authorization: `Bearer ${call.token}` },
    muteHttpExceptions: true,
    followRedirects: false,
  };
  if (call.body !== undefined) {
    options.contentType = 'application/json';
    options.payload = typeof call.body === 'string' ? call.body : JSON.stringify(call.body);
  }
  const response = fetchOnce(`${backendUrl()}${call.path}`, options);
  const status = response.getResponseCode();
  const text = response.getContentText();
  if (text === '') return { status, body: null };
  try {
    const body: unknown = JSON.parse(text);
    return { status, body };
  } catch {
    throw new ScriptError(
      'unplugged',
      `The backend answered ${status} with something that is no answer of Rowshot's. Try again in a minute; if it stays, tell who runs the backend.`,
    );
  }
}

/** As {@link callBackendRaw}, with every status but 2xx thrown in the backend's own words. */
export function callBackendOk(call: BackendCall): unknown {
  const reply = callBackendRaw(call);
  if (reply.status >= 200 && reply.status < 300) return reply.body;
  throw new ScriptError(
    CODES[reply.status] ?? 'backend',
    messageOf(reply.body) ?? `The backend answered ${reply.status} to ${call.method.toUpperCase()} ${call.path}.`,
  );
}

function fetchOnce(
  url: string,
  options: GoogleAppsScript.URL_Fetch.URLFetchRequestOptions,
): GoogleAppsScript.URL_Fetch.HTTPResponse {
  try {
    return UrlFetchApp.fetch(url, options);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new ScriptError(
      'unplugged',
      `Rowshot's backend does not answer (${cause}). Nothing is lost; it is tried again.`,
    );
  }
}

function messageOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const error: unknown = body.error;
  if (typeof error !== 'object' || error === null || !('message' in error)) return null;
  return typeof error.message === 'string' ? error.message : null;
}
