import { createHash } from 'node:crypto';
import { cancelBatch } from '../batches/cancel-batch.ts';
import { createDraft } from '../batches/create-draft.ts';
import { deleteBatch } from '../batches/delete-batch.ts';
import { findBatch } from '../batches/find-batch.ts';
import { putRows } from '../batches/put-rows.ts';
import { regenerateRows } from '../batches/regenerate-rows.ts';
import { renameBatch } from '../batches/rename-batch.ts';
import { resumeBatch } from '../batches/resume-batch.ts';
import { retryRows } from '../batches/retry-rows.ts';
import { startBatch } from '../batches/start-batch.ts';
import { stopBatch } from '../batches/stop-batch.ts';
import type { AppDeps } from './app-deps.ts';
import { type Operation, operation } from './operation.ts';
import {
  batchList,
  batchPath,
  batchView,
  chunkAnswer,
  chunkPath,
  chunkRequest,
  draftRequest,
  regenerateRequest,
  renameRequest,
  resumeRequest,
  retryRequest,
  startRequest,
} from './schemas-batches.ts';
import { showBatch } from './show-batch.ts';

const MAX_LISTED = 200;

/** A batch from its draft to its end. */
export function batchOperations(deps: AppDeps): Operation[] {
  const { batches } = deps;
  const show = (batch: Parameters<typeof showBatch>[1]) => showBatch(deps, batch);
  return [
    operation({
      method: 'get',
      path: '/v1/batches',
      summary: 'The batches of the spreadsheet, newest first',
      answer: batchList,
      handle: async ({ caller }) => ({
        batches: (await batches.store.listBatches(caller.space, MAX_LISTED)).map(show),
      }),
    }),
    operation({
      method: 'put',
      path: '/v1/batches/{id}',
      summary: 'Make or replace a draft; the id is made by the caller',
      params: batchPath,
      body: draftRequest,
      answer: batchView,
      handle: async ({ params, body, caller }) => show(await createDraft(batches, caller, params.id, body)),
    }),
    operation({
      method: 'put',
      path: '/v1/batches/{id}/rows/{chunk}',
      summary: 'Replace up to 500 rows of a draft',
      params: chunkPath,
      body: chunkRequest,
      answer: chunkAnswer,
      async handle({ params, body, bytes, caller }) {
        const digest = createHash('sha256').update(bytes).digest('hex');
        await putRows(batches, caller, params.id, params.chunk, body.rows, digest);
        return { digest };
      },
    }),
    operation({
      method: 'post',
      path: '/v1/batches/{id}/start',
      summary: 'Start a draft whose rows are all there; a second start of the same does nothing',
      params: batchPath,
      body: startRequest,
      answer: batchView,
      handle: async ({ params, body, caller }) => show(await startBatch(batches, caller, params.id, body)),
    }),
    operation({
      method: 'get',
      path: '/v1/batches/{id}',
      summary: 'A batch with its counts',
      params: batchPath,
      answer: batchView,
      handle: async ({ params, caller }) => show(await findBatch(batches, caller, params.id)),
    }),
    operation({
      method: 'post',
      path: '/v1/batches/{id}/stop',
      summary: 'What runs finishes, what is queued waits',
      params: batchPath,
      answer: batchView,
      handle: async ({ params, caller }) => show(await stopBatch(batches, caller, params.id)),
    }),
    operation({
      method: 'post',
      path: '/v1/batches/{id}/resume',
      summary: 'Go on, with another budget if one is given',
      params: batchPath,
      body: resumeRequest.optional(),
      answer: batchView,
      async handle({ params, body, caller }) {
        const budget = body?.budgetUsd === undefined ? {} : { budgetUsd: body.budgetUsd };
        return show(await resumeBatch(batches, caller, params.id, budget));
      },
    }),
    operation({
      method: 'post',
      path: '/v1/batches/{id}/cancel',
      summary: 'End the batch and free its budget',
      params: batchPath,
      answer: batchView,
      handle: async ({ params, caller }) => show(await cancelBatch(batches, caller, params.id)),
    }),
    operation({
      method: 'post',
      path: '/v1/batches/{id}/retry',
      summary: 'Run failed rows again; rows in doubt only when asked for',
      params: batchPath,
      body: retryRequest,
      answer: batchView,
      async handle({ params, body, caller }) {
        const batch = await findBatch(batches, caller, params.id);
        // Cells that were corrected since are what the person wants to see retried.
        const fresh = batch.preview ? null : ((await deps.pump?.freshRows(batch)) ?? null);
        return show(await retryRows(batches, caller, params.id, body, fresh ?? undefined));
      },
    }),
    operation({
      method: 'post',
      path: '/v1/batches/{id}/regenerate',
      summary: 'Make a new version of these rows',
      params: batchPath,
      body: regenerateRequest,
      answer: batchView,
      handle: async ({ params, body, caller }) => show(await regenerateRows(batches, caller, params.id, body)),
    }),
    operation({
      method: 'post',
      path: '/v1/batches/{id}/rename',
      summary: 'Give the batch another name',
      params: batchPath,
      body: renameRequest,
      answer: batchView,
      handle: async ({ params, body, caller }) => show(await renameBatch(batches, caller, params.id, body.name)),
    }),
    operation({
      method: 'delete',
      path: '/v1/batches/{id}',
      summary: 'Delete the batch with its results',
      params: batchPath,
      async handle({ params, caller }) {
        await deleteBatch(batches, caller, params.id);
      },
    }),
  ];
}
