import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { WorkbookDocument } from './document.ts';
import { emptyWorkbook } from './model.ts';
import { workbookSchema } from './workbook-schema.ts';
import { writeFileDurably } from './write-file-durably.ts';

const fileSchema = z.strictObject({
  format: z.literal(1),
  revision: z.number().int().min(0),
  updatedAt: z.string(),
  permissions: z.strictObject({
    owner: z.string(),
    editors: z.array(z.string()),
    refuseServiceAccounts: z.boolean(),
  }),
  workbook: workbookSchema,
});

/** How long after a change a workbook is written, and at the latest while changes keep coming (milliseconds). */
const SAVE_DELAY = 300;
const SAVE_LATEST = 2000;

/**
 * Added to the revision when a workbook is loaded. A process that died may have told pages of changes that were not
 * written yet; were their revisions given out again, such a page would take other changes for those it has.
 */
const REVISIONS_PER_START = 1_000_000;

/** `cost`: how long the last turning into JSON held everything up (milliseconds); big workbooks are written less often. */
type Saving = { timer: NodeJS.Timeout | null; firstChange: number; cost: number; running: Promise<void> };

/** All spreadsheets of the workbench: a folder with one JSON file each, loaded at start and written after changes. */
export class WorkbookFolder {
  readonly folder: string;
  /** Files that could not be read at start. They were renamed, nothing was deleted. */
  readonly unreadable: { file: string; reason: string }[] = [];
  private readonly documents = new Map<string, WorkbookDocument>();
  private readonly saving = new Map<string, Saving>();
  private readonly onSaveError: (error: Error) => void;

  /** @param onSaveError is told when a file could not be written; the workbook stays open and is tried again later */
  constructor(folder: string, onSaveError: (error: Error) => void = (error) => console.error(error.message)) {
    this.folder = folder;
    this.onSaveError = onSaveError;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder).sort()) if (name.endsWith('.json')) this.load(name);
  }

  list(): readonly WorkbookDocument[] {
    return [...this.documents.values()];
  }

  get(id: string): WorkbookDocument | undefined {
    return this.documents.get(id);
  }

  /** Makes an empty spreadsheet. Its id looks like Google's: 44 letters, digits, `-`, `_`. */
  create(title: string, owner: string): WorkbookDocument {
    const id = `1${randomBytes(33).toString('base64url').slice(0, 43)}`;
    const permissions = { owner: owner.toLowerCase(), editors: [], refuseServiceAccounts: false };
    const document = new WorkbookDocument(
      emptyWorkbook(id, title, Intl.DateTimeFormat().resolvedOptions().timeZone),
      permissions,
    );
    this.adopt(document);
    this.saveSoon(document);
    return document;
  }

  /** Deletes the spreadsheet and its file. */
  async remove(id: string): Promise<void> {
    const saving = this.saving.get(id);
    if (saving?.timer) clearTimeout(saving.timer);
    this.documents.delete(id);
    await saving?.running;
    this.saving.delete(id);
    rmSync(this.pathOf(id), { force: true });
  }

  /** Writes everything that changed. Call it before the process ends. */
  async flush(): Promise<void> {
    for (const document of this.documents.values()) {
      const saving = this.saving.get(document.id);
      if (saving?.timer) this.save(document);
    }
    await Promise.all([...this.saving.values()].map((saving) => saving.running));
  }

  private load(name: string): void {
    const path = join(this.folder, name);
    try {
      const file = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      if (this.pathOf(file.workbook.id) !== path) throw new Error('its name is not the id of the workbook in it');
      const revision = file.revision + REVISIONS_PER_START;
      this.adopt(new WorkbookDocument(file.workbook, file.permissions, revision, file.updatedAt));
    } catch (error) {
      const aside = `${path}.unreadable-${Date.now()}`;
      renameSync(path, aside);
      const why =
        error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
      this.unreadable.push({
        file: aside,
        reason: `${path} is not a workbook of this workbench (${why.slice(0, 300)}). It was kept as ${aside}; mend it, name it ${name} again and restart.`,
      });
    }
  }

  private adopt(document: WorkbookDocument): void {
    this.documents.set(document.id, document);
    document.onChange(() => this.saveSoon(document));
  }

  private saveSoon(document: WorkbookDocument): void {
    const now = Date.now();
    const saving = this.saving.get(document.id) ?? {
      timer: null,
      firstChange: now,
      cost: 0,
      running: Promise.resolve(),
    };
    this.saving.set(document.id, saving);
    if (saving.timer) clearTimeout(saving.timer);
    else saving.firstChange = now;
    const wait = Math.max(
      0,
      Math.min(
        Math.max(SAVE_DELAY, 10 * saving.cost),
        saving.firstChange + Math.max(SAVE_LATEST, 30 * saving.cost) - now,
      ),
    );
    saving.timer = setTimeout(() => this.save(document), wait);
  }

  private save(document: WorkbookDocument): void {
    const saving = this.saving.get(document.id);
    if (!saving) return;
    if (saving.timer) clearTimeout(saving.timer);
    saving.timer = null;
    saving.running = saving.running.then(async () => {
      if (!this.documents.has(document.id)) return;
      const { revision, updatedAt, permissions, workbook } = document;
      const start = performance.now();
      const text = JSON.stringify({ format: 1, revision, updatedAt, permissions, workbook });
      saving.cost = performance.now() - start;
      try {
        await writeFileDurably(this.pathOf(document.id), text);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.onSaveError(new Error(`"${workbook.title}" could not be saved to ${this.pathOf(document.id)}: ${why}`));
      }
    });
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}.json`);
  }
}
