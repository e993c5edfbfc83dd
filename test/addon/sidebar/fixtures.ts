import type { LoadedTab, TabCheck } from '../../../addon/protocol.ts';
import type { BatchView, ExportView, ModelsAnswer, RowView, ScopeAnswer } from '../../../shared/api.ts';
import { NO_SETTINGS } from '../../../shared/settings.ts';
import type { RowCounts, ShownRowStatus } from '../../../shared/states.ts';
import { CATALOGUE } from '../../../templates/index.ts';

/** Answers of Google and the backend, for the tests that show the panel or drive its actions. */
export const BACKEND = 'https://backend.test';

export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

export const TAB: LoadedTab = {
  spreadsheetId: 'sheet-1',
  tab: '77',
  tabTitle: 'Products',
  today: '20 Nov 2026',
  view: 'run',
  setup: { template: 'products', settings: NO_SETTINGS, budgetUsd: null },
  headers: ['SKU', 'product_name', 'product_image_url', 'prompt', 'aspect_ratio'],
};

export const SESSION = {
  token: 'token-1',
  expiresAt: Date.UTC(2040, 0, 1),
  proved: true,
  email: 'anna@example.com',
  backendUrl: BACKEND,
};

export const MODELS: ModelsAnswer = {
  catalogue: CATALOGUE,
  configured: ['studio', 'ideogram'],
  limits: { maxRows: 10_000, maxImages: 4, maxFileBytes: 20_000_000, maxPixels: 50_000_000 },
  notices: { webhook: false, email: false },
  month: { spentUsd: 12.4, reservedUsd: 0, capUsd: 50 },
  retentionDays: 90,
};

export function checkOf(rows: number, broken: number): TabCheck {
  const cells = ['E14', 'E27', 'B103'];
  const errors = [
    {
      severity: 'error' as const,
      cell: 'E14',
      row: 14,
      column: 'aspect_ratio',
      found: '2:03 AM',
      message: 'E14: Sheets read 2:3 as a time (2:03 AM); format the column as plain text.',
      repair: { label: 'Write 2:3', value: '2:3' },
    },
    {
      severity: 'error' as const,
      cell: 'E27',
      row: 27,
      column: 'aspect_ratio',
      found: '7:3',
      message: 'E27: aspect_ratio is “7:3”; allowed are 1:3, 1:2, 9:16, 2:3, 3:4, 1:1, 4:3, 3:2, 16:9 and 3:1.',
    },
    {
      severity: 'error' as const,
      cell: 'C103',
      row: 103,
      column: 'product_image_url',
      found: '',
      message: 'C103: product_image_url is empty; put in a link (https://…) or an upload.',
    },
  ];
  return {
    rows: Array.from({ length: rows }, (_, index) => ({
      number: index + 2,
      rowId: '',
      fingerprint: `f${index}`,
      ready: index >= broken,
      shape: index >= broken ? 0 : -1,
    })),
    shapes: [[{ model: 'ideogram:2.0', provider: 'ideogram', images: 1, usd: 0.08 }]],
    skipped: { blank: 0, example: 2 },
    errors: broken === 0 ? [] : errors.slice(0, Math.min(3, broken)),
    errorCount: broken,
    repairable: broken === 0 ? 0 : 2,
    warnings: [
      {
        severity: 'warning',
        cell: 'D5',
        row: 5,
        column: 'prompt',
        found: '“Oak”',
        message: 'D5: curly quotes were read as straight ones.',
        repair: { label: 'Write "Oak"', value: '"Oak"' },
      },
    ],
    warningCount: 1,
    notices:
      broken === 0
        ? []
        : [
            {
              code: 'provider_not_configured',
              message: 'Ideogram has no key here (set IDEOGRAM_API_KEY): rows 40–42 would fail as unauthorised.',
              rows: [40, 41, 42],
            },
          ],
    selected: [5, 6, 7],
    first: {
      number: 2,
      prompt: 'Oak stool, 18 in high and 14 in wide, on a plain light background with a soft contact shadow',
      tool: 'product-shot',
      model: 'studio',
      images: 1,
      aspectRatio: '1:1',
      source: `${BACKEND}/u/k/oak-stool.jpg`,
    },
    headers: TAB.headers,
    digest: `digest ${rows} ${broken} ${cells.length}`,
  };
}

