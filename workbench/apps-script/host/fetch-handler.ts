import type { FetchAnswer, FetchRequest } from '../host-protocol.ts';

/** UrlFetch gives up after about a minute. */
const TIMEOUT = 60_000;

/** Google's APIs that the workbench answers itself. */
const OWN_APIS = /^https:\/\/(?:sheets\.googleapis\.com(?=\/v4\/)|www\.googleapis\.com(?=\/(?:upload\/)?drive\/v3\/))/;

/**
 * Sends what UrlFetchApp was asked to, all at once. Failures to connect come back as Google words them.
 * @param restOrigin where calls of Google's Sheets and Drive APIs go instead
 */
export function fetchAll(requests: readonly FetchRequest[], restOrigin: string | null): Promise<FetchAnswer[]> {
  return Promise.all(
    requests.map((request) =>
      fetchOne(restOrigin === null ? request : { ...request, url: request.url.replace(OWN_APIS, restOrigin) }),
    ),
  );
}

async function fetchOne(request: FetchRequest): Promise<FetchAnswer> {
  const { url, method, headers, body } = request;
  try {
    const response = await fetch(url, {
      method,
      headers: { 'user-agent': 'Mozilla/5.0 (compatible; Google-Apps-Script; workbench)', ...headers },
      body: body === null ? null : 'text' in body ? body.text : Buffer.from(body.base64, 'base64'),
      redirect: request.followRedirects ? 'follow' : 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const answered = [...response.headers].map(([name, value]): [string, string] => [titleCase(name), value]);
    return {
      status: response.status,
      headers: answered,
      body: bodyOf(bytes, response.headers.get('content-type') ?? ''),
    };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { failure: timedOut ? `Timeout: ${url}` : `Address unavailable: ${url}` };
  }
}

/** Apps Script gives header names as `Content-Type`. */
function titleCase(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase());
}

function bodyOf(bytes: Buffer, type: string): { text: string } | { base64: string } {
  const isText = /^text\/|json|xml|javascript|urlencoded/i.test(type) && !/charset=(?!utf-?8)/i.test(type);
  return isText ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
}
