import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type sheets_v4, sheets as sheetsClient } from '@googleapis/sheets';
import { z } from 'zod';
import { systemClock } from '../backend/embedded/system-clock.ts';
import { createGoogleSheets } from '../backend/google/sheets.ts';
import type { SheetsApi } from '../backend/ports.ts';
import { markNote, outputColumns } from '../shared/output-columns.ts';
import { type BenchBatch, type BenchRow, PROMPT_HEADER, promptRow } from './bench-backend.ts';

const READY = z.object({ rootUrl: z.string(), token: z.string(), spreadsheetId: z.string(), tab: z.string() });
const FILL_ROWS = 500;

export interface BenchSpreadsheet {
  readonly spreadsheetId: string;
  /** Google's client, as the backend uses it. */
  readonly sheets: SheetsApi;
  /** The batch of the tab's rows. */
  readonly batch: BenchBatch;
  /** When each row was first seen as completed in the tab, by row number; epoch ms. */
  readonly shownAt: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

/** A spreadsheet with so many prompts and Rowshot's columns, behind Google's client. `unlimited`: without quotas. */
export async function openSpreadsheet(count: number, quota: 'google' | 'unlimited'): Promise<BenchSpreadsheet> {
  const child = fork(new URL('./spreadsheet-server.ts', import.meta.url), [quota], { stdio: 'inherit' });
  const [message] = await once(child, 'message');
  const { rootUrl, token, spreadsheetId, tab } = READY.parse(message);
  const columns = outputColumns({ maxImages: 1, hasText: false });
  const fields = columns.map(({ field }) => field);
  const rows = Array.from({ length: count }, (_, index) => promptRow(index));
  const written = await fill({ rootUrl, token, spreadsheetId, tab }, fields, rows);
  const perMinute = quota === 'google' ? 60 : 6000;
  const sheets = createGoogleSheets({
    rootUrl,
    token: () => token,
    perMinute: Math.max(1, perMinute - (quota === 'google' ? written : 0)),
    clock: systemClock,
  });
  const statusColumn = PROMPT_HEADER.length + fields.indexOf('status');
  const shownAt = new Map<number, number>();
  return {
    spreadsheetId,
    sheets: {
      findMetadata: sheets.findMetadata,
      read: sheets.read,
      async write(id, ofTab, writes, answer) {
        const reading = await sheets.write(id, ofTab, writes, answer);
        const now = Date.now();
        for (const one of writes) {
          const shows = one.kind === 'cell' && one.column === statusColumn && one.value === 'completed';
          if (shows && !shownAt.has(one.row)) shownAt.set(one.row, now);
        }
        return reading;
      },
    },
    batch: {
      template: 'generate-basic',
      header: [...PROMPT_HEADER, ...fields],
      ownColumns: fields.map((_, index) => PROMPT_HEADER.length + index),
      count,
      rowAt: promptRow,
      tab,
    },
    shownAt,
    async close() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** Answers how many writes it took. */
async function fill(
  { rootUrl, token, spreadsheetId, tab }: z.infer<typeof READY>,
  fields: readonly string[],
  rows: readonly BenchRow[],
): Promise<number> {
  const api = sheetsClient({ version: 'v4', rootUrl, headers: { authorization: `Bearer ${token}` } });
  const sheetId = Number(tab);
  const send = (requests: sheets_v4.Schema$Request[]) =>
    api.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } });
  const text = (stringValue: string) => ({ userEnteredValue: { stringValue } });
  const lines: sheets_v4.Schema$RowData[] = [
    {
      values: [
        ...PROMPT_HEADER.map((name) => text(name)),
        ...fields.map((field) => ({ ...text(field), note: markNote(field) })),
      ],
    },
    ...rows.map(({ rowId, cells }) => ({
      values: [
        text(String(cells[0])),
        { userEnteredValue: { numberValue: 1 } },
        ...fields.map((field) => (field === 'row_id' ? text(rowId) : {})),
      ],
    })),
  ];
  await send([{ appendDimension: { sheetId, dimension: 'ROWS', length: rows.length } }]);
  let writes = 1;
  for (let from = 0; from < lines.length; from += FILL_ROWS, writes++) {
    const start = { sheetId, rowIndex: from, columnIndex: 0 };
    const part = lines.slice(from, from + FILL_ROWS);
    await send([{ updateCells: { start, rows: part, fields: 'userEnteredValue,note' } }]);
  }
  return writes;
}
