import type { AuditEntry, ExportRecord, SideStore, UploadRecord } from '../../side-store.ts';
import { type Database, textOf } from './database.ts';

/** Leases, challenges, settings, uploads, exports and the audit log. */
export function sideActions({ db, write, writeSoon }: Database): SideStore {
  const lease = db.prepare(`INSERT INTO leases (name, holder, until) VALUES ($name, $holder, $until)
    ON CONFLICT (name) DO UPDATE SET holder = $holder, until = $until WHERE holder = $holder OR until <= $now`);
  const release = db.prepare('DELETE FROM leases WHERE name = ? AND holder = ?');
  const putChallenge = db.prepare('INSERT OR REPLACE INTO challenges (id, body, expires_at) VALUES (?, ?, ?)');
  const takeChallenge = db.prepare('DELETE FROM challenges WHERE id = ? RETURNING body, expires_at > ? AS valid');
  const putSetting = db.prepare('INSERT OR REPLACE INTO settings (space, name, body) VALUES (?, ?, ?)');
  const getSetting = db.prepare('SELECT body FROM settings WHERE space = ? AND name = ?');
  const putUpload = db.prepare('INSERT OR REPLACE INTO uploads (key, space, body) VALUES (?, ?, ?)');
  const getUpload = db.prepare('SELECT body FROM uploads WHERE key = ?');
  const putExport = db.prepare('INSERT OR REPLACE INTO exports (id, space, expires_at, body) VALUES (?, ?, ?, ?)');
  const getExport = db.prepare('SELECT body FROM exports WHERE id = ?');
  const oldExports = db.prepare('SELECT body FROM exports WHERE expires_at <= ?');
  const audit = db.prepare('INSERT INTO audit (at, space, body) VALUES (?, ?, ?)');
  const listAudit = db.prepare('SELECT body FROM audit WHERE space = ? ORDER BY at DESC, rowid DESC LIMIT ?');
  const inBatches = ['chunks', 'rows', 'row_facts'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE batch_id IN (SELECT id FROM batches WHERE space = ?)`),
  );
  const inSpace = ['batches', 'tabs', 'outputs', 'ledger', 'settings', 'uploads', 'exports'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE space = ?`),
  );

  return {
    takeLease(name, holder, now, until) {
      return writeSoon(() => Number(lease.run({ $name: name, $holder: holder, $until: until, $now: now }).changes) > 0);
    },
    releaseLease(name, holder) {
      return writeSoon(() => {
        release.run(name, holder);
      });
    },
    putChallenge(id, body, expiresAt) {
      return write(() => {
        putChallenge.run(id, body, expiresAt);
      });
    },
    takeChallenge(id, now) {
      return write(() => {
        const row = takeChallenge.get(id, now);
        return row !== undefined && row.valid === 1 ? textOf(row, 'body') : null;
      });
    },
    putSetting(space, name, body) {
      return write(() => {
        putSetting.run(space, name, body);
      });
    },
    async getSetting(space, name) {
      const row = getSetting.get(space, name);
      return row === undefined ? null : textOf(row, 'body');
    },
    putUpload(upload) {
      return write(() => {
        putUpload.run(upload.key, upload.space, JSON.stringify(upload));
      });
    },
    async getUpload(key) {
      const row = getUpload.get(key);
      return row === undefined ? null : (JSON.parse(textOf(row, 'body')) as UploadRecord);
    },
    putExport(record) {
      return write(() => {
        putExport.run(record.id, record.space, record.expiresAt, JSON.stringify(record));
      });
    },
    async getExport(id) {
      const row = getExport.get(id);
      return row === undefined ? null : (JSON.parse(textOf(row, 'body')) as ExportRecord);
    },
    async expiredExports(now) {
      return oldExports.all(now).map((row) => JSON.parse(textOf(row, 'body')) as ExportRecord);
    },
    appendAudit(entry) {
      return write(() => {
        audit.run(entry.at, entry.space, JSON.stringify(entry));
      });
    },
    async listAudit(space, limit) {
      return listAudit.all(space, limit).map((row) => JSON.parse(textOf(row, 'body')) as AuditEntry);
    },
    purgeSpace(space) {
      return write(() => {
        for (const statement of inBatches) statement.run(space);
        for (const statement of inSpace) statement.run(space);
      });
    },
  };
}
