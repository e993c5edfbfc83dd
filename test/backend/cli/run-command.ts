import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import yauzl from 'yauzl';

const COMMAND = path.resolve(import.meta.dirname, '..', '..', '..', 'bin', 'rowshot.mjs');
const fromBuffer = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own with data folder inside, and the command running in it as a person would run it. */
export class Desk {
  readonly folder: string;
  /** Set for every command run here. */
  readonly environment: Record<string, string> = {};
  readonly #children = new Set<ChildProcess>();

  constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Desk> {
    return new Desk(await mkdtemp(path.join(tmpdir(), 'rowshot-cli-')));
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  resolve(name: string): string {
    return path.resolve(this.folder, name);
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    await writeFile(this.path(name), content);
  }

  /** A plain picture of that colour. */
  async picture(name: string, background = '#cc3344'): Promise<void> {
    await this.write(
      name,
      await sharp({ create: { width: 64, height: 48, channels: 3, background } })
        .png()
        .toBuffer(),
    );
  }

  spawn(...args: string[]): { child: ChildProcess; finished: Promise<Finished> } {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: this.folder,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        ROWSHOT_DATA: this.path('data'),
        npm_lifecycle_event: undefined,
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    const finished = new Promise<Finished>((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
    return { child, finished };
  }

  run(...args: string[]): Promise<Finished> {
    return this.spawn(...args).finished;
  }

  async runJson(...args: string[]): Promise<{ code: number | null; json: Record<string, unknown> }> {
    const { code, stdout, stderr } = await this.run(...args, '--json');
    if (stdout === '') throw new Error(`rowshot ${args.join(' ')} printed nothing: ${stderr}`);
    return { code, json: JSON.parse(stdout) };
  }

  /** Name → bytes of every entry. */
  async unzip(name: string): Promise<Map<string, Buffer>> {
    const zip = await fromBuffer(await readFile(this.path(name)), { lazyEntries: true });
    const entries = new Map<string, Buffer>();
    const open = promisify<yauzl.Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip));
    return new Promise((resolve, reject) => {
      zip.on('entry', async (entry: yauzl.Entry) => {
        const chunks: Buffer[] = [];
        for await (const chunk of await open(entry)) chunks.push(Buffer.from(chunk));
        entries.set(entry.fileName, Buffer.concat(chunks));
        zip.readEntry();
      });
      zip.on('end', () => resolve(entries));
      zip.on('error', reject);
      zip.readEntry();
    });
  }
}

/** Lines of a manifest by column name. */
export function manifestLines(csv: Buffer | undefined): Record<string, string>[] {
  return parse(csv ?? '', { columns: true, bom: true });
}
