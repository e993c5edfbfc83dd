import type { Cell, DamagedCell } from '../cell.ts';

const ERROR_VALUE = /^(#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|ERROR!|SPILL!|CALC!)|Loading\.\.\.)$/;

/** A cell's text as typed or shown, without the blanks around it; `''` for a blank cell. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return '';
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return String(cell.shown).trim();
}

/** What a spreadsheet did to the cell; also for error values that arrive as text, as in an exported CSV. */
export function damageOf(cell: Cell | undefined): DamagedCell | null {
  if (typeof cell === 'object' && cell !== null) return cell;
  const shown = cellText(cell);
  return ERROR_VALUE.test(shown) ? { kind: 'error', shown } : null;
}
