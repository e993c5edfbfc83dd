import { ScriptError } from './answer.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** The tab of that sheetId, wherever it was moved and however it is called now. */
export function findTab(tab: string): Sheet {
  const sheet = SpreadsheetApp.getActiveSpreadsheet()
    .getSheets()
    .find((candidate) => String(candidate.getSheetId()) === tab);
  if (sheet) return sheet;
  throw new ScriptError('not_found', 'This tab is not in the spreadsheet any more. Open another tab and check again.');
}

/** Runs `work` while nobody else starts a batch in, or writes our columns of, this spreadsheet. */
export function withDocumentLock<T>(work: () => T): T {
  const lock: GoogleAppsScript.Lock.Lock | null = LockService.getDocumentLock();
  if (!lock) return work();
  if (!lock.tryLock(20_000)) {
    throw new ScriptError('busy', 'Somebody else is writing to this spreadsheet just now. Try again in a moment.');
  }
  try {
    return work();
  } finally {
    SpreadsheetApp.flush();
    lock.releaseLock();
  }
}
