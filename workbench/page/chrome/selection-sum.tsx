import { useMemo } from 'preact/hooks';
import { formatValue } from '../../workbook/display.ts';
import { hasContent } from '../../workbook/model.ts';
import { isSingleCell } from '../grid/grid-selection.ts';
import { usePage } from '../state/page-context.ts';

/** How many cells are selected and what their numbers add up to, at the bottom right. */
export function SelectionSum() {
  const { page, state } = usePage();
  const { range, tab } = page;
  const key = `${range.startRow}:${range.endRow}:${range.startColumn}:${range.endColumn}`;
  // The tab is changed in place; `shown` counts its changes.
  const text = useMemo(() => {
    if (isSingleCell(range)) return '';
    let filled = 0;
    let numbers = 0;
    let sum = 0;
    for (let row = range.startRow; row < Math.min(range.endRow, tab.rows.length); row++) {
      const cells = tab.rows[row]?.cells ?? [];
      for (let column = range.startColumn; column < Math.min(range.endColumn, cells.length); column++) {
        const cell = cells[column];
        if (!hasContent(cell)) continue;
        filled += 1;
        if (typeof cell?.value !== 'number') continue;
        numbers += 1;
        sum += cell.value;
      }
    }
    if (filled < 2) return '';
    return numbers > 0 ? `Sum: ${formatValue(sum)} · Count: ${filled}` : `Count: ${filled}`;
  }, [key, tab.id, state.shown]);
  return <output class="selection-sum">{text}</output>;
}
