import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { writeFileDurably } from '../workbook/write-file-durably.ts';

export const FOLDER_TYPE = 'application/vnd.google-apps.folder';

const permissionSchema = z.object({
  id: z.string(),
  type: z.string(),
  role: z.string(),
  emailAddress: z.string().optional(),
});
const fileSchema = z.object({
  id: z.string(),
  name: z.string(),
  mimeType: z.string(),
  parents: z.array(z.string()),
  createdTime: z.string(),
  modifiedTime: z.string(),
  size: z.number().nullable(),
  trashed: z.boolean(),
  owner: z.string(),
  permissions: z.array(permissionSchema),
});

export type DriveFile = z.infer<typeof fileSchema>;
export type DrivePermission = z.infer<typeof permissionSchema>;

/** People's Drive: a folder with an index and one file of content each. */
export class DriveStore {
  readonly folder: string;
  private readonly indexPath: string;
  private readonly files = new Map<string, DriveFile>();
  private saving: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.folder = folder;
    this.indexPath = join(folder, 'index.json');
    mkdirSync(folder, { recursive: true });
    if (!existsSync(this.indexPath)) writeFileSync(this.indexPath, '[]');
    const index = z.array(fileSchema).parse(JSON.parse(readFileSync(this.indexPath, 'utf8')));
    for (const file of index) this.files.set(file.id, file);
  }

  list(): readonly DriveFile[] {
    return [...this.files.values()];
  }

  get(id: string): DriveFile | undefined {
    return this.files.get(id);
  }

  /** Makes a file (or folder) without content. */
  async create(
    given: { name?: string; mimeType?: string; parents?: readonly string[] },
    owner: string,
  ): Promise<DriveFile> {
    const now = new Date().toISOString();
    const file: DriveFile = {
      id: `1${randomBytes(24).toString('base64url')}`,
      name: given.name ?? 'Untitled',
      mimeType: given.mimeType ?? 'application/octet-stream',
      parents: given.parents && given.parents.length > 0 ? [...given.parents] : ['root'],
      createdTime: now,
      modifiedTime: now,
      size: given.mimeType === FOLDER_TYPE ? null : 0,
      trashed: false,
      owner,
      permissions: [{ id: `owner-${owner}`, type: 'user', role: 'owner', emailAddress: owner }],
    };
    this.files.set(file.id, file);
    await this.save();
    return file;
  }

  /** Takes a finished temporary file over as the file's content. */
  async setContent(file: DriveFile, temporary: string): Promise<void> {
    await rename(temporary, this.contentPath(file.id));
    file.size = (await stat(this.contentPath(file.id))).size;
    file.modifiedTime = new Date().toISOString();
    await this.save();
  }

  content(file: DriveFile): Readable | null {
    const path = this.contentPath(file.id);
    return existsSync(path) ? createReadStream(path) : null;
  }

  async remove(id: string): Promise<void> {
    this.files.delete(id);
    await rm(this.contentPath(id), { force: true });
    await this.save();
  }

  /** A path for bytes that are still coming in. */
  temporaryPath(): string {
    return join(this.folder, `incoming-${randomBytes(12).toString('hex')}`);
  }

  dropTemporary(path: string): void {
    rmSync(path, { force: true });
  }

  async save(): Promise<void> {
    this.saving = this.saving
      .catch(() => undefined)
      .then(() => writeFileDurably(this.indexPath, JSON.stringify([...this.files.values()])));
    await this.saving;
  }

  private contentPath(id: string): string {
    return join(this.folder, `${id}.content`);
  }
}
