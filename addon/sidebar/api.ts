import type {
  BatchList,
  BatchView,
  ExportRequest,
  ExportView,
  ModelsAnswer,
  RegenerateRequest,
  RetryRequest,
  RowPage,
  ScopeAnswer,
  ScopeRequest,
  SessionAnswer,
} from '../../shared/api.ts';
import type { Answer, BackendCall, BackendReply, ScriptErrorCode, ScriptFailure } from '../protocol.ts';
import type { ScriptClient } from './script-client.ts';

/** What a button may ask of a batch. */
export type BatchAction =
  | { readonly do: 'stop' | 'cancel' }
  /** With a budget: the batch's new cap, null for none. */
  | { readonly do: 'resume'; readonly body?: { readonly budgetUsd: number | null } }
  | { readonly do: 'retry'; readonly body: RetryRequest }
  | { readonly do: 'regenerate'; readonly body: RegenerateRequest }
  | { readonly do: 'rename'; readonly body: { readonly name: string } };

/** The backend, as the sidebar uses it. Nothing here rejects. */
export interface Api {
  /** A token that lasts for at least another minute. */
  session(): Promise<Answer<Session>>;
  models(): Promise<Answer<ModelsAnswer>>;
  scope(request: ScopeRequest): Promise<Answer<ScopeAnswer>>;
  batches(): Promise<Answer<BatchList>>;
  batch(id: string): Promise<Answer<BatchView>>;
  rows(id: string, after: number, limit: number): Promise<Answer<RowPage>>;
  act(id: string, action: BatchAction): Promise<Answer<BatchView>>;
  remove(id: string): Promise<Answer<null>>;
  startExport(id: string, body: ExportRequest): Promise<Answer<ExportView>>;
  exportState(id: string): Promise<Answer<ExportView>>;
}

export interface Session extends SessionAnswer {
  readonly backendUrl: string;
}

export interface ApiSurroundings {
  readonly script: ScriptClient;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

interface Call {
  readonly method: BackendCall['method'];
  readonly path: string;
  readonly body?: unknown;
  /** Whether a call whose answer was lost may be sent again. */
  readonly repeatable: boolean;
}

const RENEW_BEFORE_MS = 60_000;
const DIRECT_AGAIN_AFTER_MS = 120_000;
const WAITS_MS = [300, 1_200];
const PASSING = new Set([429, 502, 503, 504]);
const CODES: Readonly<Record<number, ScriptErrorCode>> = {
  400: 'bad_request',
  401: 'expired',
  404: 'not_found',
  409: 'conflict',
  413: 'bad_request',
  422: 'bad_request',
};

/** The backend's API: directly with a session token, through Apps Script where a network blocks the direct way. */
export function createApi(around: ApiSurroundings): Api {
  let session: Session | null = null;
  let opening: Promise<Answer<Session>> | null = null;
  let directBlockedUntil = 0;

  async function openSession(): Promise<Answer<Session>> {
    const answer = await around.script.call('openSession', null);
    opening = null;
    if (answer.ok) session = answer.value;
    return answer;
  }

  function ensureSession(): Promise<Answer<Session>> {
    if (session && session.expiresAt - around.now() > RENEW_BEFORE_MS)
      return Promise.resolve({ ok: true, value: session });
    opening ??= openSession();
    return opening;
  }

  /** null: nothing came back, and nobody knows whether the call arrived. */
  async function sendOnce(open: Session, call: Call): Promise<BackendReply | null | ScriptFailure> {
    if (around.now() >= directBlockedUntil) {
      const direct = await sendDirectly(around, open, call);
      if (direct) return direct;
      if (!call.repeatable) return null;
    }
    const body = call.body === undefined ? {} : { body: call.body };
    const relayed = await around.script.call('callBackend', {
      method: call.method,
      path: call.path,
      token: open.token,
      ...body,
    });
    if (!relayed.ok) return relayed.error;
    // The relay answers where the direct way does not: spare the next calls the attempt.
    if (around.now() >= directBlockedUntil) directBlockedUntil = around.now() + DIRECT_AGAIN_AFTER_MS;
    return relayed.value;
  }

  async function request<T>(call: Call): Promise<Answer<T>> {
    let failure: ScriptFailure = LOST;
    let renewed = false;
    for (let attempt = 0; attempt <= WAITS_MS.length; attempt++) {
      const open = await ensureSession();
      if (!open.ok) return open;
      const reply = await sendOnce(open.value, call);
      if (reply && 'status' in reply) {
        if (reply.status >= 200 && reply.status < 300) return { ok: true, value: parseBody<T>(reply.body) };
        failure = refusal(reply);
        if (reply.status === 401 && !renewed) {
          renewed = true;
          if (session === open.value) session = null;
          continue;
        }
        if (!PASSING.has(reply.status)) break;
      } else {
        failure = reply ?? LOST;
      }
      if (!call.repeatable) break;
      await around.wait(WAITS_MS[attempt] ?? 0);
    }
    return { ok: false, error: failure };
  }

  const get = <T>(path: string) => request<T>({ method: 'get', path, repeatable: true });
  const post = <T>(path: string, body: unknown, repeatable: boolean) =>
    request<T>({ method: 'post', path, body, repeatable });
  const batchPath = (id: string) => `/v1/batches/${encodeURIComponent(id)}`;

  return {
    session: ensureSession,
    models: () => get('/v1/models'),
    scope: (body) => post('/v1/scope', body, true),
    batches: () => get('/v1/batches'),
    batch: (id) => get(batchPath(id)),
    rows: (id, after, limit) => get(`${batchPath(id)}/rows?after=${after}&limit=${limit}`),
    act: (id, action) =>
      post(
        `${batchPath(id)}/${action.do}`,
        ('body' in action && action.body) || {},
        action.do !== 'retry' && action.do !== 'regenerate',
      ),
    remove: (id) => request({ method: 'delete', path: batchPath(id), repeatable: true }),
    startExport: (id, body) => post(`${batchPath(id)}/exports`, body, false),
    exportState: (id) => get(`/v1/exports/${encodeURIComponent(id)}`),
  };
}

const LOST: ScriptFailure = {
  code: 'unplugged',
  message: 'Rowshot’s backend does not answer. What it runs goes on; this panel tries again by itself.',
};

async function sendDirectly(around: ApiSurroundings, open: Session, call: Call): Promise<BackendReply | null> {
  const headers: Record<string, string> = { Authorization: `Bearer ${open.token}` };
  if (call.body !== undefined) headers['Content-Type'] = 'application/json';
  const init: RequestInit = { method: call.method.toUpperCase(), headers, credentials: 'omit' };
  if (call.body !== undefined) init.body = JSON.stringify(call.body);
  try {
    const response = await around.fetch(open.backendUrl + call.path, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  } catch (error) {
    // fetch tells no more than "failed" for blocked, offline and unreadable alike.
    console.warn(`${call.method} ${call.path} got no answer directly:`, error);
    return null;
  }
}

function refusal(reply: BackendReply): ScriptFailure {
  const body = reply.body;
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  const message =
    typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : `The backend answered ${reply.status}.`;
  return { code: CODES[reply.status] ?? (PASSING.has(reply.status) ? 'unplugged' : 'backend'), message };
}

function parseBody<T>(body: unknown): T {
  return body as T;
}
