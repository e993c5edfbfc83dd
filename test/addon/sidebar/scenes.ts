import { NO_SETTINGS } from '../../../shared/settings.ts';
import { batchOf, checkOf, countsOf, EXPORT_READY, MODELS, NOW, rowsOf, SESSION, scopeOf, TAB } from './fixtures.ts';
import type { Scene } from './open-sidebar.ts';

const value = (answer: unknown) => ({ ok: true, value: answer });
const SCRIPT = { loadTab: value(TAB), openSession: value(SESSION), checkTab: value(checkOf(500, 0)) };
const NO_BATCH = { 'GET /v1/models': MODELS, 'GET /v1/batches': { batches: [] }, 'POST /v1/scope': scopeOf(500) };

const withBatch = (batch: ReturnType<typeof batchOf>, rows = 60) => ({
  ...NO_BATCH,
  'GET /v1/batches': { batches: [batch, ...OLD] },
  [`GET /v1/batches/${batch.id}`]: batch,
  [`GET /v1/batches/${batch.id}/rows`]: { rows: rowsOf(rows), rev: 500, more: false },
  [`POST /v1/batches/${batch.id}/exports`]: EXPORT_READY,
});

const OLD = [
  batchOf({
    id: 'b2',
    name: 'Spring posters',
    status: 'paused',
    message: 'The budget of $20.00 is reached.',
    tab: '9',
    tabTitle: 'Posters',
    counts: countsOf({ total: 120, completed: 80, waitingForBudget: 40 }),
    createdAt: NOW - 9e7,
    startedAt: NOW - 9e7,
    spentUsd: 20,
  }),
  batchOf({
    id: 'b3',
    name: 'A rather long name of a batch of lifestyle scenes',
    status: 'completed',
    tab: '8',
    tabTitle: 'Lifestyle',
    counts: countsOf({ total: 64, completed: 61, failed: 3 }),
    createdAt: NOW - 2e8,
    startedAt: NOW - 2e8,
    finishedAt: NOW - 1.9e8,
    spentUsd: 4.88,
  }),
  batchOf({
    id: 'b4',
    name: 'Cut-outs',
    status: 'cancelled',
    tab: '8',
    tabTitle: 'Cut-outs',
    counts: countsOf({ total: 40, completed: 12, cancelled: 28 }),
    createdAt: NOW - 3e8,
    startedAt: NOW - 3e8,
    spentUsd: 0,
    images: 12,
  }),
];

const tabWith = (part: Partial<typeof TAB>) => value({ ...TAB, ...part });

/** One scene for each state of the panel; `after` says what to press once it is open. */
export const SCENES: Readonly<Record<string, Scene & { readonly after?: readonly string[] }>> = {
  loading: { script: { loadTab: null }, backend: {} },
  'no-template': {
    script: {
      ...SCRIPT,
      loadTab: tabWith({ headers: [], setup: { template: null, settings: NO_SETTINGS, budgetUsd: null } }),
    },
    backend: NO_BATCH,
  },
  'set-up': { script: SCRIPT, backend: NO_BATCH },
  'set-up-folds': { script: SCRIPT, backend: NO_BATCH, after: ['summary >> nth=0', 'summary >> nth=1'] },
  'set-up-steps': {
    script: {
      ...SCRIPT,
      loadTab: tabWith({
        setup: {
          template: 'steps',
          settings: {
            ...NO_SETTINGS,
            steps: {
              step_1_tool: 'replace-background',
              step_1_background: '#ffffff',
              step_2_prompt: 'A close-up shot',
              step_2_input: 'original',
            },
          },
          budgetUsd: 20,
        },
      }),
    },
    backend: NO_BATCH,
  },
  mapping: { script: SCRIPT, backend: NO_BATCH, after: ['button.line'] },
  'check-errors': {
    script: { ...SCRIPT, loadTab: tabWith({ view: 'check' }), checkTab: value(checkOf(500, 20)) },
    backend: NO_BATCH,
  },
  'check-ready': { script: { ...SCRIPT, loadTab: tabWith({ view: 'check' }) }, backend: NO_BATCH },
  'check-no-rows': {
    script: {
      ...SCRIPT,
      loadTab: tabWith({ view: 'check' }),
      checkTab: value({ ...checkOf(0, 0), first: null, warnings: [], warningCount: 0 }),
    },
    backend: NO_BATCH,
  },
  starting: {
    script: { ...SCRIPT, loadTab: tabWith({ view: 'check' }), submitBatch: null },
    backend: NO_BATCH,
    after: ['.foot .btn.p'],
  },
  unplugged: {
    script: {
      ...SCRIPT,
      openSession: {
        ok: false,
        error: {
          code: 'unplugged',
          message: 'Rowshot’s backend does not answer (DNS error). Nothing is lost; it is tried again.',
        },
      },
    },
    backend: {},
  },
  accounts: { script: { ...SCRIPT, openSession: { throws: 'PERMISSION_DENIED' } }, backend: {} },
  running: { script: SCRIPT, backend: withBatch(batchOf({})) },
  stopped: {
    script: SCRIPT,
    backend: withBatch(
      batchOf({
        status: 'stopped',
        counts: countsOf({ total: 497, completed: 212, failed: 6, stopped: 279 }),
        ratePerMinute: null,
        secondsLeft: null,
      }),
    ),
  },
  paused: {
    script: SCRIPT,
    backend: withBatch(
      batchOf({
        status: 'paused',
        message: 'The budget of this batch ($20.00) is reached. Raise it in Set up, then press Resume.',
        budgetUsd: 20,
        counts: countsOf({ total: 497, completed: 212, failed: 6, waitingForBudget: 279 }),
        ratePerMinute: null,
        secondsLeft: null,
      }),
    ),
  },
  done: {
    script: SCRIPT,
    backend: withBatch(
      batchOf({
        status: 'completed',
        finishedAt: NOW,
        counts: countsOf({ total: 497, completed: 491, failed: 6, inDoubt: 2 }),
        ratePerMinute: null,
        secondsLeft: null,
      }),
    ),
    after: ['#tab-batches', '.name >> nth=0', '#tab-run'],
  },
  retry: {
    script: SCRIPT,
    backend: withBatch(
      batchOf({
        status: 'completed',
        finishedAt: NOW,
        counts: countsOf({ total: 497, completed: 491, failed: 6, inDoubt: 2 }),
      }),
    ),
    after: ['#tab-batches', '.name >> nth=0', '#tab-run', 'text=/^ ?Retry 6/'],
  },
  results: { script: SCRIPT, backend: withBatch(batchOf({}), 200), after: ['#tab-results', '.grid input >> nth=1'] },
  failed: { script: SCRIPT, backend: withBatch(batchOf({})), after: ['#tab-results', '.chip >> nth=2'] },
  zip: { script: SCRIPT, backend: withBatch(batchOf({ status: 'stopped' })), after: ['#tab-results', '.foot .btn.p'] },
  expand: { script: SCRIPT, backend: withBatch(batchOf({})), after: ['#tab-results', '.grid .pic >> nth=0'] },
  batches: { script: SCRIPT, backend: withBatch(batchOf({})), after: ['#tab-batches'] },
  'batches-empty': { script: SCRIPT, backend: NO_BATCH, after: ['#tab-batches'] },
  delete: { script: SCRIPT, backend: withBatch(batchOf({})), after: ['#tab-batches', '.link.danger >> nth=0'] },
  help: { script: { ...SCRIPT, loadTab: tabWith({ view: 'help' }) }, backend: NO_BATCH, after: ['summary >> nth=0'] },
};
