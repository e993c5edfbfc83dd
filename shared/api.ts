import type { Catalogue, ProviderId } from './catalogue.ts';
import type { Cell } from './cell.ts';
import type { RowFailure } from './errors.ts';
import type { BatchSettings } from './settings.ts';
import type { RowClass, RowCounts, Scope, ShownBatchStatus, ShownRowStatus } from './states.ts';
import type { TemplateId } from './template.ts';

/**
 * The JSON of the backend's API, as both sides see it. Paths (all under the backend's address, bearer session token
 * unless said otherwise):
 *
 * POST /v1/challenges (ID token)   {spreadsheetId} → ChallengeAnswer
 * POST /v1/sessions (ID token)     SessionRequest → SessionAnswer
 * GET  /v1/models                  → ModelsAnswer
 * POST /v1/scope                   ScopeRequest → ScopeAnswer
 * POST /v1/probes                  {urls ≤ 50} → ProbeAnswer
 * POST /v1/uploads?name=           bytes → UploadAnswer
 * GET  /v1/batches                 → BatchList
 * PUT  /v1/batches/{id}            DraftRequest → BatchView
 * PUT  /v1/batches/{id}/rows/{chunk}  ChunkRequest → ChunkAnswer
 * POST /v1/batches/{id}/start      StartRequest → BatchView
 * GET  /v1/batches/{id}            → BatchView
 * GET  /v1/batches/{id}/rows?after=&limit=&status=  → RowPage
 * GET  /v1/batches/{id}/inputs     → BatchInputs (what Open restores)
 * POST /v1/batches/{id}/stop | resume | cancel | retry | regenerate | rename   → BatchView
 * DELETE /v1/batches/{id}
 * POST /v1/batches/{id}/exports    ExportRequest → ExportView ; GET /v1/exports/{id} → ExportView
 * GET  /v1/exports/{id}/file?key=  → application/zip (the key in the link is the permission)
 * POST /v1/sheet/plan              SheetPlanRequest → SheetPlanAnswer (only where the backend may not write itself)
 * GET  /u/{key}/{name}             an upload; GET /r/{key}/{name} a result; both with ?w=320 for a preview (no token)
 * GET  /openapi.json, /healthz, /readyz (no token)
 */
export interface ApiError {
  readonly error: {
    /** `bad_request`, `unauthenticated`, `not_found`, `conflict`, `too_large`, `internal` … */
    readonly code: string;
    /** A sentence for people. */
    readonly message: string;
  };
}

export interface ChallengeAnswer {
  readonly challengeId: string;
  /** Developer metadata that the add-on writes into the document, and removes after the session is answered. */
  readonly metadataKey: string;
  readonly metadataValue: string;
  /** Share the spreadsheet with this account so that results arrive while the sidebar is closed; null: not asked for. */
  readonly writerAccount: string | null;
}

export interface SessionRequest {
  readonly spreadsheetId: string;
  /** null: no proof is possible (sharing refused): the batches are the caller's alone. */
  readonly challengeId: string | null;
}

export interface SessionAnswer {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Whether edit access was proved: then the backend writes into the sheet, and everyone who can edit sees the batches. */
  readonly proved: boolean;
  readonly email: string;
}

export interface ModelsAnswer {
  readonly catalogue: Catalogue;
  readonly configured: readonly ProviderId[];
  readonly limits: {
    readonly maxRows: number;
    readonly maxImages: number;
    readonly maxFileBytes: number;
    readonly maxPixels: number;
  };
  readonly notices: { readonly webhook: boolean; readonly email: boolean };
  readonly month: { readonly spentUsd: number; readonly reservedUsd: number; readonly capUsd: number | null };
  readonly retentionDays: number | null;
}

export interface ScopeRequest {
  readonly tab: string;
  readonly template: TemplateId;
  /** SHA-256 of fingerprintText, hex, first 32 digits. */
  readonly rows: readonly { readonly rowId: string; readonly fingerprint: string }[];
}

export interface ScopeAnswer {
  /** In the order of the request. */
  readonly classes: readonly RowClass[];
  /** The tab's unfinished batch, if there is one. */
  readonly running: BatchView | null;
}

export interface ProbeAnswer {
  readonly results: readonly (
    | { readonly url: string; readonly ok: true; readonly mediaType: string; readonly bytes: number | null }
    | { readonly url: string; readonly ok: false; readonly failure: RowFailure }
  )[];
}

