import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { types } from 'node:util';
import { Agent, errors, request } from 'undici';
import { RowError } from '../../shared/errors.ts';
import { type AllowedHosts, checkUrl, privateAddress } from './check-url.ts';
import { megabytes } from './inspect-image.ts';
import { isPublicAddress } from './public-address.ts';

const MAX_REDIRECTS = 3;
const CONNECT_TIMEOUT_MS = 5_000;
const MAX_HEADER_BYTES = 16_384;

export interface SafeFetchOptions {
  readonly allowedHosts: AllowedHosts;
  /** Body limit in bytes. */
  readonly maxBytes: number;
  /** Whole time for all hops and the body, in milliseconds. */
  readonly timeoutMs: number;
  /** Name look-up, replaced in tests. */
  readonly lookup?: typeof dns.lookup;
}

export interface Fetched {
  readonly bytes: Uint8Array;
  /** As the server says; never believed, only named in messages. */
  readonly declaredType: string;
  readonly url: string;
  /** Whether `bytes` is the whole body; false after a head fetch that stopped early. */
  readonly complete: boolean;
  /** From Content-Length; null where the server did not say. */
  readonly declaredBytes: number | null;
}

export interface SafeFetch {
  /** Reads the body; `headBytes` stops after that many (a probe). Throws RowError. */
  (url: string, options?: { readonly signal?: AbortSignal; readonly headBytes?: number }): Promise<Fetched>;
  close(): Promise<void>;
}

/**
 * Fetches a URL that a person typed. The address is checked where the socket is opened, so that a name cannot resolve
 * to something public first and to something private afterwards; one private answer refuses the whole name.
 */
export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  const lookup = options.lookup ?? dns.lookup;
  const limits = {
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    connections: 8,
  };
  const guarded = new Agent({ ...limits, connect: { timeout: CONNECT_TIMEOUT_MS, lookup: guardLookup(lookup) } });
  const plain = new Agent({ ...limits, connect: { timeout: CONNECT_TIMEOUT_MS } });

  const fetchOnce = async (raw: string, signal: AbortSignal, headBytes: number | undefined): Promise<Fetched> => {
    let target = checkUrl(raw, options.allowedHosts);
    for (let hop = 0; ; hop++) {
      const response = await request(target.url, {
        dispatcher: target.allowed ? plain : guarded,
        signal,
        headers: { accept: 'image/*,*/*;q=0.5', 'user-agent': 'Rowshot/1.0' },
      });
      const { statusCode, headers, body } = response;
      const location = headers.location;
      if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') {
        body.destroy();
        body.on('error', ignoreAfterDestroy);
        if (hop >= MAX_REDIRECTS) {
          throw new RowError(
            'unreachable_source',
            `“${raw}” redirects more than ${MAX_REDIRECTS} times. Use the final link.`,
          );
        }
        target = checkUrl(URL.parse(location, target.url) ?? location, options.allowedHosts);
        continue;
      }
      if (statusCode !== 200 && statusCode !== 206) {
        body.destroy();
        body.on('error', ignoreAfterDestroy);
        throw statusError(raw, statusCode, headers['retry-after']);
      }
      const declared = Number(headers['content-length'] ?? Number.NaN);
      const declaredBytes = Number.isFinite(declared) ? declared : null;
      if (declaredBytes !== null && declaredBytes > options.maxBytes) {
        body.destroy();
        body.on('error', ignoreAfterDestroy);
        throw tooLarge(raw, declaredBytes, options.maxBytes);
      }
      const chunks: Uint8Array[] = [];
      let total = 0;
      let complete = true;
      for await (const chunk of body) {
        if (!(chunk instanceof Uint8Array)) continue;
        total += chunk.length;
        if (total > options.maxBytes) throw tooLarge(raw, total, options.maxBytes);
        chunks.push(chunk);
        if (headBytes !== undefined && total >= headBytes) {
          complete = declaredBytes !== null && total >= declaredBytes;
          break;
        }
      }
      return {
        bytes: Buffer.concat(chunks),
        declaredType: String(headers['content-type'] ?? ''),
        url: target.url.href,
        complete,
        declaredBytes,
      };
    }
  };

  const safeFetch = async (
    raw: string,
    { signal, headBytes }: { readonly signal?: AbortSignal; readonly headBytes?: number } = {},
  ): Promise<Fetched> => {
    const deadline = AbortSignal.timeout(options.timeoutMs);
    try {
      return await fetchOnce(raw, signal ? AbortSignal.any([signal, deadline]) : deadline, headBytes);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw explain(raw, error, deadline.aborted, options.timeoutMs);
    }
  };
  return Object.assign(safeFetch, {
    close: async () => {
      await Promise.all([guarded.destroy(), plain.destroy()]);
    },
  });
}

// A body that we destroyed reports that as an error; the outcome has been decided before.
function ignoreAfterDestroy(): void {}

class PrivateAddress extends Error {
  readonly address: string;
  constructor(address: string) {
    super(`refused address ${address}`);
    this.address = address;
  }
}

function guardLookup(lookup: typeof dns.lookup): LookupFunction {
  return (hostname, hookOptions, callback) => {
    lookup(hostname, { ...hookOptions, all: true }, (error, addresses) => {
      if (error) return callback(error, [], 0);
      const refused = addresses.find((entry) => !isPublicAddress(entry.address));
      const first = addresses[0];
      if (refused || !first) return callback(new PrivateAddress(refused?.address ?? hostname), [], 0);
      if (hookOptions.all) return callback(null, addresses, 0);
      return callback(null, first.address, first.family);
    });
  };
}

function tooLarge(raw: string, found: number, max: number): RowError {
  return new RowError(
    'too_large',
    `“${raw}” is larger than ${megabytes(max)} (at least ${megabytes(found)}). Use a smaller picture.`,
  );
}

function statusError(raw: string, status: number, retryAfter: string | string[] | undefined): RowError {
  const seconds = Number(retryAfter);
  const login = status === 401 || status === 403 ? ' It needs a login, or forbids downloads.' : '';
  return new RowError(
    'unreachable_source',
    `“${raw}” answered ${status}.${login} Check that the link opens in a private window.`,
    {
      cause: { status },
      ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}),
    },
  );
}

function explain(raw: string, error: unknown, timedOut: boolean, timeoutMs: number): RowError {
  if (error instanceof RowError) return error;
  if (timedOut || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return new RowError(
      'timeout',
      `“${raw}” did not arrive within ${Math.round(timeoutMs / 1000)} s. Try a faster host, or upload the picture.`,
      {
        cause: error,
      },
    );
  }
  const refused = error instanceof PrivateAddress ? error : types.isNativeError(error) ? error.cause : undefined;
  if (refused instanceof PrivateAddress)
    return new RowError('bad_input', `“${raw}” ${privateAddress(refused.address)}`);
  const code = types.isNativeError(error) && 'code' in error ? String(error.code) : '';
  const why =
    code === 'ENOTFOUND' || code === 'EAI_AGAIN'
      ? 'its host name is unknown'
      : code === 'ECONNREFUSED'
        ? 'the host refused the connection'
        : code.includes('CERT') || code.includes('TLS') || code.includes('SSL')
          ? 'its certificate is not valid'
          : 'the connection failed';
  return new RowError(
    'unreachable_source',
    `“${raw}” could not be read: ${why}. Check that the link opens in a private window.`,
    {
      cause: error,
    },
  );
}
