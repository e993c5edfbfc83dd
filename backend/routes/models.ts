import { summariseMonth } from '../batches/summarise-month.ts';
import type { AppDeps } from './app-deps.ts';
import { type Operation, operation } from './operation.ts';
import { modelsAnswer } from './schemas-rest.ts';

/** What can run here and what it may cost. */
export function modelOperations({ batches, config }: AppDeps): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/v1/models',
      summary: 'Models and prices, what is configured, limits, and the month so far',
      answer: modelsAnswer,
      handle: async ({ caller }) => ({
        catalogue: batches.catalogue,
        configured: batches.configured,
        limits: {
          maxRows: batches.limits.maxRows,
          maxImages: batches.limits.maxImages,
          maxFileBytes: config.limits.maxFileBytes,
          maxPixels: config.limits.maxPixels,
        },
        notices: { webhook: false, email: false },
        month: await summariseMonth(batches, caller.sub),
        retentionDays: config.retentionDays,
      }),
    }),
  ];
}