export function scopeOf(rows: number): ScopeAnswer {
  return {
    classes: Array.from({ length: rows }, (_, index) => (index < 40 ? 'unchanged' : index < 46 ? 'failed' : 'new')),
    running: null,
  };
}

const NO_COUNTS: RowCounts = {
  total: 0,
  queued: 0,
  running: 0,
  completed: 0,
  failed: 0,
  stopped: 0,
  waitingForBudget: 0,
  cancelled: 0,
  reused: 0,
  inDoubt: 0,
};

export function batchOf(part: Partial<BatchView> & { readonly counts?: RowCounts }): BatchView {
  return {
    id: 'batch-1',
    name: 'Products 20 Nov 2026',
    template: 'products',
    tab: TAB.tab,
    tabTitle: TAB.tabTitle,
    preview: false,
    status: 'running',
    message: '',
    counts: { ...NO_COUNTS, total: 497, queued: 271, running: 8, completed: 212, failed: 6, inDoubt: 2 },
    images: 212,
    spentUsd: 16.96,
    inDoubtUsd: 0.16,
    budgetUsd: null,
    startedBy: 'anna@example.com',
    createdAt: NOW - 380_000,
    startedAt: NOW - 362_000,
    finishedAt: null,
    ratePerMinute: 36,
    secondsLeft: 470,
    rev: 500,
    expiresAt: null,
    ...part,
  };
}

export function countsOf(part: Partial<RowCounts>): RowCounts {
  return { ...NO_COUNTS, ...part };
}

export function rowOf(index: number, status: ShownRowStatus): RowView {
  const failed = status === 'failed';
  const reasons = [
    { code: 'refused' as const, message: 'The content policy refused the prompt.' },
    { code: 'unreachable_source' as const, message: 'The picture could not be fetched: 404 from shop.example.com.' },
    { code: 'in_doubt' as const, message: 'The provider did not answer: it may have been charged.' },
  ];
  return {
    rowId: `row${index}`,
    number: index + 2,
    status,
    message: failed ? (reasons[index % 3]?.message ?? '') : '',
    failure: failed ? (reasons[index % 3] ?? null) : null,
    outputs:
      status === 'completed'
        ? [
            {
              n: 1,
              version: 1,
              kind: 'image',
              name: `${String(index + 2).padStart(4, '0')}_1_oak-stool.png`,
              url: `${BACKEND}/r/k${index}/picture.png`,
              text: '',
              width: 1024,
              height: 1024,
              bytes: 1_240_000,
              costUsd: 0.08,
              seed: 4711 + index,
              model: 'ideogram:2.0',
              promptSent: 'Oak stool, 18 in high, on a plain light background',
              warnings: index === 0 ? ['The cut-out is doubtful: the product has the colour of its background.'] : [],
            },
          ]
        : [],
    costUsd: 0.08,
    seed: 4711 + index,
    warnings: [],
    rev: index + 1,
    label: `Oak stool, variant ${index}`,
  };
}

/** 60 rows: every tenth failed, the last two in progress. */
export function rowsOf(count: number): readonly RowView[] {
  return Array.from({ length: count }, (_, index) =>
    rowOf(index, index >= count - 2 ? 'in progress' : index % 10 === 7 ? 'failed' : 'completed'),
  );
}

export const EXPORT_READY: ExportView = {
  id: 'export-1',
  state: 'ready',
  url: `${BACKEND}/v1/exports/export-1/file?key=k`,
  name: 'Products 20 Nov 2026.zip',
  bytes: 312_000_000,
};
