import type { GridRange, Workbook } from '../workbook/model.ts';
import type { AppliedOperation, Operation } from '../workbook/operation.ts';

/**
 * What the workbench's page and server say to each other. Everything is JSON under `/api` on the page's own origin
 * (`http://127.0.0.1:PORT`). A request whose Host or Origin is another one is answered 403.
 *
 * Who is asking comes from the page's query: `?as=anna` on any route makes the person `anna@workbench.local`;
 * without it the person is `you@workbench.local`.
 *
 * | route | body | answer |
 * |---|---|---|
 * | GET /api/workbooks | | `WorkbookList` |
 * | POST /api/workbooks | `{ title }` | 201 `WorkbookSnapshot` |
 * | GET /api/workbooks/:id | | `WorkbookSnapshot` |
 * | DELETE /api/workbooks/:id | | 204 |
 * | POST /api/workbooks/:id/operations | `OperationsRequest` | `OperationsResponse`; 409 `{ error }` where the operations no longer fit (nothing was applied) |
 * | POST /api/workbooks/:id/undo, …/redo | `{ clientId }` | `UndoResponse` |
 * | GET /api/workbooks/:id/events?since=REV&client=CLIENTID | | server-sent events, see `WorkbenchEvent` |
 * | PUT /api/workbooks/:id/selection | `Selection` | 204 |
 * | GET /api/workbooks/:id/menu | | `MenuResponse` (runs `onOpen`) |
 * | POST /api/workbooks/:id/script | `ScriptRequest` | `ScriptResponse` (200 also when the script threw) |
 * | POST /api/workbooks/:id/dialog-answer | `DialogAnswer` | 204 |
 * | POST /api/workbooks/:id/import?name=products.csv&client=CLIENTID | the file's bytes | `ImportResponse` |
 * | GET /api/workbooks/:id/export?format=csv\|xlsx&tab=TABID | | the file |
 * | GET /api/workbooks/:id/sharing | | `Sharing` |
 * | PUT /api/workbooks/:id/sharing | `Sharing` | `Sharing` |
 * | GET /api/people | | `{ people: Person[], you: Person }` |
 * | POST /api/faults | `Fault` or `{ clear: true }` | 204 (only on a server made for tests) |
 *
 * Every error is `{ error: string }`, a sentence for people.
 */
export type WorkbookSummary = {
  readonly id: string;
  readonly title: string;
  readonly revision: number;
  readonly tabs: number;
  /** ISO 8601. */
  readonly updatedAt: string;
};

/** `unreadable` names files that could not be read at start and were kept aside. */
export type WorkbookList = {
  readonly workbooks: readonly WorkbookSummary[];
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
};

export type Person = {
  /** The short name of `?as=`. */
  readonly name: string;
  /** The stable id inside ID tokens: decimal digits, as Google's. */
  readonly sub: string;
  readonly email: string;
};

export type WorkbookSnapshot = {
  readonly workbook: Workbook;
  readonly revision: number;
  readonly person: Person;
  readonly canEdit: boolean;
  readonly selection: Selection;
};

/** `clientId`: any text that is unique to the open page (a UUID). */
export type OperationsRequest = {
  readonly clientId: string;
  /** The revision the operations were made on. */
  readonly baseRevision: number;
  /** Applied together, and one step of undo. */
  readonly operations: readonly Operation[];
};

/**
 * `applied` is what was applied, moved to where it belongs after `missed` (an empty batch where its cells were deleted
 * meanwhile). The page takes its own operations back, applies `missed` (those it has not had through events) and then
 * `applied`. The same operations also come as events.
 */
export type OperationsResponse = {
  readonly revision: number;
  readonly missed: readonly AppliedOperation[];
  readonly applied: readonly AppliedOperation[];
};