export interface UploadAnswer {
  readonly url: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

export interface DraftRequest {
  /** The tab's sheetId as text (the command line: its own key). */
  readonly tab: string;
  readonly tabTitle: string;
  readonly name: string;
  readonly template: TemplateId;
  readonly settings: BatchSettings;
  readonly scope: Scope;
  readonly preview: boolean;
  /** USD for the whole batch, spent included; null: no cap of its own. */
  readonly budgetUsd: number | null;
  /** The header row as read. */
  readonly header: readonly Cell[];
  readonly headerRow: number;
  /** 0-based indexes of our own columns in that header. */
  readonly ownColumns: readonly number[];
}

export interface DraftRow {
  readonly rowId: string;
  readonly number: number;
  readonly cells: readonly Cell[];
  readonly problem?: string;
}

export interface ChunkRequest {
  /** ≤ 500, all from one read; replaces the chunk of that number. */
  readonly rows: readonly DraftRow[];
}

export interface ChunkAnswer {
  /** SHA-256 of the request body's bytes, hex. */
  readonly digest: string;
}

export interface StartRequest {
  readonly rows: number;
  /** SHA-256, hex, of the chunks' digests in order, joined by line feeds. */
  readonly digest: string;
}

export interface BatchView {
  readonly id: string;
  readonly name: string;
  readonly template: TemplateId;
  readonly tab: string;
  readonly tabTitle: string;
  readonly preview: boolean;
  readonly status: ShownBatchStatus | 'draft';
  /** Why it is paused, or another sentence to show; `''` for none. */
  readonly message: string;
  readonly counts: RowCounts;
  readonly images: number;
  readonly spentUsd: number;
  readonly inDoubtUsd: number;
  readonly budgetUsd: number | null;
  readonly startedBy: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Rows finished per minute over the last minute; null while unknown. */
  readonly ratePerMinute: number | null;
  readonly secondsLeft: number | null;
  /** Raised with every change of a row: pass it as `after` to read only what is new. */
  readonly rev: number;
  readonly expiresAt: number | null;
}

export interface BatchList {
  /** Newest first. */
  readonly batches: readonly BatchView[];
}

export interface OutputView {
  readonly n: number;
  readonly version: number;
  readonly kind: 'image' | 'text';
  readonly name: string;
  /** Result link; `?w=320` is its preview. `''` for a text. */
  readonly url: string;
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly costUsd: number;
  readonly seed: number | null;
  readonly model: string;
  readonly promptSent: string;
  readonly warnings: readonly string[];
}

export interface RowView {
  readonly rowId: string;
  /** Its number when the batch started. */
  readonly number: number;
  readonly status: ShownRowStatus;
  readonly message: string;
  readonly failure: RowFailure | null;
  readonly outputs: readonly OutputView[];
  readonly costUsd: number;
  readonly seed: number | null;
  readonly warnings: readonly string[];
  readonly rev: number;
  /** The row's prompt or source, to tell rows apart in a list. */
  readonly label: string;
}

export interface RowPage {
  readonly rows: readonly RowView[];
  /** Pass as `after` to go on. */
  readonly rev: number;
  readonly more: boolean;
}

export interface BatchInputs {
  readonly name: string;
  readonly template: TemplateId;
  readonly settings: BatchSettings;
  readonly header: readonly Cell[];
  readonly rows: readonly DraftRow[];
}

export interface RetryRequest {
  /** null: all failed rows, and those in doubt only if `inDoubt`. */
  readonly rowIds: readonly string[] | null;
  /** Also runs rows that may have been charged. */
  readonly inDoubt: boolean;
}

export interface RegenerateRequest {
  readonly rowIds: readonly string[];
}

export interface ExportRequest {
  /** null: every finished row. */
  readonly rowIds: readonly string[] | null;
}

export type ExportView =
  | { readonly id: string; readonly state: 'building'; readonly done: number; readonly total: number }
  | {
      readonly id: string;
      readonly state: 'ready';
      readonly url: string;
      readonly name: string;
      readonly bytes: number;
    }
  | { readonly id: string; readonly state: 'failed'; readonly message: string };

/** What the add-on read from its tab, for planning the writes it will apply itself. */
export interface SheetPlanRequest {
  readonly tab: string;
  readonly header: readonly string[];
  readonly headerNotes: readonly string[];
  /** Values of the row_id column from the first row below the header on. */
  readonly rowIds: readonly string[];
  /** Our columns' shown values, one list a row, in the order of `ownColumns`; same rows as `rowIds`. */
  readonly ownColumns: readonly number[];
  readonly ownValues: readonly (readonly string[])[];
  /** The header's row number, 1-based; without it the one that the batch began with. */
  readonly headerRow?: number;
  /**
   * The tab's rows as for a draft, in the order of `rowIds`: where they were sorted without our columns, results follow
   * their inputs. Without them row ids alone decide.
   */
  readonly inputs?: readonly (readonly Cell[])[];
}

/** One literal cell: text, never a formula; a link on it where `url` is given. */
export interface PlannedCell {
  /** 1-based. */
  readonly row: number;
  /** 0-based column. */
  readonly column: number;
  readonly value: string | number;
  readonly url?: string;
  /** Show the picture itself in the cell, from our own URL. */
  readonly picture?: boolean;
}

export interface SheetPlanAnswer {
  readonly cells: readonly PlannedCell[];
  /** Rev up to which these writes bring the sheet. */
  readonly rev: number;
}
