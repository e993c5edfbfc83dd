import type { PlannedCell } from '../../shared/api.ts';
import { backendUrl } from './backend-call.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type RichText = GoogleAppsScript.Spreadsheet.RichTextValue;

/** Writes planned cells as literal text, links and numbers; neighbours below each other go in one call. */
export function writeCells(sheet: Sheet, cells: readonly PlannedCell[]): number {
  const pictures = cells.filter((cell) => cell.picture && cell.url !== undefined && isOurs(cell.url));
  const shown = new Set(pictures);
  for (const cell of pictures) {
    // The one formula that is ever written is built here, from a link of our own.
    sheet.getRange(cell.row, cell.column + 1).setFormula(`=IMAGE("${(cell.url ?? '').replace(/"/g, '%22')}")`);
  }
  const rest = cells.filter((cell) => !shown.has(cell)).sort((a, b) => a.column - b.column || a.row - b.row);
  let start = 0;
  while (start < rest.length) {
    const first = rest[start];
    if (!first) break;
    let end = start + 1;
    while (follows(rest[end], first, end - start)) end++;
    writeRun(sheet, first, rest.slice(start, end));
    start = end;
  }
  return cells.length;
}

function follows(next: PlannedCell | undefined, first: PlannedCell, distance: number): boolean {
  return (
    next !== undefined &&
    next.column === first.column &&
    next.row === first.row + distance &&
    typeof next.value === typeof first.value
  );
}

function writeRun(sheet: Sheet, first: PlannedCell, cells: readonly PlannedCell[]): void {
  const range = sheet.getRange(first.row, first.column + 1, cells.length, 1);
  if (typeof first.value === 'number') range.setValues(cells.map((cell) => [cell.value]));
  else range.setRichTextValues(cells.map((cell) => [richText(cell)]));
}

/** Rich text is never taken for a formula. */
function richText(cell: PlannedCell): RichText {
  const text = String(cell.value);
  const builder = SpreadsheetApp.newRichTextValue().setText(text);
  return cell.url === undefined || text === '' ? builder.build() : builder.setLinkUrl(cell.url).build();
}

function isOurs(url: string): boolean {
  return url.indexOf(`${backendUrl()}/`) === 0 || /^https?:\/\/[^"]+\/r\/[^"]+$/.test(url);
}
