import type { BasicFilter, GridRange, ProtectedRange, Tab } from './model.ts';

/** How row (or column) indexes shift when some are inserted, deleted or moved. */
export type IndexChange =
  | { readonly kind: 'insert'; readonly at: number; readonly count: number }
  | { readonly kind: 'delete'; readonly at: number; readonly count: number }
  | { readonly kind: 'move'; readonly from: number; readonly count: number; readonly to: number };

export type Axis = 'row' | 'column';

/** Where index `i` is afterwards; null when it was deleted. */
export function mapIndex(change: IndexChange, i: number): number | null {
  switch (change.kind) {
    case 'insert':
      return i >= change.at ? i + change.count : i;
    case 'delete':
      if (i < change.at) return i;
      return i < change.at + change.count ? null : i - change.count;
    case 'move': {
      const { from, count, to } = change;
      const target = to > from ? to - count : to;
      if (i >= from && i < from + count) return target + (i - from);
      const closed = i >= from + count ? i - count : i;
      return closed >= target ? closed + count : closed;
    }
  }
}

/** Where the half-open span is afterwards; null when nothing is left of it. An insert inside it widens it. */
export function mapSpan(change: IndexChange, start: number, end: number): [number, number] | null {
  switch (change.kind) {
    case 'insert': {
      const { at, count } = change;
      if (at <= start) return [start + count, end + count];
      return at < end ? [start, end + count] : [start, end];
    }
    case 'delete': {
      const { at, count } = change;
      const close = (x: number) => (x <= at ? x : Math.max(at, x - count));
      const span: [number, number] = [close(start), close(end)];
      return span[0] < span[1] ? span : null;
    }
    case 'move': {
      const { from, count, to } = change;
      const target = to > from ? to - count : to;
      if (from <= start && end <= from + count) return [start - from + target, end - from + target];
      if (from >= start && from + count <= end && to >= start && to <= end) return [start, end];
      const closed = mapSpan({ kind: 'delete', at: from, count }, start, end);
      if (!closed) return null;
      return mapSpan({ kind: 'insert', at: target, count }, closed[0], closed[1]);
    }
  }
}

/** The change that undoes this one. */
export function invertIndexChange(change: IndexChange): IndexChange {
  switch (change.kind) {
    case 'insert':
      return { kind: 'delete', at: change.at, count: change.count };
    case 'delete':
      return { kind: 'insert', at: change.at, count: change.count };
    case 'move': {
      const { from, count, to } = change;
      return to > from
        ? { kind: 'move', from: to - count, count, to: from }
        : { kind: 'move', from: to, count, to: from + count };
    }
  }
}

export function mapRange(change: IndexChange, axis: Axis, range: GridRange): GridRange | null {
  const span =
    axis === 'row'
      ? mapSpan(change, range.startRow, range.endRow)
      : mapSpan(change, range.startColumn, range.endColumn);
  if (!span) return null;
  return axis === 'row'
    ? { ...range, startRow: span[0], endRow: span[1] }
    : { ...range, startColumn: span[0], endColumn: span[1] };
}

/** What of a tab refers to rows and columns by index, besides the cells themselves. */
export type TabStructure = Pick<Tab, 'filter' | 'merges' | 'protectedRanges' | 'frozenRows' | 'frozenColumns'>;

export function structureOf(tab: Tab): TabStructure {
  const { filter, merges, protectedRanges, frozenRows, frozenColumns } = tab;
  return { filter, merges, protectedRanges, frozenRows, frozenColumns };
}

/** The same structure after the change. */
export function mapStructure(change: IndexChange, axis: Axis, tab: TabStructure): TabStructure {
  const merges: GridRange[] = [];
  for (const merge of tab.merges) {
    const mapped = mapRange(change, axis, merge);
    if (mapped && (mapped.endRow - mapped.startRow > 1 || mapped.endColumn - mapped.startColumn > 1))
      merges.push(mapped);
  }
  const protectedRanges: ProtectedRange[] = [];
  for (const entry of tab.protectedRanges) {
    const range = entry.range ? mapRange(change, axis, entry.range) : null;
    if (range || !entry.range) protectedRanges.push({ ...entry, range });
  }
  return {
    filter: tab.filter && mapFilter(change, axis, tab.filter),
    merges,
    protectedRanges,
    frozenRows: axis === 'row' ? mapFrozen(change, tab.frozenRows) : tab.frozenRows,
    frozenColumns: axis === 'column' ? mapFrozen(change, tab.frozenColumns) : tab.frozenColumns,
  };
}

function mapFilter(change: IndexChange, axis: Axis, filter: BasicFilter): BasicFilter | null {
  const range = mapRange(change, axis, filter.range);
  if (!range) return null;
  if (axis === 'row') return { ...filter, range };
  const hiddenValues: { [column: string]: readonly string[] } = {};
  for (const [column, values] of Object.entries(filter.hiddenValues)) {
    const mapped = mapIndex(change, Number(column));
    if (mapped !== null) hiddenValues[String(mapped)] = values;
  }
  return { range, hiddenValues };
}

function mapFrozen(change: IndexChange, frozen: number): number {
  if (change.kind === 'insert') return change.at < frozen ? frozen + change.count : frozen;
  if (change.kind === 'delete') return frozen - Math.max(0, Math.min(frozen, change.at + change.count) - change.at);
  return frozen;
}
