import { displayText } from '../../workbook/display.ts';
import type { BasicFilter, Cell, Row, Tab } from '../../workbook/model.ts';
import { Axis } from './axis.ts';
import { COLUMN_WIDTH, LINE_HEIGHT, ROW_HEIGHT } from './grid-sizes.ts';

const CELL_PADDING = 8;
const HIGHEST_ROW = 600;

const context = document.createElement('canvas').getContext('2d');
if (context) context.font = '13px Arial, "Liberation Sans", sans-serif';

/** The width of a text in the grid's font, in pixels. */
export function textWidth(text: string, bold = false): number {
  const width = context?.measureText(text).width ?? text.length * 7;
  return bold ? width * 1.07 : width;
}

export function measureColumns(tab: Tab): Axis {
  return new Axis(tab.columnCount, (index) => {
    const column = tab.columns[index];
    return column?.hidden ? 0 : (column?.width ?? COLUMN_WIDTH);
  });
}

function linesOf(cell: Cell, width: number): number {
  const text = displayText(cell);
  if (cell.wrap !== 'WRAP') return text.includes('\n') && cell.wrap !== 'CLIP' ? text.split('\n').length : 1;
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    let used = 0;
    lines += 1;
    for (const word of paragraph.split(/(?<=\s)/)) {
      const wide = textWidth(word, cell.bold);
      if (used > 0 && used + textWidth(word.trimEnd(), cell.bold) > width) {
        lines += 1;
        used = 0;
      }
      if (wide > width) lines += Math.ceil(wide / width) - 1;
      used += wide;
    }
  }
  return lines;
}

function contentHeight(row: Row, columns: Axis): number {
  let lines = 1;
  for (let column = 0; column < row.cells.length; column++) {
    const cell = row.cells[column];
    if (!cell || cell.image !== undefined) continue;
    if (cell.wrap !== 'WRAP' && !(typeof cell.value === 'string' && cell.value.includes('\n'))) continue;
    const width = columns.size(column);
    if (width > 0) lines = Math.max(lines, linesOf(cell, width - CELL_PADDING));
  }
  return Math.min(HIGHEST_ROW, Math.max(ROW_HEIGHT, lines * LINE_HEIGHT + 4));
}

/** Which rows a filter hides; a text is hidden by its shown form. */
function filterHides(tab: Tab, filter: BasicFilter | null): (row: number) => boolean {
  const wanted = Object.entries(filter?.hiddenValues ?? {})
    .filter(([, values]) => values.length > 0)
    .map(([column, values]) => ({ column: Number(column), values: new Set(values) }));
  if (!filter || wanted.length === 0) return () => false;
  const { startRow, endRow } = filter.range;
  return (row) =>
    row > startRow &&
    row < endRow &&
    wanted.some(({ column, values }) => values.has(displayText(tab.rows[row]?.cells[column])));
}

/** Keeps the heights of rows that did not change, so that a live patch does not measure the whole tab again. */
export class RowMeasure {
  private heights = new WeakMap<Row, number>();
  private columnsBefore: Axis | null = null;

  measure(tab: Tab, columns: Axis): Axis {
    if (this.columnsBefore !== columns) this.heights = new WeakMap();
    this.columnsBefore = columns;
    const hides = filterHides(tab, tab.filter);
    return new Axis(tab.rowCount, (index) => (hides(index) ? 0 : this.heightOf(tab.rows[index] ?? null, columns)));
  }

  heightOf(row: Row | null, columns: Axis): number {
    if (!row) return ROW_HEIGHT;
    if (row.hidden) return 0;
    if (row.height !== undefined) return row.height;
    const known = this.heights.get(row);
    if (known !== undefined) return known;
    const height = contentHeight(row, columns);
    this.heights.set(row, height);
    return height;
  }
}
