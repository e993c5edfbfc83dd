import type { BatchView, SessionAnswer } from '../shared/api.ts';
import type { Catalogue, ModelId, ProviderId } from '../shared/catalogue.ts';
import type { Issue, Notice } from '../shared/issue.ts';
import type { ReadLimits } from '../shared/reading.ts';
import type { BatchSettings } from '../shared/settings.ts';
import type { Template, TemplateId } from '../shared/template.ts';
import type { TemplateTable, TemplateTableColumn } from '../shared/template-table.ts';

/**
 * What the sidebar and the add-on's server functions say to each other through `google.script.run`: one JSON value in,
 * one {@link Answer} out, for every function.
 */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ScriptFailure };

export interface ScriptFailure {
  readonly code: ScriptErrorCode;
  /** A sentence for people. */
  readonly message: string;
}

export type ScriptErrorCode =
  /** No identity token: the person is signed into several accounts, or has not authorised the add-on. */
  | 'no_identity'
  | 'several_accounts'
  /** The backend could not be reached, or does not answer as itself. */
  | 'unplugged'
  /** The session token is too old; a new session makes the call possible. */
  | 'expired'
  /** Somebody else holds the spreadsheet's lock. */
  | 'busy'
  /** The sheet is not what was checked any more. */
  | 'changed'
  | 'not_found'
  | 'conflict'
  | 'bad_request'
  /** The backend refused or failed in another way. */
  | 'backend'
  /** Apps Script itself failed. */
  | 'script';

export type SidebarView = 'run' | 'check' | 'templates' | 'results' | 'batches' | 'help';

/** What is remembered for a tab, in the document's properties. */
export interface TabSetup {
  /** null: not chosen yet. */
  readonly template: TemplateId | null;
  readonly settings: BatchSettings;
  /** USD for the whole batch; null: no cap of its own. */
  readonly budgetUsd: number | null;
}

/** The tab that the person looks at. */
export interface LoadedTab {
  readonly spreadsheetId: string;
  /** The tab's sheetId as text. */
  readonly tab: string;
  readonly tabTitle: string;
  /** Today in the spreadsheet's time zone, e.g. `20 Nov 2026`. */
  readonly today: string;
  /** What the menu asked to show. */
  readonly view: SidebarView;
  readonly setup: TabSetup;
  /** The person's own headers (ours left out), for the mapping and the key column. */
  readonly headers: readonly string[];
}

/** What the backend told about models; what the panel was built with until it answered. */
export interface Knowledge {
  readonly catalogue: Catalogue;
  readonly configured: readonly ProviderId[];
  readonly limits: ReadLimits;
}

export interface CheckRequest {
  readonly tab: string;
  /** Whole: templates and catalogue travel with the panel, so that Code.js stays small. */
  readonly template: Template;
  readonly settings: BatchSettings;
  readonly preview: boolean;
  readonly knowledge: Knowledge;
}

/** What one output of a row costs at most, by model. */
export interface ModelCost {
  readonly model: ModelId;
  readonly provider: ProviderId;
  readonly images: number;
  /** USD, upper bound. */
  readonly usd: number;
}

/** One row that is neither blank nor an untouched example. */
export interface CheckedRow {
  readonly number: number;
  /** `''`: this row has no id yet. */
  readonly rowId: string;
  readonly fingerprint: string;
  readonly ready: boolean;
  /** Index into `shapes`; -1 where the row has an error. */
  readonly shape: number;
}

export interface FirstRow {
  readonly number: number;
  readonly prompt: string;
  readonly tool: string;
  readonly model: ModelId;
  readonly images: number;
  readonly aspectRatio: string | null;
  /** First source picture's URL or upload link; null: none. */
  readonly source: string | null;
}

export interface TabCheck {
  readonly rows: readonly CheckedRow[];
  /** Distinct costs of one row; rows refer to them, so that 10,000 rows stay small. */
  readonly shapes: readonly (readonly ModelCost[])[];
  readonly skipped: { readonly blank: number; readonly example: number };
  /** The first errors by cell, and how many there are in all. */
  readonly errors: readonly Issue[];
  readonly errorCount: number;
  readonly repairable: number;
  readonly warnings: readonly Issue[];
  readonly warningCount: number;
  readonly notices: readonly Notice[];
  /** Rows (by number) of the person's selection. */
  readonly selected: readonly number[];
  readonly first: FirstRow | null;
  /** The person's own headers. */
  readonly headers: readonly string[];
  /** SHA-256, hex, of everything that was read for this check: `submit` refuses another sheet than the one checked. */
  readonly digest: string;
}

/** Which of the checked rows to run, in the person's terms. */
export type Chosen =
  | { readonly kind: 'auto' }
  | { readonly kind: 'all' }
  | { readonly kind: 'first'; readonly count: number }
  | { readonly kind: 'selected'; readonly numbers: readonly number[] };

export interface SubmitRequest extends CheckRequest {
  /** Made by the sidebar before the first call, kept until start was answered. */
  readonly batchId: string;
  readonly token: string;
  readonly name: string;
  readonly budgetUsd: number | null;
  readonly chosen: Chosen;
  /** The check's digest. */
  readonly digest: string;
}

export interface CellRepair {
  readonly cell: string;
  /** What the cell showed when it was checked. */
  readonly found: string;
  readonly value: string;
}

export interface BackendCall {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** From `/v1/` on. */
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
}

export interface BackendReply {
  readonly status: number;
  /** Parsed JSON, or null for an empty answer. */
  readonly body: unknown;
}

/** The server functions by name; the sidebar's client and the bundle's exports are both checked against it. */
export interface ServerFunctions {
  loadTab(request: null): LoadedTab;
  openSession(request: null): SessionAnswer & { readonly backendUrl: string };
  callBackend(request: BackendCall): BackendReply;
  checkTab(request: CheckRequest): TabCheck;
  submitBatch(request: SubmitRequest): BatchView;
  repairCells(request: { readonly tab: string; readonly repairs: readonly CellRepair[] }): RepairReply;
  repairAll(request: CheckRequest): RepairReply;
  jumpTo(request: { readonly tab: string; readonly cell: string }): null;
  showRow(request: { readonly tab: string; readonly rowId: string }): null;
  selectedRowIds(request: { readonly tab: string }): readonly string[];
  insertTemplate(request: {
    readonly template: TemplateId;
    readonly title: string;
    readonly table: TemplateTable;
  }): LoadedTab;
  addColumn(request: { readonly tab: string; readonly column: TemplateTableColumn }): null;
  saveSetup(request: { readonly tab: string; readonly setup: TabSetup }): null;
  applyPlannedWrites(request: { readonly tab: string; readonly token: string }): { readonly written: number };
  openBatch(request: { readonly batchId: string; readonly token: string }): LoadedTab;
}

export interface RepairReply {
  readonly repaired: number;
  /** Cells that changed since they were checked, left alone. */
  readonly left: readonly string[];
}
