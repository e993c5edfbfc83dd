import { type Cell, hasContent, type Tab } from '../../workbook/model.ts';
import type { Axis } from './axis.ts';
import type { GridLook } from './cell-flags.ts';
import { HEAD_WIDTH } from './grid-sizes.ts';
import { mergeAt } from './merged-cells.ts';
import type { CellElement } from './paint-cell.ts';

const FARTHEST_SPILL = 12;

/** The columns to draw: the frozen ones and those between two pixels. */
export function drawnColumns(columns: Axis, tab: Tab, left: number, right: number): number[] {
  const drawn: number[] = [];
  const frozen = Math.min(tab.frozenColumns, columns.count);
  for (let column = 0; column < frozen; column++) if (!columns.isHidden(column)) drawn.push(column);
  for (let column = Math.max(frozen, columns.indexAt(left)); column < columns.count; column++) {
    if (columns.offset(column) > right) break;
    if (!columns.isHidden(column)) drawn.push(column);
  }
  return drawn;
}

export type Places = {
  readonly columns: Axis;
  readonly rows: Axis;
  readonly tab: Tab;
  /** Changes when a drawn column moves or gets another width. */
  readonly key: string;
};

/**
 * Frozen cells stick to the left edge; the others have a fixed place in their row. A merged range is its first cell,
 * drawn as large as the range; the cells under it are not shown.
 */
export function place(target: CellElement, row: number, column: number, places: Places): void {
  const { columns, rows, tab, key } = places;
  const merge = mergeAt(tab, row, column);
  target.merged = merge !== null;
  const size = merge
    ? `${merge.startRow} ${merge.startColumn} ${rows.offset(merge.endRow)} ${columns.offset(merge.endColumn)} ${row}`
    : '';
  const wanted = `${column} ${tab.frozenColumns} ${size} ${key}`;
  if (target.placed === wanted) return;
  target.placed = wanted;
  const { root } = target;
  const first = merge !== null && merge.startRow === row && merge.startColumn === column;
  root.style.left = `${HEAD_WIDTH + columns.offset(column)}px`;
  root.style.width = `${first ? columns.offset(merge.endColumn) - columns.offset(column) : columns.size(column)}px`;
  root.style.height = first ? `${rows.offset(merge.endRow) - rows.offset(row)}px` : '';
  root.style.visibility = merge && !first ? 'hidden' : '';
  root.dataset.merged = first ? 'true' : 'false';
  root.dataset.pane = column < tab.frozenColumns ? (column === tab.frozenColumns - 1 ? 'edge' : 'frozen') : '';
}

/** Text runs over into empty cells at its right, as in Sheets. */
export function spillOf(
  cell: Cell | null,
  cells: readonly (Cell | null)[],
  column: number,
  look: GridLook,
  columns: Axis,
): number {
  if (!cell || typeof cell.value !== 'string' || cell.dropdown || cell.image !== undefined) return 0;
  if (cell.wrap === 'WRAP' || cell.wrap === 'CLIP' || cell.horizontalAlign) return 0;
  if (cell.value.length * 12 < columns.size(column)) return 0;
  let spill = 0;
  const end = Math.min(columns.count, column + FARTHEST_SPILL);
  for (let next = column + 1; next < end && next !== look.tab.frozenColumns; next++) {
    const neighbour = cells[next] ?? null;
    if (hasContent(neighbour) || neighbour?.dropdown || neighbour?.image !== undefined) break;
    spill += columns.size(next);
  }
  return spill;
}
