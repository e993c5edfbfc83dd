import type { DraftRow } from '../../shared/api.ts';
import { classifyRows } from '../batches/classify-rows.ts';
import { findBatch } from '../batches/find-batch.ts';
import { viewRow } from '../batches/view-row.ts';
import type { AppDeps } from './app-deps.ts';
import { type Operation, operation } from './operation.ts';
import { batchInputs, batchPath, rowPage, rowsQuery, scopeAnswer, scopeRequest } from './schemas-batches.ts';
import { showBatch } from './show-batch.ts';

const UNFINISHED = ['running', 'stopping', 'stopped', 'paused', 'finishing'];
const PAGE = 500;

/** Rows: how the sheet's stand to the store, what became of a batch's, and what they were started with. */
export function rowOperations(deps: AppDeps): Operation[] {
  const { batches, link } = deps;
  return [
    operation({
      method: 'post',
      path: '/v1/scope',
      summary: 'Which rows are new, changed, failed or unchanged',
      body: scopeRequest,
      answer: scopeAnswer,
      async handle({ body, caller }) {
        const classes = await classifyRows(batches, caller, body);
        const all = await batches.store.listBatches(caller.space, 200);
        const running = all.find(
          (batch) => batch.tab === body.tab && !batch.preview && UNFINISHED.includes(batch.state.kind),
        );
        return { classes, running: running ? showBatch(deps, running) : null };
      },
    }),
    operation({
      method: 'get',
      path: '/v1/batches/{id}/rows',
      summary: 'Rows that changed after a rev, oldest change first',
      params: batchPath,
      query: rowsQuery,
      answer: rowPage,
      async handle({ params, query, caller }) {
        const batch = await findBatch(batches, caller, params.id);
        const page = await batches.store.rowsChangedSince(batch.id, query.after, query.limit);
        const views = page.map((row) => viewRow(row, batch, link));
        return {
          rows: query.status === undefined ? views : views.filter((row) => row.status === query.status),
          rev: page.at(-1)?.rev ?? query.after,
          more: page.length === query.limit,
        };
      },
    }),
    operation({
      method: 'get',
      path: '/v1/batches/{id}/inputs',
      summary: 'Everything that Open puts into a new tab',
      params: batchPath,
      answer: batchInputs,
      async handle({ params, caller }) {
        const batch = await findBatch(batches, caller, params.id);
        const rows: DraftRow[] = [];
        for (let after = 0; ; ) {
          const page = await batches.store.listRows(batch.id, { after, limit: PAGE });
          for (const { rowId, number, cells } of page) rows.push({ rowId, number, cells });
          const last = page.at(-1);
          if (last === undefined || page.length < PAGE) break;
          after = last.number;
        }
        return { name: batch.name, template: batch.template, settings: batch.settings, header: batch.header, rows };
      },
    }),
  ];
}
