import type { TableRow } from '../cell.ts';
import type { Template } from '../template.ts';
import { cellText } from './cell-text.ts';
import type { MatchedColumns } from './match-columns.ts';

/** No cell but our own holds anything; an unticked checkbox holds nothing. */
export function isBlankRow(row: TableRow, own: ReadonlySet<number>): boolean {
  return (
    row.problem === undefined && row.cells.every((cell, index) => cell === false || own.has(index) || isBlank(cell))
  );
}

function isBlank(cell: TableRow['cells'][number]): boolean {
  return cell === '' || cellText(cell) === '';
}

/** One of the template's example rows as it was inserted: the same texts in its columns and nothing beside them. */
export function isExampleRow(row: TableRow, template: Template, matched: MatchedColumns): boolean {
  if (row.problem !== undefined) return false;
  return template.examples.some((example) => {
    if (!Object.keys(example).some((name) => matched.byField.has(name))) return false;
    return matched.columns.every(({ index, field }) => {
      const expected = field === null ? '' : (example[field] ?? '');
      return cellText(row.cells[index]) === expected || (expected === '' && row.cells[index] === false);
    });
  });
}
