// Parses one XLSX or XLS file in a thread of its own, whose memory is limited, and posts plain tables back.
import { parentPort, workerData } from 'node:worker_threads';
import { formatValue, HucreError, type Sheet } from 'hucre';
import { readXls, readXlsx } from 'hucre/xlsx';
import type { Cell } from '../../shared/cell.ts';
import { hiddenXlsTabs } from './hidden-xls-tabs.ts';
import type { WorkbookAnswer, WorkbookJob, WorkbookTab } from './read-workbook.ts';

/** Serial dates below one day are times of day: what a spreadsheet makes of `2:3`. */
const FIRST_DAY = Date.UTC(1900, 0, 1);

function readTab(sheet: Sheet): WorkbookTab {
  // Rows and cells that hold nothing are gaps in these arrays.
  const rows = Array.from(sheet.rows, (row, r) =>
    Array.from(row ?? [], (value, c): Cell => {
      const detail = sheet.cells?.get(`${r},${c}`);
      if (detail?.type === 'error') return { kind: 'error', shown: String(value ?? '#N/A') };
      if (value instanceof Date) {
        const time = value.getTime() < FIRST_DAY;
        const format = detail?.style?.numFmt ?? (time ? 'h:mm:ss' : 'yyyy-mm-dd');
        return { kind: time ? 'time' : 'date', shown: formatValue(value, format) };
      }
      return value ?? '';
    }),
  );
  for (const merge of sheet.merges ?? []) {
    for (let r = merge.startRow; r <= merge.endRow; r++) {
      for (let c = merge.startCol; c <= merge.endCol; c++) {
        const row = rows[r];
        if (row && (r !== merge.startRow || c !== merge.startCol)) row[c] = { kind: 'merged', shown: '' };
      }
    }
  }
  return { name: sheet.name, rows };
}

async function answer({ format, bytes }: WorkbookJob): Promise<WorkbookAnswer> {
  try {
    const options = { readStyles: true };
    const workbook = format === 'xlsx' ? await readXlsx(bytes, options) : await readXls(bytes, options);
    const names = workbook.sheets.map((sheet) => sheet.name);
    const hidden = format === 'xls' ? hiddenXlsTabs(bytes, names) : new Set<string>();
    const visible = workbook.sheets.filter((sheet) => !sheet.hidden && !sheet.veryHidden && !hidden.has(sheet.name));
    return { ok: true, tabs: (visible.length > 0 ? visible : workbook.sheets).map(readTab) };
  } catch (error) {
    if (error instanceof HucreError || error instanceof RangeError) return { ok: false, why: explain(error) };
    throw error;
  }
}

/** The reader's own words, except where a person would not understand them. */
function explain(error: Error): string {
  if (/BIFF 0x/i.test(error.message)) return 'it is from Excel 95 or older';
  if (/missing Workbook stream/i.test(error.message)) return 'it holds no table that can be read';
  return error.message;
}

parentPort?.postMessage(await answer(workerData));
