import { openBenchBackend } from './bench-backend.ts';
import type { Figure } from './figure.ts';
import { median, quantile } from './median.ts';
import { openSpreadsheet } from './open-spreadsheet.ts';
import { evenPace, simulateEngine } from './simulated-engine.ts';

const ROWS = 3_000;
const ROWS_PER_SECOND = 100;

/** Rows that end at an even pace, under Google's quotas: how long after its output was stored a row shows it. */
export async function benchSheetLive(): Promise<readonly Figure[]> {
  const spreadsheet = await openSpreadsheet(ROWS, 'google');
  const { spreadsheetId, sheets, shownAt } = spreadsheet;
  const engines = [await simulateEngine({ id: 'studio', paid: false, delay: evenPace(ROWS_PER_SECOND) })];
  const bench = await openBenchBackend({ engines, sheets, spreadsheetId });
  try {
    const { storedAt, seconds } = await bench.run(spreadsheet.batch);
    const lags = [...storedAt].map(([row, stored]) => ((shownAt.get(row) ?? Number.POSITIVE_INFINITY) - stored) / 1000);
    const half = lags.length / 2;
    const alone = { unit: 's', baseline: null };
    return [
      { name: 'live, rows that ended', value: ROWS / seconds, unit: 'rows/s', baseline: ROWS_PER_SECOND, hold: {} },
      { name: 'live, lag of the sheet, 95 % of rows', value: quantile(lags, 0.95), ...alone, hold: { atMost: 3 } },
      { name: 'live, lag of the sheet, half of the rows', value: median(lags), ...alone, hold: {} },
      {
        name: 'live, lag in the second half of the batch against the first',
        value: median(lags.slice(half)) / median(lags.slice(0, half)),
        unit: '×',
        baseline: null,
        hold: { atMost: 1.2 },
      },
    ];
  } finally {
    await bench.close();
    await spreadsheet.close();
  }
}
