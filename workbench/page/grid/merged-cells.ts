import type { GridRange, Tab } from '../../workbook/model.ts';
import { isInside, isSingleCell } from './grid-selection.ts';

/** The merged range a cell belongs to. */
export function mergeAt(tab: Tab, row: number, column: number): GridRange | null {
  if (tab.merges.length === 0) return null;
  return tab.merges.find((range) => isInside(range, row, column)) ?? null;
}

function overlaps(a: GridRange, b: GridRange): boolean {
  return a.startRow < b.endRow && b.startRow < a.endRow && a.startColumn < b.endColumn && b.startColumn < a.endColumn;
}

/** The merges after a range was merged: those it touches give way. Null when there is nothing to merge. */
export function merged(tab: Tab, range: GridRange): GridRange[] | null {
  if (isSingleCell(range)) return null;
  return [...tab.merges.filter((other) => !overlaps(other, range)), range];
}

/** The merges without those that a range touches; null when it touches none. */
export function unmerged(tab: Tab, range: GridRange): GridRange[] | null {
  const left = tab.merges.filter((other) => !overlaps(other, range));
  return left.length === tab.merges.length ? null : left;
}
