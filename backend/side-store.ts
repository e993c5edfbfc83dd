import type { SpaceId } from './records.ts';

/** A small JSON document, as text. */
export type JsonText = string;

/** A person's or space's uploaded file. */
export interface UploadRecord {
  /** Unguessable; in the upload's link. */
  readonly key: string;
  readonly space: SpaceId;
  readonly name: string;
  readonly file: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly createdAt: number;
}

export interface ExportRecord {
  readonly id: string;
  readonly space: SpaceId;
  readonly batchId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly state: 'building' | 'ready' | 'failed';
  /** The snapshot and whatever else its builder needs. */
  readonly body: JsonText;
}

export interface AuditEntry {
  readonly at: number;
  readonly sub: string;
  readonly space: SpaceId;
  /** `start`, `stop`, `resume`, `export` … */
  readonly action: string;
  readonly subject: string;
  readonly detail: JsonText;
}

/** What the store keeps besides batches: leases, challenges, settings, uploads, exports, the audit log. */
export interface SideStore {
  /** True if nobody else holds it at `now`; the holder may take it again to renew. */
  takeLease(name: string, holder: string, now: number, until: number): Promise<boolean>;
  releaseLease(name: string, holder: string): Promise<void>;

  putChallenge(id: string, body: JsonText, expiresAt: number): Promise<void>;
  /** Answers once, and only before it expires; then it is gone. */
  takeChallenge(id: string, now: number): Promise<JsonText | null>;

  putSetting(space: SpaceId, name: string, body: JsonText): Promise<void>;
  getSetting(space: SpaceId, name: string): Promise<JsonText | null>;

  putUpload(upload: UploadRecord): Promise<void>;
  getUpload(key: string): Promise<UploadRecord | null>;

  putExport(record: ExportRecord): Promise<void>;
  getExport(id: string): Promise<ExportRecord | null>;
  expiredExports(now: number): Promise<readonly ExportRecord[]>;

  appendAudit(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  listAudit(space: SpaceId, limit: number): Promise<readonly AuditEntry[]>;

  /** Removes everything of a space. */
  purgeSpace(space: SpaceId): Promise<void>;
}
