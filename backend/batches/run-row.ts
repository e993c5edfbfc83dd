import { RowError } from '../../shared/errors.ts';
import type { BatchRecord, RowRecord, Task } from '../ports.ts';
import { decideOutcome, failed, inDoubt, MAX_CLAIMS } from './decide-outcome.ts';
import type { BatchDeps } from './deps.ts';
import { type Claim, ClaimLostError, holdClaim, newClaim } from './hold-claim.ts';
import { adoptOutput } from './keep-output.ts';
import { CallFailure, makeOutput } from './make-output.ts';
import { addMoney } from './money.ts';
import { ledgerEntryOf } from './note-ledger.ts';
import { missingOutputs, withNeed } from './row-need.ts';
import { collectSources, type RowSources } from './row-sources.ts';

/**
 * Runs one delivered row: claims it, makes what is missing output by output, and writes what became of it. A delivery
 * that is stale does nothing. Errors of store and files are thrown; the lease then runs out and a tick takes over.
 */
export async function runRow(deps: BatchDeps, task: Extract<Task, { kind: 'row' }>, stop?: AbortSignal): Promise<void> {
  const batch = await deps.store.getBatch(task.batchId);
  if (batch?.state.kind !== 'running') return;
  const granted = newClaim(deps);
  const row = await deps.store.claimRow(task, task.run, granted);
  if (task.refill) await deps.queue.add({ kind: 'tick', batchId: task.batchId });
  if (row === null) return;
  await workOnRow(deps, batch, row, granted.claimId, task.provider, stop);
  if (task.ends) await deps.queue.add({ kind: 'tick', batchId: task.batchId });
}

/** Goes on with a claimed row at that provider. */
export async function workOnRow(
  deps: BatchDeps,
  batch: BatchRecord,
  claimed: RowRecord,
  claimId: string,
  provider: string,
  stop?: AbortSignal,
): Promise<void> {
  const claim = holdClaim(deps, claimed, claimId, batch.preview ? null : batch, stop);
  try {
    const row = await recoverOutputs(deps, claimed, claim);
    if (row !== null) await makeMissing(deps, batch, row, claim, provider);
  } catch (error) {
    // Whoever took the row over, or the next start, goes on with it.
    if (error instanceof ClaimLostError || claim.signal.aborted) return;
    throw error;
  } finally {
    claim.release();
  }
}

/**
 * Takes in what an earlier claim stored without noting it. Null: the row has ended, because a paid call of it left and
 * nobody knows how it ended.
 */
export async function recoverOutputs(deps: BatchDeps, claimed: RowRecord, claim: Claim): Promise<RowRecord | null> {
  let row = claimed;
  if (row.claims <= 1 && row.calling === null && row.tries === 0) return row;
  for (const planned of missingOutputs(row)) {
    const stored = await adoptOutput(deps, row, planned.n);
    if (stored !== null) row = withOutput(row, stored);
  }
  const open = row.calling?.outputs.filter((n) => missingOutputs(row).some((one) => one.n === n)) ?? [];
  if (row.calling === null || open.length === 0) return { ...row, calling: null };
  if (row.calling.jobId !== null) return row;
  const usd = missingOutputs(row)
    .filter((one) => open.includes(one.n))
    .reduce((sum, one) => addMoney(sum, one.estimateUsd), 0);
  const doubted = withNeed(
    inDoubt(row, usd, 'The run was cut off while a call was out; it may have been charged.').row,
  );
  await claim.save(doubted, ledgerEntryOf(doubted));
  return null;
}

async function makeMissing(
  deps: BatchDeps,
  batch: BatchRecord,
  claimed: RowRecord,
  claim: Claim,
  provider: string,
): Promise<void> {
  let row = claimed;
  const end = (next: RowRecord) => claim.save(withNeed(next), ledgerEntryOf(next));
  if (row.claims > MAX_CLAIMS && row.calling?.jobId == null) {
    return end(
      failed(row, { code: 'internal', message: 'Rowshot stopped in the middle of this row again and again.' }),
    );
  }
  const health = await deps.store.providerState(provider);
  if (health.pausedUntil > deps.clock.now() || health.halted !== null) {
    const state = {
      kind: 'waiting',
      reason: health.halted ?? 'provider',
      notBefore: health.pausedUntil,
      message: health.message,
    } as const;
    return end({ ...row, state, claims: Math.max(0, row.claims - 1) });
  }
  try {
    const missing = missingOutputs(row);
    if (missing.length === 0) return await end(completed(row));
    const sources = await sourcesOf(deps, batch, row, claim);
    row = { ...row, inputFiles: sources.files };
    for (const [index, planned] of missing.entries()) {
      if (planned.provider !== provider) {
        return await end({ ...row, state: { kind: 'waiting', reason: 'next_step', notBefore: 0, message: '' } });
      }
      const engine = deps.engines.get(provider);
      if (engine === undefined) throw new CallFailure(row, null, notConfigured(deps, provider));
      const job = row.calling?.jobId ?? null;
      const made = await makeOutput(deps, { batch, row, planned, engine, sources, claim, jobId: job });
      row = withOutput(made.row, made.output);
      if (health.troubleSince !== null) await deps.store.clearPause(provider);
      if (index === missing.length - 1) return await end(completed(row));
      await claim.save(withNeed(row));
    }
  } catch (error) {
    if (claim.signal.aborted || !(error instanceof CallFailure) || error.cause instanceof ClaimLostError) throw error;
    const now = deps.clock.now();
    const work = { error: error.cause, sentUsd: error.sentUsd, now, jitter: deps.random.fraction() };
    const outcome = decideOutcome(error.row, work);
    if (!(error.cause instanceof RowError)) {
      deps.log('row failed unexpectedly', { batch: batch.id, row: row.rowId, error: String(error.cause) });
    }
    if (outcome.pause !== undefined) {
      const message = error.cause instanceof Error ? error.cause.message : '';
      await deps.store.notePause(provider, { now, message, ...outcome.pause });
    }
    // This claim had an outcome, so it does not count as one that was lost.
    await end({ ...outcome.row, claims: 0 });
  }
}

async function sourcesOf(deps: BatchDeps, batch: BatchRecord, row: RowRecord, claim: Claim): Promise<RowSources> {
  try {
    return await collectSources(deps, batch, row, claim.signal);
  } catch (error) {
    throw new CallFailure(row, null, error);
  }
}

function withOutput(row: RowRecord, output: RowRecord['outputs'][number]): RowRecord {
  return {
    ...row,
    outputs: [...row.outputs, output],
    costUsd: addMoney(row.costUsd, output.costUsd),
    calling: null,
    claims: 0,
  };
}

function completed(row: RowRecord): RowRecord {
  return { ...row, state: { kind: 'completed' }, failure: null, calling: null };
}

function notConfigured(deps: BatchDeps, provider: string): RowError {
  const known = deps.catalogue.providers.find((one) => one.id === provider);
  const variable = known?.keyVariable;
  return new RowError(
    'unauthorised',
    `${known?.title ?? provider} has no key here.${variable ? ` Set ${variable}, then retry.` : ''}`,
  );
}
