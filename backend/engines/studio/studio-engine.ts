import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { RowError } from '../../../shared/errors.ts';
import { DEFAULT_MAX_PIXELS } from '../../images/inspect-image.ts';
import type { Engine, EngineContext, EngineOutput, EngineRequest } from '../engine.ts';
import { memoryForPictures, memoryOfJob, shareMemory } from './share-memory.ts';
import type { StudioReply, StudioTask } from './studio-worker.ts';

export interface StudioOptions {
  /** Worker threads; default: as many as there are processors. */
  readonly threads?: number;
  /** Of an input and of an output; default 50 megapixels. */
  readonly maxPixels?: number;
  /** Longest time for one image, from when it is worked on, milliseconds; default 120 s. */
  readonly deadlineMs?: number;
  /** Bytes that pictures at work may hold together; default three quarters of the memory. */
  readonly memoryBytes?: number;
  /** Another worker module, in tests. */
  readonly workerUrl?: URL;
}

const DEFAULT_DEADLINE_MS = 120_000;

/** Beside this module: the source where sources run, the compiled file where they were built. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './studio-worker.ts' : './studio-worker.js', import.meta.url);

/**
 * The offline engine: every tool that needs no AI model, in worker threads. Free, and deterministic: the same request
 * gives the same bytes. A worker that dies fails only its own row; the pool starts another.
 */
export function createStudioEngine(options: StudioOptions = {}): Engine {
  const { maxPixels = DEFAULT_MAX_PIXELS, deadlineMs = DEFAULT_DEADLINE_MS } = options;
  const threads = options.threads ?? availableParallelism();
  const room = shareMemory(options.memoryBytes ?? memoryForPictures(), threads);
  const pool = new Piscina<StudioTask, StudioReply>({
    filename: (options.workerUrl ?? WORKER).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
  });
  // A worker that dies between two tasks has no row to fail; the pool replaces it when there is work.
  pool.on('error', (error: unknown) => console.warn(`A studio worker ended unexpectedly: ${reasonOf(error)}`));

  const one = async (request: EngineRequest, index: number, signal: AbortSignal): Promise<EngineOutput> => {
    const giveBack = await room.take(memoryOfJob(pixelsOf(request)), signal);
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), deadlineMs);
    const task: StudioTask = { request, index, limits: { maxPixels } };
    const work = pool.run(task, { signal: deadline.signal }).finally(() => {
      clearTimeout(timer);
      giveBack();
    });
    try {
      const reply = await unlessAborted(work, signal);
      if (!reply.ok) throw new RowError(reply.code, reply.message);
      return outputOf(reply.image, request, index);
    } catch (error) {
      if (error instanceof RowError) throw error;
      if (signal.aborted) throw signal.reason;
      if (deadline.signal.aborted) {
        const seconds = Math.round(deadlineMs / 1000);
        throw new RowError(
          'timeout',
          `${request.tool} took longer than ${seconds} s on this machine. Retry, or use a smaller image.`,
        );
      }
      throw new RowError(
        'internal',
        `${request.tool} broke off while it worked on ${request.images[0]?.name ?? 'the row'}. Retry; if it stays, try a smaller image.`,
        { cause: error },
      );
    }
  };

  return {
    id: 'studio',
    paid: false,
    async run(request: EngineRequest, { signal }: EngineContext) {
      const outputs: EngineOutput[] = [];
      for (let index = 0; index < Math.max(1, request.count); index += 1)
        outputs.push(await one(request, index, signal));
      return outputs;
    },
    async close() {
      await pool.destroy();
    },
  };
}

/**
 * Answers an abort at once, while the worker finishes what it has begun and then gives its room back: a thread that is
 * ended in the middle of sharp's work never frees what that work holds. Only the deadline ends a thread.
 */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

function outputOf(
  image: Extract<StudioReply, { ok: true }>['image'],
  request: EngineRequest,
  index: number,
): EngineOutput {
  return { kind: 'image', ...image, costUsd: 0, seed: request.seed + index, promptSent: request.prompt };
}

/** Inputs and output together; a poster has a megapixel or so. */
function pixelsOf({ images, tool, options, size }: EngineRequest): number {
  const inputs = images.reduce((sum, { width, height }) => sum + width * height, 0);
  const scale = tool === 'upscale' ? (options.scale ?? 2) ** 2 : 1;
  const made = size === null ? Math.max(1_000_000, inputs * scale) : size[0] * size[1];
  return inputs + made;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
