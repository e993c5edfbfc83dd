import { openBenchBackend } from './bench-backend.ts';
import type { Figure } from './figure.ts';
import { openSpreadsheet } from './open-spreadsheet.ts';
import { simulateEngine } from './simulated-engine.ts';

const ROWS = 5_000;

/** An engine that answers at once and a spreadsheet without quotas: how fast the sheet can follow at most. */
export async function benchSheetFollowing(): Promise<readonly Figure[]> {
  const spreadsheet = await openSpreadsheet(ROWS, 'unlimited');
  const { spreadsheetId, sheets, shownAt } = spreadsheet;
  const engines = [await simulateEngine({ id: 'studio', paid: false })];
  const bench = await openBenchBackend({ engines, sheets, spreadsheetId });
  try {
    const { batch, seconds, secondsToEnd } = await bench.run(spreadsheet.batch);
    if (shownAt.size !== ROWS) throw new Error(`${shownAt.size} of ${ROWS} rows came to be shown as completed.`);
    const lastShown = [...shownAt.values()].reduce((last, at) => Math.max(last, at), 0);
    const started = batch.startedAt ?? 0;
    const alone = { unit: 'rows/s', baseline: null };
    return [
      {
        name: `rows stored while the sheet follows, ${ROWS} rows`,
        value: ROWS / seconds,
        ...alone,
        hold: { atLeast: 500 },
      },
      {
        name: 'rows shown in the sheet, from Start to the last one',
        value: (ROWS * 1000) / (lastShown - started),
        ...alone,
        hold: { atLeast: 300 },
      },
      {
        name: 'from the last row shown to completed',
        value: secondsToEnd - (lastShown - started) / 1000,
        unit: 's',
        baseline: null,
        hold: {},
      },
    ];
  } finally {
    await bench.close();
    await spreadsheet.close();
  }
}
