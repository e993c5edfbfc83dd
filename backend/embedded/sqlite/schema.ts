/**
 * Tables of the embedded store. A row's unchanging part (cells, plan) is kept apart from its state, so that a change of
 * state rewrites little; columns beside the JSON exist for indexes and for what only ticks may change (money).
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS batches (
  id TEXT PRIMARY KEY, space TEXT NOT NULL, state TEXT NOT NULL, open INTEGER NOT NULL,
  created_at INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS batches_by_space ON batches (space, created_at);
CREATE INDEX IF NOT EXISTS batches_open ON batches (id) WHERE open = 1;
CREATE INDEX IF NOT EXISTS batches_drafts ON batches (created_at) WHERE state = 'draft';

CREATE TABLE IF NOT EXISTS chunks (
  batch_id TEXT NOT NULL, chunk INTEGER NOT NULL, digest TEXT NOT NULL, rows TEXT NOT NULL,
  PRIMARY KEY (batch_id, chunk));

CREATE TABLE IF NOT EXISTS tabs (
  space TEXT NOT NULL, tab TEXT NOT NULL, batch_id TEXT NOT NULL, PRIMARY KEY (space, tab)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS row_facts (
  batch_id TEXT NOT NULL, row_id TEXT NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (batch_id, row_id));

CREATE TABLE IF NOT EXISTS rows (
  batch_id TEXT NOT NULL, row_id TEXT NOT NULL, number INTEGER NOT NULL, spreadsheet_id TEXT,
  kind TEXT NOT NULL, reason TEXT NOT NULL, provider TEXT NOT NULL, not_before INTEGER NOT NULL,
  lease_until INTEGER NOT NULL, queued_at INTEGER NOT NULL DEFAULT 0, run INTEGER NOT NULL,
  images INTEGER NOT NULL, reused INTEGER NOT NULL, in_doubt INTEGER NOT NULL,
  cost REAL NOT NULL, doubt REAL NOT NULL, need REAL NOT NULL,
  reserved REAL NOT NULL DEFAULT 0, settled REAL NOT NULL DEFAULT 0, settled_doubt REAL NOT NULL DEFAULT 0,
  payer TEXT NOT NULL DEFAULT '', month TEXT NOT NULL DEFAULT '',
  rev INTEGER NOT NULL, dirty INTEGER NOT NULL, live TEXT NOT NULL,
  PRIMARY KEY (batch_id, row_id));
CREATE INDEX IF NOT EXISTS rows_by_number ON rows (batch_id, number);
CREATE INDEX IF NOT EXISTS rows_by_rev ON rows (batch_id, rev);
CREATE INDEX IF NOT EXISTS rows_tally ON rows (batch_id, kind, reason, provider, reused, in_doubt, images, not_before);
CREATE INDEX IF NOT EXISTS rows_waiting ON rows (batch_id, provider, number, not_before) WHERE kind = 'waiting';
CREATE INDEX IF NOT EXISTS rows_queued ON rows (provider, batch_id, queued_at) WHERE kind = 'queued';
CREATE INDEX IF NOT EXISTS rows_running ON rows (batch_id, lease_until) WHERE kind = 'running';
CREATE INDEX IF NOT EXISTS rows_unsettled ON rows (batch_id)
  WHERE kind NOT IN ('queued', 'running') AND (reserved <> 0 OR cost <> settled OR doubt <> settled_doubt);
CREATE INDEX IF NOT EXISTS rows_dirty ON rows (spreadsheet_id, rev) WHERE dirty = 1;

CREATE TABLE IF NOT EXISTS outputs (
  batch_id TEXT NOT NULL, row_id TEXT NOT NULL, version INTEGER NOT NULL, n INTEGER NOT NULL,
  space TEXT NOT NULL, template TEXT NOT NULL, file TEXT, stored_at INTEGER NOT NULL,
  PRIMARY KEY (batch_id, row_id, version, n)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outputs_by_space ON outputs (space, stored_at, batch_id, row_id, version, n);
CREATE INDEX IF NOT EXISTS outputs_by_file ON outputs (file) WHERE file IS NOT NULL;

CREATE TABLE IF NOT EXISTS ledger (
  space TEXT NOT NULL, tab TEXT NOT NULL, row_id TEXT NOT NULL, fingerprint TEXT NOT NULL, batch_id TEXT NOT NULL,
  body TEXT NOT NULL, PRIMARY KEY (space, tab, row_id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ledger_by_fingerprint ON ledger (space, tab, fingerprint);
CREATE INDEX IF NOT EXISTS ledger_by_batch ON ledger (batch_id);

CREATE TABLE IF NOT EXISTS budgets (
  payer TEXT NOT NULL, month TEXT NOT NULL, spent REAL NOT NULL, reserved REAL NOT NULL, doubt REAL NOT NULL,
  PRIMARY KEY (payer, month)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS providers (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS challenges (id TEXT PRIMARY KEY, body TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS settings (
  space TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (space, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uploads (key TEXT PRIMARY KEY, space TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS exports (
  id TEXT PRIMARY KEY, space TEXT NOT NULL, expires_at INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit (
  at INTEGER NOT NULL, space TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS audit_by_space ON audit (space, at);
`;

/** Raised when the tables change in a way that older data has to be brought along for. */
export const SCHEMA_VERSION = 1;
