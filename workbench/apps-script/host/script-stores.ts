import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../workbook/write-file-durably.ts';
import type { Trigger } from '../host-protocol.ts';
import { HostError } from './host-error.ts';

const MAX_PROPERTY = 9 * 1024;
const MAX_STORE = 500 * 1024;
const MAX_CACHED = 100 * 1024;
const MAX_CACHE_KEY = 250;
const MAX_CACHE_SECONDS = 21_600;
const SAVE_DELAY = 100;

const triggerSchema = z.object({ id: z.string(), functionName: z.string(), schedule: z.string() });
const fileSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.string())),
  triggers: z.array(triggerSchema),
});

type Stored = { properties: { [store: string]: { [key: string]: string } }; triggers: Trigger[] };

/** Properties (kept on disk), cache and triggers of the script. */
export class ScriptStores {
  private readonly path: string;
  private readonly stored: Stored;
  private readonly cache = new Map<string, { value: string; until: number }>();
  private timer: NodeJS.Timeout | null = null;
  private saving: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, 'script-properties.json');
    this.stored = this.read();
  }

  properties(store: string): { [key: string]: string } {
    return { ...this.stored.properties[store] };
  }

  /** @throws HostError above 9 KB a value or 500 KB a store */
  setProperties(store: string, values: { readonly [key: string]: string }, deleteOthers: boolean): void {
    for (const [key, value] of Object.entries(values)) {
      if (Buffer.byteLength(value) > MAX_PROPERTY) throw new HostError(`Argument too large: value (property "${key}")`);
    }
    const next = { ...(deleteOthers ? {} : this.stored.properties[store]), ...values };
    const size = Object.entries(next).reduce(
      (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
      0,
    );
    if (size > MAX_STORE) {
      throw new HostError('You have exceeded the property storage quota. Please remove some properties and try again.');
    }
    this.stored.properties[store] = next;
    this.saveSoon();
  }

  deleteProperties(store: string, keys: readonly string[] | 'all'): void {
    const next = keys === 'all' ? {} : this.properties(store);
    if (keys !== 'all') for (const key of keys) delete next[key];
    this.stored.properties[store] = next;
    this.saveSoon();
  }

  cacheGet(store: string, keys: readonly string[]): { [key: string]: string } {
    const found: { [key: string]: string } = {};
    for (const key of keys) {
      const entry = this.cache.get(`${store}\n${key}`);
      if (entry && entry.until > Date.now()) found[key] = entry.value;
    }
    return found;
  }

  /** @throws HostError above 100 KB a value or 250 characters a key */
  cachePut(store: string, values: { readonly [key: string]: string }, seconds: number): void {
    for (const [key, value] of Object.entries(values)) {
      if (key.length > MAX_CACHE_KEY) throw new HostError('Argument too large: key');
      if (Buffer.byteLength(value) > MAX_CACHED) throw new HostError('Argument too large: value');
      const lifetime = Math.min(Math.max(1, seconds), MAX_CACHE_SECONDS);
      this.cache.set(`${store}\n${key}`, { value, until: Date.now() + lifetime * 1000 });
    }
  }

  cacheRemove(store: string, keys: readonly string[]): void {
    for (const key of keys) this.cache.delete(`${store}\n${key}`);
  }

  triggers(): Trigger[] {
    return [...this.stored.triggers];
  }

  addTrigger(trigger: Trigger): void {
    this.stored.triggers.push(trigger);
    this.saveSoon();
  }

  deleteTrigger(id: string): void {
    this.stored.triggers = this.stored.triggers.filter((trigger) => trigger.id !== id);
    this.saveSoon();
  }

  /** Writes what has not been written yet. */
  async flush(): Promise<void> {
    if (this.timer) this.save();
    await this.saving;
  }

  private read(): Stored {
    if (!existsSync(this.path)) return { properties: {}, triggers: [] };
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch (error) {
      const aside = `${this.path}.unreadable-${Date.now()}`;
      renameSync(this.path, aside);
      console.error(`The script's properties could not be read and start empty; the file is kept as ${aside}.`, error);
      return { properties: {}, triggers: [] };
    }
  }

  private saveSoon(): void {
    this.timer ??= setTimeout(() => this.save(), SAVE_DELAY);
  }

  private save(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.saving = this.saving
      .then(() => writeFileDurably(this.path, JSON.stringify(this.stored)))
      .catch((error: unknown) => console.error(`The script's properties could not be saved to ${this.path}:`, error));
  }
}
