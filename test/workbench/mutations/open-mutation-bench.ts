import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../../backend/config.ts';
import { CATALOGUE, templateById } from '../../../templates/index.ts';
import type { Fault } from '../../../workbench/server/api.ts';
import { type RunningWorkbench, startWorkbench } from '../../../workbench/start-workbench.ts';
import type { WorkbookDocument } from '../../../workbench/workbook/document.ts';
import { emptyTab, findTab, type Tab } from '../../../workbench/workbook/model.ts';
import type { Operation } from '../../../workbench/workbook/operation.ts';
import { createInstantEngine } from './instant-engine.ts';

export const HEADER = ['sku', 'prompt', 'aspect_ratio', 'num_images', 'model', 'seed_number', 'note', 'price'] as const;
export const TAB = 7;

/** The whole product with an engine that takes no time worth speaking of, and quotas that do not slow a test down. */
export async function openMutationBench(milliseconds: number) {
  const folder = await mkdtemp(path.join(tmpdir(), 'rowshot-mutations-'));
  const config = readConfig({ PORT: '0', ROWSHOT_DATA: folder, ROWSHOT_SHEET_WRITES_PER_MINUTE: '600' });
  const logged: string[] = [];
  const running = await startWorkbench({
    config,
    testing: true,
    quota: { perProject: 100_000, perUser: 100_000 },
    backend: {
      engines: [createInstantEngine(milliseconds)],
      log: (event, facts) => logged.push(`${new Date().toISOString().slice(17, 23)} ${event} ${JSON.stringify(facts)}`),
    },
  });
  return {
    running,
    /** What the backend said. */
    logged,
    close: async () => {
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Row 1-based among the data. The inputs of each are its own. */
export function rowOf(n: number): readonly (string | number)[] {
  const sku = `K-${String(n).padStart(4, '0')}`;
  const ratio = n % 3 === 0 ? '16:9' : '1:1';
  return [sku, `Kite ${sku}`, ratio, '1', 'studio', String(40_000 + n), `mine ${n}`, n];
}

/** Talks to one spreadsheet as its page and its sidebar do. */
export class Spreadsheet {
  readonly document: WorkbookDocument;
  private readonly running: RunningWorkbench;
  private readonly base: string;
  private readonly person: string;

  constructor(running: RunningWorkbench, document: WorkbookDocument, person = 'you') {
    this.running = running;
    this.document = document;
    this.base = `${running.url}/api/workbooks/${document.id}`;
    this.person = person;
  }

  /** A new spreadsheet whose tab {@link TAB} has that many rows. */
  static create(running: RunningWorkbench, title: string, rows: number): Spreadsheet {
    const document = running.workbooks.create(title, 'you@workbench.local');
    const lines = [HEADER, ...Array.from({ length: rows }, (_, index) => rowOf(index + 1))];
    const patches = lines.map((line) => line.map((value) => ({ value, numberFormat: { type: 'TEXT' as const } })));
    document.apply('setup', [
      { type: 'addTab', index: 1, tab: emptyTab(TAB, 'Kites', rows + 40, HEADER.length) },
      { type: 'setCells', tabId: TAB, row: 0, column: 0, patches },
    ]);
    return new Spreadsheet(running, document);
  }

  get tab(): Tab {
    const tab = findTab(this.document.workbook, TAB);
    if (!tab) throw new Error('The tab is gone.');
    return tab;
  }

  fault(fault: Fault): void {
    this.running.faults.set({ ...fault, spreadsheetId: this.document.id });
  }

  private async post(route: string, body: unknown): Promise<Response> {
    return await fetch(`${this.base}/${route}?as=${this.person}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.running.url },
      body: JSON.stringify(body),
    });
  }

  /** The operations as the page sends them; whether they were accepted. */
  async operate(clientId: string, operations: readonly Operation[]): Promise<number> {
    const body = { clientId, baseRevision: this.document.revision, operations };
    return (await this.post('operations', body)).status;
  }

  async undo(clientId: string): Promise<number> {
    return (await this.post('undo', { clientId })).status;
  }

  /** One of the add-on's functions, as the sidebar calls it. */
  async script(name: string, argument: unknown): Promise<{ readonly [key: string]: unknown }> {
    const answer = await this.post('script', { function: name, args: [argument], clientId: 'sidebar' });
    const text = await answer.text();
    const { result, error } = JSON.parse(text);
    if (error || result?.ok !== true) throw new Error(`${name}: ${JSON.stringify(error ?? result?.error ?? text)}`);
    return result.value ?? {};
  }

  async openSession(): Promise<string> {
    return String((await this.script('openSession', null)).token);
  }

  /** Check, then Start; the batch's id. */
  async start(batchId: string, settings: object = {}): Promise<string> {
    const token = await this.openSession();
    const request = this.checkRequest(settings);
    const { digest } = await this.script('checkTab', request);
    const chosen = { kind: 'all' };
    await this.script('submitBatch', { ...request, batchId, token, name: 'Kites', budgetUsd: null, chosen, digest });
    return token;
  }

  private checkRequest(settings: object) {
    const none = { prompt: '', fields: {}, mapping: {}, keyColumn: null, steps: {}, namePattern: null };
    const plain = { ...none, showDimensions: false, improvePrompts: false, imageCells: 'name' };
    return {
      tab: String(TAB),
      template: templateById('generate-basic'),
      settings: { ...plain, ...settings },
      preview: false,
      knowledge: { catalogue: CATALOGUE, configured: ['studio'], limits: { maxRows: 10_000, maxImages: 4 } },
    };
  }

  async batch(batchId: string, token: string): Promise<{ readonly [key: string]: unknown }> {
    const reply = await this.script('callBackend', { method: 'get', path: `/v1/batches/${batchId}`, token });
    return typeof reply.body === 'object' && reply.body !== null ? { ...reply.body } : {};
  }
}
