import type { Selection } from '../../server/api.ts';
import type { GridRange, Tab } from '../../workbook/model.ts';

export type CellPlace = { readonly row: number; readonly column: number };

/**
 * What is selected in the tab. The main range runs from `anchor` to `focus`; `kind` widens it to whole rows or
 * columns. `active` is the cell with the cursor: inside the main range, usually its anchor.
 */
export type GridSelection = {
  readonly active: CellPlace;
  readonly anchor: CellPlace;
  readonly focus: CellPlace;
  readonly kind: 'cells' | 'rows' | 'columns';
  /** Further ranges, chosen with Ctrl. */
  readonly extra: readonly GridRange[];
};

export function selectCell(row: number, column: number): GridSelection {
  const place = { row, column };
  return { active: place, anchor: place, focus: place, kind: 'cells', extra: [] };
}

/** The main range. */
export function mainRange(selection: GridSelection, tab: Tab): GridRange {
  const { anchor, focus, kind } = selection;
  const rows = kind === 'columns' ? [0, tab.rowCount - 1] : [anchor.row, focus.row];
  const columns = kind === 'rows' ? [0, tab.columnCount - 1] : [anchor.column, focus.column];
  return {
    startRow: Math.min(...rows),
    endRow: Math.max(...rows) + 1,
    startColumn: Math.min(...columns),
    endColumn: Math.max(...columns) + 1,
  };
}

export function allRanges(selection: GridSelection, tab: Tab): GridRange[] {
  return [mainRange(selection, tab), ...selection.extra];
}

export function isInside(range: GridRange, row: number, column: number): boolean {
  return row >= range.startRow && row < range.endRow && column >= range.startColumn && column < range.endColumn;
}

export function isSingleCell(range: GridRange): boolean {
  return range.endRow - range.startRow === 1 && range.endColumn - range.startColumn === 1;
}

/** The selection moved back into a tab that may have shrunk. */
export function clampSelection(selection: GridSelection, tab: Tab): GridSelection {
  const clamp = (place: CellPlace): CellPlace => ({
    row: Math.max(0, Math.min(place.row, tab.rowCount - 1)),
    column: Math.max(0, Math.min(place.column, tab.columnCount - 1)),
  });
  const fits = (place: CellPlace) => place.row < tab.rowCount && place.column < tab.columnCount;
  const { active, anchor, focus } = selection;
  if (fits(active) && fits(anchor) && fits(focus)) return selection;
  return { ...selection, active: clamp(active), anchor: clamp(anchor), focus: clamp(focus), extra: [] };
}

export function toServerSelection(selection: GridSelection, tab: Tab): Selection {
  return { tabId: tab.id, ranges: allRanges(selection, tab), activeCell: selection.active };
}

export function fromServerSelection(selection: Selection): GridSelection {
  const [first, ...extra] = selection.ranges;
  const active = selection.activeCell;
  if (!first) return selectCell(active.row, active.column);
  return {
    active,
    anchor: { row: first.startRow, column: first.startColumn },
    focus: {
      row: Math.max(first.startRow, first.endRow - 1),
      column: Math.max(first.startColumn, first.endColumn - 1),
    },
    kind: 'cells',
    extra,
  };
}

/** The next cell of Tab or Enter inside a range of several cells, going round at its edges. */
export function stepInside(range: GridRange, at: CellPlace, along: 'rows' | 'columns', back: boolean): CellPlace {
  const width = range.endColumn - range.startColumn;
  const height = range.endRow - range.startRow;
  const row = at.row - range.startRow;
  const column = at.column - range.startColumn;
  const size = width * height;
  const index = along === 'columns' ? row * width + column : column * height + row;
  const next = (index + (back ? size - 1 : 1)) % size;
  return along === 'columns'
    ? { row: range.startRow + Math.floor(next / width), column: range.startColumn + (next % width) }
    : { row: range.startRow + (next % height), column: range.startColumn + Math.floor(next / height) };
}
