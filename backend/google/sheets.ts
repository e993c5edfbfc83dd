import { auth as authorise, type sheets_v4, sheets as sheetsClient } from '@googleapis/sheets';
import {
  type Clock,
  type SheetRange,
  type SheetReading,
  type SheetsApi,
  SheetsError,
  type SheetWrite,
} from '../ports.ts';
import { limitRate } from './limit-rate.ts';
import { CELL_FIELDS, rangeName, readSheet, writeRequests } from './sheets-cells.ts';
import { failureOf, sheetsError } from './sheets-errors.ts';

export interface GoogleSheetsOptions {
  /** null: Google's own address. */
  readonly rootUrl: string | null;
  /** A bearer token; null: the account of this machine. */
  readonly token: (() => string) | null;
  /** Writes, and reads, a minute: 60 for one account. */
  readonly perMinute: number;
  readonly clock: Clock;
}

const SHEET_FIELDS = `properties(sheetId,title,gridProperties(rowCount,columnCount)),data(rowData(values(${CELL_FIELDS})))`;
const READ_FIELDS = `sheets(${SHEET_FIELDS})`;
const RETRIES = 5;

interface TabFacts {
  readonly sheetId: number;
  readonly title: string;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** SheetsApi on the Sheets REST API, with quotas kept and refusals in our words. */
export function createGoogleSheets(options: GoogleSheetsOptions): SheetsApi {
  const { clock } = options;
  const api = sheetsClient({
    version: 'v4',
    ...(options.rootUrl === null ? {} : { rootUrl: `${options.rootUrl.replace(/\/+$/, '')}/` }),
    auth: new authorise.GoogleAuth(
      options.token === null
        ? { scopes: ['https://www.googleapis.com/auth/spreadsheets'] }
        : { authClient: bearer(options.token) },
    ),
  });
  const reads = limitRate(clock, options.perMinute);
  const writes = limitRate(clock, options.perMinute);
  /** Titles and sizes as last seen; ranges are named by title, and a title can change. */
  const tabs = new Map<string, TabFacts>();

  const call = async <T>(limiter: typeof reads, send: () => Promise<{ data: T }>): Promise<T> => {
    for (let attempt = 0; ; attempt++) {
      await limiter.turn();
      try {
        return (await send()).data;
      } catch (error) {
        const { status } = failureOf(error);
        if (status === 429) limiter.slowDown();
        if (attempt >= RETRIES || !(status === 429 || status >= 500)) throw sheetsError(error);
        await clock.sleep(Math.min(60_000, 500 * 2 ** attempt) * (0.75 + Math.random() / 2));
      }
    }
  };

  const findTab = async (spreadsheetId: string, tab: string): Promise<TabFacts> => {
    const data = await call(reads, () =>
      api.spreadsheets.get({
        spreadsheetId,
        fields: 'sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)))',
      }),
    );
    for (const sheet of data.sheets ?? []) remember(spreadsheetId, sheet);
    const facts = tabs.get(`${spreadsheetId}/${tab}`);
    if (!facts || !(data.sheets ?? []).some((sheet) => String(sheet.properties?.sheetId ?? 0) === tab)) {
      tabs.delete(`${spreadsheetId}/${tab}`);
      throw new SheetsError('gone', 'The tab is gone.');
    }
    return facts;
  };

  const remember = (spreadsheetId: string, sheet: sheets_v4.Schema$Sheet): void => {
    const { sheetId, title, gridProperties } = sheet.properties ?? {};
    tabs.set(`${spreadsheetId}/${sheetId ?? 0}`, {
      sheetId: sheetId ?? 0,
      title: title ?? '',
      rowCount: gridProperties?.rowCount ?? 0,
      columnCount: gridProperties?.columnCount ?? 0,
    });
  };

  /** Does something by a tab's title; once more with fresh facts where the title or size was out of date. */
  const withTab = async (
    spreadsheetId: string,
    tab: string,
    work: (facts: TabFacts) => Promise<sheets_v4.Schema$Sheet | null>,
    ranges: readonly SheetRange[],
  ): Promise<SheetReading> => {
    const known = tabs.get(`${spreadsheetId}/${tab}`);
    for (const facts of known ? [known, null] : [null]) {
      const now = facts ?? (await findTab(spreadsheetId, tab));
      try {
        const sheet = await work(now);
        if (sheet && String(sheet.properties?.sheetId ?? 0) === tab) {
          remember(spreadsheetId, sheet);
          return readSheet(sheet, ranges, now);
        }
      } catch (error) {
        const stale = error instanceof SheetsError && (error.kind === 'gone' || error.kind === 'bad_range');
        if (!stale || facts === null || !isOutdated(now, await findTab(spreadsheetId, tab))) throw error;
      }
    }
    throw new SheetsError('unavailable', 'The tab was renamed while it was being read.');
  };

  const named = (facts: TabFacts, ranges: readonly SheetRange[]) =>
    ranges.map((range) => rangeName(facts.title, range, facts));

  return {
    async findMetadata(spreadsheetId, key) {
      const data = await call(reads, () =>
        api.spreadsheets.developerMetadata.search({
          spreadsheetId,
          requestBody: { dataFilters: [{ developerMetadataLookup: { metadataKey: key } }] },
        }),
      );
      return (data.matchedDeveloperMetadata ?? []).flatMap(({ developerMetadata }) =>
        developerMetadata?.metadataValue ? [developerMetadata.metadataValue] : [],
      );
    },

    read(spreadsheetId, tab, ranges) {
      return withTab(
        spreadsheetId,
        tab,
        async (facts) => {
          const data = await call(reads, () =>
            api.spreadsheets.get({ spreadsheetId, ranges: named(facts, ranges), fields: READ_FIELDS }),
          );
          return data.sheets?.[0] ?? null;
        },
        ranges,
      );
    },

    write(spreadsheetId, tab, list: readonly SheetWrite[], answer) {
      return withTab(
        spreadsheetId,
        tab,
        async (facts) => {
          const data = await call(writes, () =>
            api.spreadsheets.batchUpdate({
              spreadsheetId,
              fields: `updatedSpreadsheet(${READ_FIELDS})`,
              requestBody: {
                requests: writeRequests(facts.sheetId, list),
                includeSpreadsheetInResponse: true,
                responseIncludeGridData: answer.length > 0,
                ...(answer.length > 0 ? { responseRanges: named(facts, answer) } : {}),
              },
            }),
          );
          const sheets = data.updatedSpreadsheet?.sheets ?? [];
          return sheets.find((sheet) => (sheet.properties?.sheetId ?? 0) === facts.sheetId) ?? sheets[0] ?? null;
        },
        answer,
      );
    },
  };
}

function isOutdated(known: TabFacts, now: TabFacts): boolean {
  return known.title !== now.title || known.rowCount !== now.rowCount || known.columnCount !== now.columnCount;
}

function bearer(token: () => string) {
  const client = new authorise.OAuth2();
  client.refreshHandler = async () => ({ access_token: token(), expiry_date: Date.now() + 45 * 60_000 });
  return client;
}
