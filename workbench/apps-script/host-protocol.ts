import type { Activity, DialogAnswer, MenuItem, Selection } from '../server/api.ts';
import type { BasicFilter, Cell, Column, DeveloperMetadata, GridRange, ProtectedRange } from '../workbook/model.ts';
import type { Operation } from '../workbook/operation.ts';

/** What code inside the realm can ask of the workbench; every call blocks the script until the answer is there. */

/** A tab without its cells. */
export type TabSummary = {
  readonly id: number;
  readonly title: string;
  readonly hidden: boolean;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly filter: BasicFilter | null;
  readonly merges: readonly GridRange[];
  readonly protectedRanges: readonly ProtectedRange[];
  readonly columns: readonly (Column | null)[];
};

export type WorkbookSummary = {
  readonly id: string;
  readonly title: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly tabs: readonly TabSummary[];
  readonly metadata: readonly DeveloperMetadata[];
};

/** A value on its way: a date goes as its serial number, a picture as its address. */
export type WireValue = string | number | boolean | null | { readonly date: number } | { readonly image: string };

/** One text per cell. */
export type CellText = 'display' | 'formula' | 'note' | 'background' | 'foreground';

export type StoreName = 'document' | 'user' | 'script';

export type FetchRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  /** Text goes as it is, bytes as base64. */
  readonly body: { readonly text: string } | { readonly base64: string } | null;
  readonly followRedirects: boolean;
};

export type FetchAnswer =
  | {
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: { readonly text: string } | { readonly base64: string };
    }
  | { readonly failure: string };

export type Trigger = { readonly id: string; readonly functionName: string; readonly schedule: string };

type Nothing = Record<string, never>;

export type HostCalls = {
  workbook: { args: Nothing; result: WorkbookSummary };
  contentSize: { args: { tabId: number }; result: { rows: number; columns: number } };
  readValues: { args: { tabId: number; range: GridRange }; result: WireValue[][] };
  readTexts: { args: { tabId: number; range: GridRange; what: CellText }; result: string[][] };
  readCells: { args: { tabId: number; range: GridRange }; result: (Cell | null)[][] };
  /** Texts are read as if typed; dates get a date format where the cell has none. */
  writeEntries: { args: { tabId: number; row: number; column: number; values: WireValue[][] }; result: null };
  apply: { args: { operations: Operation[] }; result: null };
  rowHidden: { args: { tabId: number; row: number }; result: { byUser: boolean; byFilter: boolean } };
  selection: { args: Nothing; result: Selection };
  select: { args: { selection: Selection }; result: null };
  tell: { args: { activity: Activity }; result: null };
  ask: { args: { activity: Extract<Activity, { type: 'alert' | 'prompt' }> }; result: DialogAnswer };
  publishPanel: { args: { html: string }; result: { panelId: string; url: string } };
  addMenu: { args: { menu: MenuItem }; result: null };
  htmlFile: { args: { name: string }; result: string | null };
  properties: { args: { store: StoreName }; result: { [key: string]: string } };
  setProperties: {
    args: { store: StoreName; values: { [key: string]: string }; deleteOthers: boolean };
    result: null;
  };
  deleteProperties: { args: { store: StoreName; keys: string[] | 'all' }; result: null };
  cacheGet: { args: { store: StoreName; keys: string[] }; result: { [key: string]: string } };
  cachePut: { args: { store: StoreName; values: { [key: string]: string }; seconds: number }; result: null };
  cacheRemove: { args: { store: StoreName; keys: string[] }; result: null };
  lock: { args: { scope: StoreName; milliseconds: number }; result: boolean };
  unlock: { args: { scope: StoreName }; result: null };
  hasLock: { args: { scope: StoreName }; result: boolean };
  fetch: { args: { requests: FetchRequest[] }; result: FetchAnswer[] };
  idToken: { args: Nothing; result: string };
  accessToken: { args: Nothing; result: string };
  person: { args: Nothing; result: { email: string; key: string } };
  url: { args: Nothing; result: string };
  addEditors: { args: { emails: string[] }; result: null };
  removeEditor: { args: { email: string }; result: null };
  editors: { args: Nothing; result: { owner: string; editors: string[] } };
  triggers: { args: Nothing; result: Trigger[] };
  addTrigger: { args: { trigger: Trigger }; result: null };
  deleteTrigger: { args: { id: string }; result: null };
  sleep: { args: { milliseconds: number }; result: null };
  log: { args: { level: 'log' | 'info' | 'warn' | 'error'; text: string }; result: null };
};

export type HostCallName = keyof HostCalls;

/** What the worker computes by itself, without crossing to the main thread. Bytes are 0 – 255. */
export type LocalCalls = {
  uuid: { args: Nothing; result: string };
  digest: { args: { algorithm: string; bytes: number[] }; result: number[] };
  hmac: { args: { algorithm: string; bytes: number[]; key: number[] }; result: number[] };
  toBytes: { args: { text: string }; result: number[] };
  toText: { args: { bytes: number[] }; result: string };
  fromBase64: { args: { base64: string }; result: number[] };
  toBase64: { args: { bytes: number[] }; result: string };
  formatDate: { args: { milliseconds: number; timeZone: string; pattern: string }; result: string };
};

export type LocalCallName = keyof LocalCalls;

/** The one function that reaches out of the realm: JSON in, JSON out, never throwing. */
export type Bridge = (name: string, argsJson: string) => string;

/** What a bridge call comes back with. */
export type BridgeAnswer<T> = { readonly ok: T } | { readonly error: string };
