import { displayText } from '../../workbook/display.ts';
import type { Cell } from '../../workbook/model.ts';

const PLAIN_ADDRESS = /^https?:\/\/[^\s"<>]+$/i;

/** Only web addresses and mails open; a `javascript:` link in somebody's cell must not. */
function isSafe(address: string): boolean {
  return /^(https?:|mailto:|#)/i.test(address) || address.startsWith('/');
}

/** The link over the whole cell: its own, or a text that is an address. */
export function linkOf(cell: Cell): string | null {
  if (cell.link !== undefined) return isSafe(cell.link) ? cell.link : null;
  return typeof cell.value === 'string' && PLAIN_ADDRESS.test(cell.value) ? cell.value : null;
}

/** All links of a cell with the text each stands on. */
export function linksOf(cell: Cell | null): { text: string; address: string }[] {
  if (!cell) return [];
  const whole = linkOf(cell);
  const shown = displayText(cell);
  if (whole !== null) return [{ text: shown || whole, address: whole }];
  const runs = cell.runs ?? [];
  return runs.flatMap((run, i) => {
    if (run.link === undefined || !isSafe(run.link)) return [];
    return [{ text: shown.slice(run.start, runs[i + 1]?.start), address: run.link }];
  });
}
