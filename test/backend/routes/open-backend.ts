import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { readConfig } from '../../../backend/config.ts';
import type { Engine } from '../../../backend/engines/engine.ts';
import { type Overrides, startBackend } from '../../../backend/main.ts';
import type { BatchView, ChallengeAnswer, DraftRow, SessionAnswer } from '../../../shared/api.ts';
import { chooseHeader, markNote, outputColumns } from '../../../shared/output-columns.ts';
import { newRowId } from '../../../shared/row-id.ts';
import { NO_SETTINGS } from '../../../shared/settings.ts';
import { MemorySheet, memorySheets } from '../sheet/memory-sheets.ts';

export const SHEET = 'sheet-0001';
export const TAB = '0';

export async function png(width = 64, height = 48): Promise<Uint8Array> {
  return sharp({ create: { width, height, channels: 3, background: '#c0502a' } })
    .png()
    .toBuffer();
}

/** Answers at once with the same small picture; a prompt with “refuse” is refused. */
export async function instantEngine(): Promise<Engine> {
  const bytes = await png();
  return {
    id: 'studio',
    paid: false,
    run: async (request) => [
      {
        kind: 'image',
        bytes,
        mediaType: 'image/png',
        width: 64,
        height: 48,
        costUsd: 0,
        seed: request.seed,
        promptSent: request.prompt,
        warnings: [],
      },
    ],
    close: async () => undefined,
  };
}

/** A sheet of prompts with Rowshot's own columns, as the add-on leaves it before a start. */
export function promptSheet(prompts: readonly string[]): { sheet: MemorySheet; rows: DraftRow[]; own: number[] } {
  const columns = outputColumns({ maxImages: 1, hasText: false });
  const names = columns.map((column) => chooseHeader(column.field, ['prompt', 'num_images']));
  const ids = prompts.map((_, index) =>
    newRowId(Array.from({ length: 17 }, (_, k) => (k === 0 ? index : k === 1 ? index >> 8 : k * 7) & 255)),
  );
  const sheet = new MemorySheet(
    [
      ['prompt', 'num_images', ...names],
      ...prompts.map((prompt, index) => [
        prompt,
        1,
        ...columns.map((one) => (one.field === 'row_id' ? (ids[index] ?? '') : '')),
      ]),
    ],
    ['', '', ...columns.map((column) => markNote(column.field))],
  );
  const rows = prompts.map((prompt, index) => ({ rowId: ids[index] ?? '', number: index + 2, cells: [prompt, 1] }));
  return { sheet, rows, own: columns.map((_, index) => index + 2) };
}

/** The whole backend on a free port, with sheets in memory and ID tokens that say who they are (`id:ann`). */
export async function openBackend(
  options: { readonly env?: Record<string, string>; readonly tabs?: Map<string, MemorySheet> } & Overrides = {},
) {
  const tabs = options.tabs ?? new Map<string, MemorySheet>();
  const dataDir = options.env?.ROWSHOT_DATA ?? mkdtempSync(join(tmpdir(), 'rowshot-http-'));
  const lines: string[] = [];
  const backend = await startBackend(readConfig({ PORT: '0', ROWSHOT_DATA: dataDir, ...options.env }), {
    sheets: memorySheets(tabs),
    identify: async (token) => {
      const name = /^id:(\w+)$/.exec(token)?.[1];
      return name ? { sub: `sub-${name}`, email: `${name}@example.com` } : null;
    },
    engines: [await instantEngine()],
    log: (event, facts) => lines.push(JSON.stringify({ event, ...facts })),
    ...options,
  });
  const call = async (method: string, path: string, token: string | null, body?: unknown) => {
    const response = await fetch(`${backend.url}${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? null : JSON.parse(text);
    return { status: response.status, body: answer, headers: response.headers };
  };
  /** Answers of 200 only; the caller says which shape the API promises. */
  const ok = async <T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> => {
    const answer = await call(method, path, token, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  const session = async (name: string, proved = true, spreadsheetId = SHEET): Promise<string> => {
    if (!proved) {
      return (await ok<SessionAnswer>('POST', '/v1/sessions', `id:${name}`, { spreadsheetId, challengeId: null }))
        .token;
    }
    const challenge = await ok<ChallengeAnswer>('POST', '/v1/challenges', `id:${name}`, { spreadsheetId });
    const sheet = [...tabs].find(([key]) => key.startsWith(`${spreadsheetId}/`))?.[1];
    sheet?.metadata.push({ key: challenge.metadataKey, value: challenge.metadataValue });
    const { challengeId } = challenge;
    return (await ok<SessionAnswer>('POST', '/v1/sessions', `id:${name}`, { spreadsheetId, challengeId })).token;
  };
  const submit = async (
    token: string,
    id: string,
    rows: readonly DraftRow[],
    own: readonly number[],
    preview = false,
    tab = TAB,
  ) => {
    const header = ['prompt', 'num_images'];
    await ok('PUT', `/v1/batches/${id}`, token, {
      tab,
      tabTitle: 'Prompts',
      name: 'First batch',
      template: 'generate-basic',
      settings: NO_SETTINGS,
      scope: { kind: 'auto' },
      preview,
      budgetUsd: null,
      header: [...header, ...own.map((column) => `own ${column}`)],
      headerRow: 1,
      ownColumns: own,
    });
    const { digest } = await ok<{ digest: string }>('PUT', `/v1/batches/${id}/rows/0`, token, { rows });
    const whole = createHash('sha256').update(digest).digest('hex');
    return ok<BatchView>('POST', `/v1/batches/${id}/start`, token, { rows: rows.length, digest: whole });
  };
  const until = async (token: string, id: string, wanted: BatchView['status']): Promise<BatchView> => {
    for (let i = 0; i < 800; i++) {
      const view = await ok<BatchView>('GET', `/v1/batches/${id}`, token);
      if (view.status === wanted) return view;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the batch did not become ${wanted}`);
  };
  return { ...backend, tabs, dataDir, lines, call, ok, session, submit, until };
}
