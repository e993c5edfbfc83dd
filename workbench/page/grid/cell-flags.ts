import type { GridRange, Tab } from '../../workbook/model.ts';
import { type GridSelection, isInside } from './grid-selection.ts';
import {
  ACTIVE,
  COPIED,
  EDGE_BOTTOM,
  EDGE_LEFT,
  EDGE_RIGHT,
  EDGE_TOP,
  FILTER,
  FILTER_ON,
  SELECTED,
  STATUS,
} from './paint-cell.ts';

/** All that decides how the grid looks. */
export type GridLook = {
  readonly tab: Tab;
  readonly selection: GridSelection;
  /** The selected ranges, the main one first. */
  readonly ranges: readonly GridRange[];
  /** One cell only: no tint. */
  readonly single: boolean;
  /** What was copied, shown with a dashed edge. */
  readonly copied: GridRange | null;
  readonly statusColumns: ReadonlySet<number>;
};

/** Columns whose header Rowshot named: only there are status words coloured. */
export function findStatusColumns(tab: Tab): Set<number> {
  const found = new Set<number>();
  const header = tab.rows[0]?.cells ?? [];
  header.forEach((cell, column) => {
    const name = typeof cell?.value === 'string' ? cell.value.trim().toLowerCase() : '';
    if (name === 'rowshot_status' || name === 'status') found.add(column);
  });
  return found;
}

export function cellFlags(look: GridLook, row: number, column: number): number {
  let flags = 0;
  const { active } = look.selection;
  if (active.row === row && active.column === column) flags |= ACTIVE | SELECTED;
  if (!look.single) {
    for (const range of look.ranges) {
      if (isInside(range, row, column)) flags |= SELECTED | edges(range, row, column);
    }
  }
  if (look.copied && isInside(look.copied, row, column)) flags |= COPIED | edges(look.copied, row, column);
  if (row > 0 && look.statusColumns.has(column)) flags |= STATUS;
  const { filter } = look.tab;
  if (filter && row === filter.range.startRow && isInside(filter.range, row, column)) {
    flags |= FILTER;
    if ((filter.hiddenValues[column]?.length ?? 0) > 0) flags |= FILTER_ON;
  }
  return flags;
}

function edges(range: GridRange, row: number, column: number): number {
  return (
    (row === range.startRow ? EDGE_TOP : 0) |
    (row === range.endRow - 1 ? EDGE_BOTTOM : 0) |
    (column === range.startColumn ? EDGE_LEFT : 0) |
    (column === range.endColumn - 1 ? EDGE_RIGHT : 0)
  );
}
