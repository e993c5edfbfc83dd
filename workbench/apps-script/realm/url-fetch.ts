import type { FetchAnswer, FetchRequest } from '../host-protocol.ts';
import { Exception, host, local } from './bridge.ts';
import { guard } from './guard.ts';
import { base64Of, blobContent, makeBlob } from './utilities.ts';

type Options = {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: unknown };
  readonly payload?: unknown;
  readonly contentType?: string;
  readonly muteHttpExceptions?: boolean;
  readonly followRedirects?: boolean;
  readonly validateHttpsCertificates?: boolean;
  readonly escaping?: boolean;
};

/** UrlFetch's limits: 2 KB of address (8 KB here would hide a bug there), 50 MB of body. */
const MAX_URL = 2082;
const MAX_BODY = 50 * 1024 * 1024;

function requestOf(url: unknown, options: Options = {}): FetchRequest {
  const address = String(url);
  if (!/^https?:\/\//i.test(address)) throw new Exception(`Invalid argument: ${address}`);
  if (address.length > MAX_URL) throw new Exception('Limit Exceeded: URLFetch URL Length.');
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value === null || value === undefined)
      throw new Exception(`Attribute provided with invalid value: Header:${value}`);
    headers[name.toLowerCase()] = String(value);
  }
  const { body, type } = bodyOf(options.payload);
  const contentType = options.contentType ?? headers['content-type'] ?? type;
  if (contentType !== null && body !== null) headers['content-type'] = contentType;
  const size = body === null ? 0 : 'text' in body ? body.text.length : (body.base64.length * 3) / 4;
  if (size > MAX_BODY) throw new Exception('Limit Exceeded: URLFetch POST Size.');
  const method = String(options.method ?? (body === null ? 'get' : 'post')).toUpperCase();
  const withoutBody = method === 'GET' || method === 'HEAD';
  return {
    url: address,
    method,
    headers,
    body: withoutBody ? null : body,
    followRedirects: options.followRedirects ?? true,
  };
}

function bodyOf(payload: unknown): { body: FetchRequest['body']; type: string | null } {
  if (payload === null || payload === undefined) return { body: null, type: null };
  if (typeof payload === 'string') return { body: { text: payload }, type: 'application/x-www-form-urlencoded' };
  const blob = blobContent(payload);
  if (blob) return { body: { base64: base64Of(payload) }, type: blob.type ?? 'application/octet-stream' };
  if (Array.isArray(payload)) return { body: { base64: base64Of(payload) }, type: 'application/octet-stream' };
  if (typeof payload !== 'object') return { body: { text: String(payload) }, type: 'text/plain' };
  if (Object.values(payload).some((value) => blobContent(value))) {
    throw new Exception('Multipart payloads with blobs are not implemented in the workbench.');
  }
  const pairs = Object.entries(payload).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return { body: { text: pairs.join('&') }, type: 'application/x-www-form-urlencoded' };
}

function responseOf(answer: FetchAnswer, request: FetchRequest, mute: boolean): object {
  if ('failure' in answer) throw new Exception(answer.failure);
  const { body } = answer;
  const bytes = () =>
    'text' in body ? local('toBytes', { text: body.text }) : local('fromBase64', { base64: body.base64 });
  const text = () => ('text' in body ? body.text : local('toText', { bytes: bytes() }));
  if (!mute && answer.status >= 400) {
    const origin = /^https?:\/\/[^/]+/i.exec(request.url)?.[0] ?? request.url;
    throw new Exception(
      `Request failed for ${origin} returned code ${answer.status}. Truncated server response: ${text().slice(0, 200)} (use muteHttpExceptions option to examine full response)`,
    );
  }
  const all: { [name: string]: string | string[] } = {};
  for (const [name, value] of answer.headers) {
    const before = all[name];
    all[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  const headers = Object.fromEntries(answer.headers);
  const type = headers['Content-Type'] ?? null;
  return guard('HTTPResponse', {
    getResponseCode: () => answer.status,
    getContentText: (_charset?: string) => text(),
    getContent: () => bytes().map((byte) => (byte > 127 ? byte - 256 : byte)),
    getBlob: () => makeBlob({ bytes, text, type, name: null }),
    getAs: () => makeBlob({ bytes, text, type, name: null }),
    getHeaders: () => headers,
    getAllHeaders: () => all,
  });
}

function send(calls: readonly { request: FetchRequest; mute: boolean }[]): object[] {
  const answers = host('fetch', { requests: calls.map((call) => call.request) });
  return calls.map((call, i) => responseOf(answers[i] ?? { failure: 'No answer' }, call.request, call.mute));
}

export const UrlFetchApp = guard('UrlFetchApp', {
  fetch: (url: unknown, options: Options = {}) => {
    const [response] = send([{ request: requestOf(url, options), mute: options.muteHttpExceptions ?? false }]);
    return response;
  },
  fetchAll: (requests: readonly (string | ({ readonly url: string } & Options))[]) =>
    send(
      requests.map((one) =>
        typeof one === 'string'
          ? { request: requestOf(one), mute: false }
          : { request: requestOf(one.url, one), mute: one.muteHttpExceptions ?? false },
      ),
    ),
  getRequest: (url: unknown, options: Options = {}) => {
    const { method, headers, url: address } = requestOf(url, options);
    return { url: address, method: method.toLowerCase(), headers };
  },
});
