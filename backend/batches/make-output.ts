import { RowError } from '../../shared/errors.ts';
import type { OutputPlan } from '../../shared/row-plan.ts';
import type { Engine, EngineOutput, EngineRequest } from '../engines/engine.ts';
import type { BatchRecord, OutputRecord, RowRecord } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import type { Claim } from './hold-claim.ts';
import { keepOutput } from './keep-output.ts';
import { inputImages, type RowSources } from './row-sources.ts';

/** A call failed. `row` is the row as it was last saved. */
export class CallFailure extends Error {
  readonly row: RowRecord;
  /** Upper bound of a paid call that had left, USD; null: none had. */
  readonly sentUsd: number | null;

  constructor(row: RowRecord, sentUsd: number | null, cause: unknown) {
    super('The call failed.', { cause });
    this.name = 'CallFailure';
    this.row = row;
    this.sentUsd = sentUsd;
  }
}

export interface OutputWork {
  readonly batch: BatchRecord;
  readonly row: RowRecord;
  readonly planned: OutputPlan;
  readonly engine: Engine;
  readonly sources: RowSources;
  readonly claim: Claim;
  /** Picks up this job of an earlier process instead of calling. */
  readonly jobId: string | null;
}

/** Makes one output and stores it. Before a paid call leaves, the row says so. Throws CallFailure. */
export async function makeOutput(
  deps: BatchDeps,
  work: OutputWork,
): Promise<{ readonly row: RowRecord; readonly output: OutputRecord }> {
  const { planned, engine, claim, jobId } = work;
  let row = work.row;
  let sentUsd: number | null = null;
  if (jobId !== null && engine.resume === undefined) {
    const lost = new RowError(
      'in_doubt',
      'A call was cut off and cannot be picked up again; it may have been charged.',
    );
    throw new CallFailure(row, planned.estimateUsd, lost);
  }
  let outputs: readonly EngineOutput[];
  let giveBack: (() => void) | undefined;
  try {
    const request = requestOf(deps, work, await inputImages(deps, row, planned, work.sources));
    const note = async (job: string | null) => {
      row = { ...row, calling: { outputs: [planned.n], claimId: claim.claimId, jobId: job } };
      await claim.save(row);
    };
    const context = { signal: claim.signal, started: (job: string) => note(job) };
    giveBack = await deps.slots?.take(planned.provider, claim.signal);
    if (engine.paid) {
      if (jobId === null) await note(null);
      sentUsd = planned.estimateUsd;
    }
    outputs =
      jobId !== null && engine.resume !== undefined
        ? await engine.resume(jobId, request, context)
        : await engine.run(request, context);
  } catch (error) {
    throw new CallFailure(row, sentUsd, error);
  } finally {
    giveBack?.();
  }
  const first = outputs[0];
  if (first === undefined) {
    throw new CallFailure(
      row,
      sentUsd,
      new RowError(engine.paid ? 'in_doubt' : 'internal', 'The engine answered nothing.'),
    );
  }
  return { row, output: await keepOutput(deps, row, planned, first) };
}

const ASKS_A_MODEL: readonly string[] = ['generate', 'edit', 'image-to-image'];

function requestOf(deps: BatchDeps, work: OutputWork, images: EngineRequest['images']): EngineRequest {
  const { batch, row, planned } = work;
  const model = deps.catalogue.models.find((one) => one.id === planned.model);
  return {
    tool: planned.tool,
    model: planned.model,
    prompt: planned.prompt,
    images,
    aspectRatio: planned.aspectRatio,
    size: planned.aspectRatio === null ? null : (model?.sizes[planned.aspectRatio] ?? null),
    seed: ((row.seed ?? 0) + planned.n - 1) % 2 ** 31,
    options: planned.options,
    count: 1,
    preview: batch.preview || (planned.provider === 'studio' && ASKS_A_MODEL.includes(planned.tool)),
  };
}
