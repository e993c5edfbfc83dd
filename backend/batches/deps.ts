import type { Catalogue, ProviderId } from '../../shared/catalogue.ts';
import type { ReadLimits } from '../../shared/reading.ts';
import type { Template, TemplateId } from '../../shared/template.ts';
import type { Engine } from '../engines/engine.ts';
import type { SourceFetcher } from '../images/fetch-source.ts';
import type { BatchRecord, BatchStore, Clock, FileStore, TaskQueue } from '../ports.ts';

/** Where ids, seeds and jitter come from. */
export interface Random {
  /** 128 random bits as text, unguessable. */
  id(): string;
  bytes(count: number): Uint8Array;
  /** Whole number 0 – 2147483647. */
  seed(): number;
  /** 0 ≤ x < 1. */
  fraction(): number;
}

/** One line of the log: an event's name and facts about it; never a token, key or prompt. */
export type Log = (event: string, facts: Readonly<Record<string, string | number | boolean | null>>) => void;

/** Keeps a provider's limits; a call waits for its slot before anything is noted or sent. */
export interface CallSlots {
  /** Resolves with what gives the slot back; rejects when the signal aborts. */
  take(provider: ProviderId, signal: AbortSignal): Promise<() => void>;
}

/** All that the life of batches and rows needs from outside. */
export interface BatchDeps {
  readonly store: BatchStore;
  readonly files: FileStore;
  readonly queue: TaskQueue;
  readonly engines: ReadonlyMap<ProviderId, Engine>;
  readonly fetchSource: SourceFetcher;
  /** Absent: the queue alone keeps the limits. */
  readonly slots?: CallSlots;
  readonly clock: Clock;
  readonly random: Random;
  readonly catalogue: Catalogue;
  readonly templates: ReadonlyMap<TemplateId, Template>;
  /** Providers that can run here; `studio` always can. */
  readonly configured: readonly ProviderId[];
  readonly limits: ReadLimits;
  /** Where people's browsers reach result links, without a trailing slash. */
  readonly publicUrl: string;
  /** USD per person and UTC month; null: no cap. */
  readonly monthCapUsd: number | null;
  readonly log: Log;
  /**
   * What stands for an input in a row's fingerprint: the content's hash for an upload's link or a local file, the value
   * itself for all else. Absent: the value itself.
   */
  readonly identityOf?: (value: string, column: string) => string;
  /** Final reconcile of the sheet and notices; awaited before a batch is completed, and repeated until it succeeds. */
  readonly afterFinish?: (batch: BatchRecord) => Promise<void>;
}