/** `applied` is empty when there is nothing to undo (or redo). */
export type UndoResponse = {
  readonly revision: number;
  readonly applied: readonly AppliedOperation[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
};

/** The tab a person looks at and what they selected there; the first range holds the active cell. */
export type Selection = {
  readonly tabId: number;
  readonly ranges: readonly GridRange[];
  /** The cell with the cursor. */
  readonly activeCell: { readonly row: number; readonly column: number };
};

export type MenuItem =
  | { readonly type: 'item'; readonly label: string; readonly functionName: string }
  | { readonly type: 'separator' }
  | { readonly type: 'menu'; readonly label: string; readonly items: readonly MenuItem[] };

/** `error` when `onOpen` threw; `menus` is then what it had added so far. */
export type MenuResponse = {
  readonly menus: readonly MenuItem[];
  readonly addonName: string;
  readonly error: string | null;
};

/** `clientId` of the page that asks, so that undo there takes back what the script did. */
export type ScriptRequest = { readonly function: string; readonly args: readonly unknown[]; readonly clientId: string };

/** `error.name` and `error.message` as google.script.run's failure handler gets them. */
export type ScriptResponse =
  | { readonly result: unknown; readonly error?: undefined }
  | {
      readonly error: { readonly name: string; readonly message: string; readonly stack?: string };
      readonly result?: undefined;
    };

/** The answer to an alert or prompt. `button` as in Apps Script: OK, CANCEL, YES, NO, CLOSE. */
export type DialogAnswer = {
  readonly dialogId: string;
  readonly button: 'OK' | 'CANCEL' | 'YES' | 'NO' | 'CLOSE';
  readonly text?: string;
};

/** The new tab, and what the reader had to say about the file. */
export type ImportResponse = {
  readonly tabId: number;
  readonly title: string;
  readonly rows: number;
  readonly columns: number;
  readonly warnings: readonly string[];
};

/** `refuseServiceAccounts`: the "sharing outside the organisation is off" of a domain. */
export type Sharing = {
  readonly owner: string;
  readonly editors: readonly string[];
  readonly refuseServiceAccounts: boolean;
};

/**
 * What a script asked the page to do, sent to the person who ran it.
 * `url` is a page on the workbench's second origin (scripts' pages never share the grid's origin, as at Google). Put it
 * into an iframe; it talks by `PanelMessage`s.
 */
export type Activity =
  | { readonly type: 'toast'; readonly message: string; readonly title: string; readonly seconds: number }
  | { readonly type: 'select'; readonly selection: Selection }
  | { readonly type: 'sidebar'; readonly panelId: string; readonly title: string; readonly url: string }
  | {
      readonly type: 'dialog';
      readonly panelId: string;
      readonly title: string;
      readonly url: string;
      readonly width: number;
      readonly height: number;
      readonly modal: boolean;
    }
  | {
      readonly type: 'alert';
      readonly dialogId: string;
      readonly title: string;
      readonly message: string;
      readonly buttons: 'OK' | 'OK_CANCEL' | 'YES_NO' | 'YES_NO_CANCEL';
    }
  | {
      readonly type: 'prompt';
      readonly dialogId: string;
      readonly title: string;
      readonly message: string;
      readonly buttons: 'OK' | 'OK_CANCEL' | 'YES_NO' | 'YES_NO_CANCEL';
    };

/**
 * Server-sent events, one JSON text in `data` each; the SSE `event` name is `type`.
 * `operations` comes at most once in 50 ms. `reload`: the server cannot say what was missed; fetch the snapshot again.
 */
export type WorkbenchEvent =
  | { readonly type: 'operations'; readonly operations: readonly AppliedOperation[] }
  | { readonly type: 'activity'; readonly activity: Activity }
  | { readonly type: 'reload'; readonly revision: number };

/**
 * Between the page and a script's panel, by `postMessage`. The panel's `google.script.run` sends `call` to its parent;
 * the page checks `event.origin` (the origin of the panel's `url`) and `event.source`, posts to `/script` and answers
 * with `result` to `event.source`. `panelId` is the one of the activity.
 */
export type PanelMessage =
  | {
      readonly workbench: 'call';
      readonly panelId: string;
      readonly callId: number;
      readonly function: string;
      readonly args: readonly unknown[];
    }
  | { readonly workbench: 'host'; readonly panelId: string; readonly action: 'close' | 'focusEditor' }
  | {
      readonly workbench: 'host';
      readonly panelId: string;
      readonly action: 'setWidth' | 'setHeight';
      readonly pixels: number;
    };

/** The page's answer to a `call`; a whole `ScriptResponse`, or an error of the page's own. */
export type PanelAnswer = {
  readonly workbench: 'result';
  readonly panelId: string;
  readonly callId: number;
  readonly response: ScriptResponse;
};

/**
 * Makes the REST side misbehave. `times` is how many requests it affects (default: until cleared); `spreadsheetId`
 * limits it to one spreadsheet.
 * - `status`: answers that status before doing anything; with `afterApplying` the write is done and the answer is lost.
 * - `slow`: waits that long first.
 * - `sharing_refused`: permissions.create and addEditor are refused.
 * - `protected`: every write is refused as if the cells were protected.
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: 429 | 500 | 502 | 503;
      readonly times?: number;
      readonly spreadsheetId?: string;
      readonly writesOnly?: boolean;
      readonly afterApplying?: boolean;
      readonly retryAfterSeconds?: number;
    }
  | { readonly kind: 'slow'; readonly milliseconds: number; readonly times?: number; readonly spreadsheetId?: string }
  | { readonly kind: 'sharing_refused'; readonly times?: number; readonly spreadsheetId?: string }
  | { readonly kind: 'protected'; readonly times?: number; readonly spreadsheetId?: string };
