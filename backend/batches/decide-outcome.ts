import { type ErrorCode, RowError, type RowFailure } from '../../shared/errors.ts';
import type { RowState } from '../../shared/states.ts';
import type { RowRecord } from '../ports.ts';
import { addMoney } from './money.ts';

/** Engine outcomes that a row may have before it fails. */
export const MAX_TRIES = 5;
/** Claims without any outcome. */
export const MAX_CLAIMS = 10;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 60_000;
/** Pause for a provider that does not say how long (ms). */
const PAUSE_MS = 5_000;

/** What becomes of a row whose work failed. */
export interface Outcome {
  readonly row: RowRecord;
  /** The provider is to be left alone until then. */
  readonly pause?: { readonly until: number; readonly announcedMs: number; readonly halt: 'credit' | null };
}

export interface FailedWork {
  readonly error: unknown;
  /** A paid call had left: without a definite answer it may have been charged. */
  readonly sentUsd: number | null;
  readonly now: number;
  /** 0 ≤ x < 1. */
  readonly jitter: number;
}

/** Decides by the kind of failure; a pure function of its arguments. */
export function decideOutcome(row: RowRecord, work: FailedWork): Outcome {
  const { error, sentUsd, now, jitter } = work;
  const known = error instanceof RowError ? error : null;
  if (known === null && sentUsd !== null)
    return inDoubt(row, sentUsd, 'The call ended without an answer; it may have been charged.');
  const code = known?.code ?? 'internal';
  const failure: RowFailure = {
    code,
    message:
      known?.message ??
      `Something went wrong inside Rowshot: ${error instanceof Error ? error.message : String(error)}`,
  };
  const announcedMs = known?.retryAfterMs ?? 0;
  const idle = { ...row, calling: null };
  switch (code) {
    case 'in_doubt':
      return inDoubt(row, sentUsd ?? 0, failure.message);
    case 'rate_limited':
    case 'provider_down': {
      const until = now + Math.max(announcedMs, PAUSE_MS) + Math.round(jitter * 1000);
      return {
        row: { ...idle, state: waiting('provider', until, failure.message) },
        pause: { until, announcedMs, halt: null },
      };
    }
    case 'out_of_credit':
      return {
        row: { ...idle, state: waiting('credit', 0, failure.message) },
        pause: { until: 0, announcedMs: 0, halt: 'credit' },
      };
    default: {
      const tries = row.tries + 1;
      if (!runsAgain(code, announcedMs) || tries >= MAX_TRIES) return { row: failed({ ...idle, tries }, failure) };
      const backOff = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** row.tries) * (0.5 + jitter);
      const until = now + Math.max(announcedMs, Math.round(backOff));
      return { row: { ...idle, tries, state: waiting('retry', until, failure.message) } };
    }
  }
}

/** A row that ends with a failure. */
export function failed(row: RowRecord, failure: RowFailure): RowRecord {
  return { ...row, state: { kind: 'failed', failure }, failure, calling: null };
}

/** A row of which it cannot be said whether it was charged. `usd`: upper bound of the calls concerned. */
export function inDoubt(row: RowRecord, usd: number, message: string): Outcome {
  const doubted = { ...row, tries: row.tries + 1, inDoubtUsd: addMoney(row.inDoubtUsd, usd) };
  return { row: failed(doubted, { code: 'in_doubt', message }) };
}

/** A source that cannot be reached is tried again only where its host asked for that: a dead link stays dead. */
function runsAgain(code: ErrorCode, announcedMs: number): boolean {
  return code === 'timeout' || code === 'internal' || (code === 'unreachable_source' && announcedMs > 0);
}

function waiting(reason: 'retry' | 'provider' | 'credit', notBefore: number, message: string): RowState {
  return { kind: 'waiting', reason, notBefore, message };
}
