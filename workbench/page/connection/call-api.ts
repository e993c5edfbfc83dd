import type {
  DialogAnswer,
  ImportResponse,
  MenuResponse,
  OperationsRequest,
  OperationsResponse,
  ScriptRequest,
  ScriptResponse,
  Selection,
  Sharing,
  UndoResponse,
  WorkbookList,
  WorkbookSnapshot,
} from '../../server/api.ts';

/** The server answered, but not with a success. `status` is the HTTP status; the message is a sentence for people. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The server could not be reached; whether it got the request is unknown. */
export class UnreachableError extends Error {
  override name = 'UnreachableError';
}

/** The server's routes (workbench/server/api.ts), called as one person. */
export type Api = ReturnType<typeof connectApi>;

/** @param person the name of `?as=`, or null for the usual person */
export function connectApi(person: string | null) {
  const address = (path: string, query: Record<string, string> = {}) => {
    const search = new URLSearchParams(query);
    if (person) search.set('as', person);
    const text = search.toString();
    return text === '' ? path : `${path}?${text}`;
  };
  const of = (id: string, route = '') => `/api/workbooks/${encodeURIComponent(id)}${route}`;

  async function send<T>(method: string, url: string, body?: unknown, raw?: Blob): Promise<T> {
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        ...(raw ? { body: raw } : body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: raw
          ? { 'content-type': 'application/octet-stream' }
          : body === undefined
            ? {}
            : { 'content-type': 'application/json' },
      });
    } catch (error) {
      throw new UnreachableError('The workbench does not answer.', { cause: error });
    }
    const text = await response.text();
    if (!response.ok) throw new ApiError(response.status, errorSentence(text, response.status));
    return JSON.parse(text === '' ? 'null' : text);
  }

  return {
    address,
    list: () => send<WorkbookList>('GET', address('/api/workbooks')),
    create: (title: string) => send<WorkbookSnapshot>('POST', address('/api/workbooks'), { title }),
    open: (id: string) => send<WorkbookSnapshot>('GET', address(of(id))),
    remove: (id: string) => send<null>('DELETE', address(of(id))),
    operations: (id: string, request: OperationsRequest) =>
      send<OperationsResponse>('POST', address(of(id, '/operations')), request),
    undo: (id: string, clientId: string) => send<UndoResponse>('POST', address(of(id, '/undo')), { clientId }),
    redo: (id: string, clientId: string) => send<UndoResponse>('POST', address(of(id, '/redo')), { clientId }),
    select: (id: string, selection: Selection) => send<null>('PUT', address(of(id, '/selection')), selection),
    menu: (id: string) => send<MenuResponse>('GET', address(of(id, '/menu'))),
    script: (id: string, request: ScriptRequest) => send<ScriptResponse>('POST', address(of(id, '/script')), request),
    answerDialog: (id: string, answer: DialogAnswer) => send<null>('POST', address(of(id, '/dialog-answer')), answer),
    sharing: (id: string) => send<Sharing>('GET', address(of(id, '/sharing'))),
    share: (id: string, sharing: Sharing) => send<Sharing>('PUT', address(of(id, '/sharing')), sharing),
    importFile: (id: string, file: File, clientId: string) =>
      send<ImportResponse>('POST', address(of(id, '/import'), { name: file.name, client: clientId }), undefined, file),
    exportAddress: (id: string, format: 'csv' | 'xlsx', tabId: number) =>
      address(of(id, '/export'), { format, tab: String(tabId) }),
    eventsAddress: (id: string, since: number, clientId: string) =>
      address(of(id, '/events'), { since: String(since), client: clientId }),
  };
}

function errorSentence(text: string, status: number): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string')
      return body.error;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return `The workbench answered with status ${status}.`;
}
