import { findBatch } from '../batches/find-batch.ts';
import { audit } from '../batches/stop-batch.ts';
import type { AppDeps } from './app-deps.ts';
import { type Operation, operation } from './operation.ts';
import { batchPath } from './schemas-batches.ts';
import { exportPath, exportRequest, exportView } from './schemas-rest.ts';

/** ZIPs: asked for, watched, then downloaded by the link in the answer. */
export function exportOperations({ batches, exports }: AppDeps): Operation[] {
  return [
    operation({
      method: 'post',
      path: '/v1/batches/{id}/exports',
      summary: 'Begin a ZIP of what is finished',
      params: batchPath,
      body: exportRequest,
      answer: exportView,
      async handle({ params, body, caller }) {
        const batch = await findBatch(batches, caller, params.id);
        const view = await exports.begin(batch, body.rowIds);
        await audit(batches, caller, 'export', batch.id, { export: view.id });
        return view;
      },
    }),
    operation({
      method: 'get',
      path: '/v1/exports/{id}',
      summary: 'How far a ZIP is, and its link when it is ready',
      params: exportPath,
      answer: exportView,
      handle: ({ params, caller }) => exports.view(params.id, caller.space),
    }),
  ];
}
