import { NO_COUNTS } from '../../backend/batches/count-rows.ts';
import type { Admission, BatchRecord, OutputRecord, RowRecord } from '../../backend/ports.ts';
import { NO_SETTINGS } from '../../shared/settings.ts';

/** A draft of that id. */
export function batchRecord(id: string, change: Partial<BatchRecord> = {}): BatchRecord {
  return {
    id,
    space: 'sheet:one',
    spreadsheetId: null,
    tab: '0',
    tabTitle: 'Sheet1',
    name: id,
    preview: false,
    template: 'generate-basic',
    settings: NO_SETTINGS,
    scope: { kind: 'auto' },
    header: ['prompt'],
    headerRow: 1,
    ownColumns: [],
    budgetUsd: null,
    state: { kind: 'draft' },
    payer: 'ann',
    startedBy: 'ann@example.com',
    createdAt: 1,
    startedAt: null,
    finishedAt: null,
    counts: NO_COUNTS,
    images: 0,
    spentUsd: 0,
    reservedUsd: 0,
    inDoubtUsd: 0,
    linkVersion: 1,
    rev: 0,
    seedBase: 1,
    providers: ['studio'],
    open: false,
    keepOpenUntil: 0,
    countedAt: 0,
    samples: [],
    ...change,
  };
}

/** A row that waits at studio. */
export function rowRecord(batchId: string, rowId: string, number: number, change: Partial<RowRecord> = {}): RowRecord {
  return {
    batchId,
    rowId,
    number,
    key: null,
    cells: ['a prompt'],
    inputs: { prompt: 'a prompt' },
    plan: null,
    fingerprint: 'f1',
    state: { kind: 'waiting', reason: 'new', notBefore: 0, message: '' },
    run: 0,
    tries: 0,
    claims: 0,
    calling: null,
    version: 1,
    seed: 7,
    names: ['name'],
    outputs: [],
    failure: null,
    warnings: [],
    costUsd: 0,
    reservedUsd: 0,
    settledUsd: 0,
    inDoubtUsd: 0,
    settledInDoubtUsd: 0,
    payer: '',
    month: '',
    provider: 'studio',
    needUsd: 0,
    inputFiles: null,
    reused: false,
    rev: 0,
    dirty: true,
    ...change,
  };
}

export function outputRecord(n: number, change: Partial<OutputRecord> = {}): OutputRecord {
  return {
    n,
    version: 1,
    kind: 'image',
    file: `outputs/b/r/1/${n}`,
    text: '',
    name: `name_${n}.png`,
    mediaType: 'image/png',
    width: 8,
    height: 8,
    bytes: 100,
    costUsd: 0.05,
    seed: 7,
    model: 'studio',
    promptSent: 'a prompt',
    warnings: [],
    storedAt: 100,
    ...change,
  };
}

export function admission(change: Partial<Admission> = {}): Admission {
  return { provider: 'studio', limit: 100, now: 1000, payer: 'ann', month: '2026-11', monthCapUsd: null, ...change };
}
