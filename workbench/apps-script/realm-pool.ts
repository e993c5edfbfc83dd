import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { z } from 'zod';

// The same files run as sources and, in an installed package, as JavaScript.
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const WORKER = fileURLToPath(new URL(`./realm-worker.${EXTENSION}`, import.meta.url));
const REALM = fileURLToPath(new URL(`./realm/open-realm.${EXTENSION}`, import.meta.url));
const requestSchema = z.object({ name: z.string(), argsJson: z.string() });

/** Answers what the script asks of the workbench, as JSON. */
export type HostAnswer = (name: string, argsJson: string) => Promise<string>;

export type RealmJob = { readonly code: string; readonly functionName: string; readonly argsJson: string };

/** A job that did not end in the script's own way. */
export class RealmError extends Error {
  override name = 'Exception';
}

type Idle = {
  readonly run: (job: RealmJob, answer: HostAnswer, milliseconds: number) => Promise<string>;
  readonly close: () => Promise<unknown>;
};

/** Workers that wait for the next call are kept up to this number. */
const MAX_IDLE = 3;

/** The threads that scripts run in. */
export class RealmPool {
  private readonly idle: Idle[] = [];
  private readonly busy = new Set<Idle>();
  private services: Promise<string> | null = null;
  private readonly maxRunning: number;
  private readonly memoryMegabytes: number;

  constructor(maxRunning: number, memoryMegabytes: number) {
    this.maxRunning = maxRunning;
    this.memoryMegabytes = memoryMegabytes;
  }

  /**
   * Runs one call in a realm of its own.
   * @returns how it ended, as JSON (`CallEnd` of the realm)
   * @throws RealmError where too many run, the time is over or the thread died
   */
  async run(job: RealmJob, answer: HostAnswer, milliseconds: number): Promise<string> {
    if (this.busy.size >= this.maxRunning) {
      throw new RealmError(
        `There are too many scripts running simultaneously for this Google user account (${this.maxRunning}).`,
      );
    }
    const worker = this.idle.pop() ?? this.start();
    this.busy.add(worker);
    let healthy = false;
    try {
      const end = await worker.run(job, answer, milliseconds);
      healthy = true;
      return end;
    } finally {
      this.busy.delete(worker);
      if (healthy && this.idle.length < MAX_IDLE) this.idle.push(worker);
      else await worker.close();
    }
  }

  /** Prepares the services and one thread, so that the first call is quick. */
  async warmUp(): Promise<void> {
    await this.bundle();
    if (this.idle.length === 0) this.idle.push(this.start());
  }

  async close(): Promise<void> {
    await Promise.all([...this.idle, ...this.busy].map((worker) => worker.close()));
    this.idle.length = 0;
  }

  private bundle(): Promise<string> {
    this.services ??= build({
      entryPoints: [REALM],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'workbenchRealm',
      target: 'es2022',
      logLevel: 'silent',
    }).then((result) => {
      const [file] = result.outputFiles;
      if (!file) throw new RealmError('The Apps Script services could not be bundled.');
      return file.text;
    });
    return this.services;
  }

  private start(): Idle {
    const signal = new SharedArrayBuffer(4);
    const flag = new Int32Array(signal);
    const { port1, port2 } = new MessageChannel();
    const worker = this.bundle().then(
      (services) =>
        new Worker(WORKER, {
          workerData: { services, signal, hostPort: port2 },
          transferList: [port2],
          resourceLimits: { maxOldGenerationSizeMb: this.memoryMegabytes },
        }),
    );
    const run = async (job: RealmJob, answer: HostAnswer, milliseconds: number): Promise<string> => {
      const thread = await worker;
      const onRequest = async (message: unknown) => {
        const { name, argsJson } = requestSchema.parse(message);
        port1.postMessage(await answer(name, argsJson));
        Atomics.store(flag, 0, 1);
        Atomics.notify(flag, 0);
      };
      port1.on('message', onRequest);
      try {
        return await new Promise<string>((resolve, reject) => {
          const timer = setTimeout(() => reject(new RealmError('Exceeded maximum execution time')), milliseconds);
          const finish = (act: () => void) => {
            clearTimeout(timer);
            thread.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
            act();
          };
          thread.on('message', (end: unknown) => finish(() => resolve(String(end))));
          thread.on('error', (error) =>
            finish(() => reject(new RealmError(`The script ended abnormally: ${describe(error)}`))),
          );
          thread.on('exit', () => finish(() => reject(new RealmError('The script was stopped.'))));
          thread.postMessage(job);
        });
      } finally {
        port1.off('message', onRequest);
      }
    };
    const close = async () => {
      port1.close();
      const thread = await worker;
      await thread.terminate();
    };
    return { run, close };
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
