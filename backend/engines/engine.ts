import type { ModelId, ProviderId } from '../../shared/catalogue.ts';
import type { InputRole, OutputOptions } from '../../shared/row-plan.ts';
import type { Tool } from '../../shared/template.ts';

/** A picture that arrived whole, was told by content and fits the limits. */
export interface InputImage {
  readonly role: InputRole;
  readonly bytes: Uint8Array;
  /** `image/jpeg`, `image/png`, `image/webp`, `image/avif`, `image/tiff` or `image/gif`, by content. */
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  /** What the person called it (`mug.jpg`), for messages. */
  readonly name: string;
}

/** One call's worth of work. */
export interface EngineRequest {
  readonly tool: Tool;
  readonly model: ModelId;
  /** Compiled; `''` where the tool needs none. */
  readonly prompt: string;
  readonly images: readonly InputImage[];
  /** `16:9`; null: the tool's own (the input's, or 1:1). */
  readonly aspectRatio: string | null;
  /** Pixels that the catalogue gives for model and ratio; null: the engine decides. */
  readonly size: readonly [width: number, height: number] | null;
  readonly seed: number;
  readonly options: OutputOptions;
  /** Images per call; 1 unless the catalogue says that a call of n is better. */
  readonly count: number;
  /** Rows run on studio only because a preview was asked for, or because no AI model is configured. */
  readonly preview: boolean;
}

export interface EngineContext {
  /** Aborts when the lease is lost or the process stops. */
  readonly signal: AbortSignal;
  /** Awaited before polling, so that the provider's job id is stored before anything can be lost. */
  started(jobId: string): Promise<void>;
}

interface OutputFacts {
  /** USD, from the provider's receipt, else the catalogue's price for what was sent. */
  readonly costUsd: number;
  readonly seed: number | null;
  /** What the model was really given. */
  readonly promptSent: string;
  /** Plain sentences for the row, e.g. a doubtful cut-out. */
  readonly warnings: readonly string[];
  readonly providerId?: string;
}

export type EngineOutput =
  | (OutputFacts & {
      readonly kind: 'image';
      readonly bytes: Uint8Array;
      readonly mediaType: string;
      readonly width: number;
      readonly height: number;
      /**
       * The same picture without marks, where the engine put one on it ("preview, no AI model"): what the next step of
       * a series reads. Absent: the picture itself.
       */
      readonly forNextStep?: { readonly bytes: Uint8Array; readonly mediaType: string };
    })
  | (OutputFacts & { readonly kind: 'text'; readonly text: string });

/**
 * Makes outputs. `run` throws a RowError (shared/errors.ts) for every failure; a call of which it cannot be said
 * whether it was charged is `in_doubt`.
 */
export interface Engine {
  readonly id: ProviderId;
  /** Whether outputs cost money: unpaid work is simply done again after a crash. */
  readonly paid: boolean;
  run(request: EngineRequest, context: EngineContext): Promise<readonly EngineOutput[]>;
  /** Picks up a job that an earlier process started. */
  resume?(jobId: string, request: EngineRequest, context: EngineContext): Promise<readonly EngineOutput[]>;
  close(): Promise<void>;
}
