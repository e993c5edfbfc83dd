import { useState } from 'preact/hooks';
import { columnName, rangeAddress } from '../../workbook/a1.ts';
import { displayText } from '../../workbook/display.ts';
import { cellAt } from '../../workbook/model.ts';
import { chosenRange, sortRange } from '../commands/sort-and-filter.ts';
import { usePage } from '../state/page-context.ts';
import { Modal } from './modal.tsx';

export function SortDialog({ onClose }: { onClose: () => void }) {
  const { page } = usePage();
  const [range] = useState(() => chosenRange(page));
  const [header, setHeader] = useState(range.startRow === 0 && page.tab.frozenRows > 0);
  const [ascending, setAscending] = useState(true);
  const active = page.state.selection.active.column;
  const [column, setColumn] = useState(
    active >= range.startColumn && active < range.endColumn ? active : range.startColumn,
  );
  const columns = Array.from({ length: range.endColumn - range.startColumn }, (_, i) => range.startColumn + i);
  const nameOf = (index: number) => {
    const title = header ? displayText(cellAt(page.tab, range.startRow, index)) : '';
    return title === '' ? `Column ${columnName(index)}` : `${title} (${columnName(index)})`;
  };
  return (
    <Modal
      title={`Sort ${rangeAddress(range)}`}
      width={420}
      onClose={onClose}
      onSubmit={() => {
        onClose();
        sortRange(page, range, column, ascending, header);
      }}
    >
      <label class="check">
        <input type="checkbox" checked={header} onChange={(event) => setHeader(event.currentTarget.checked)} />
        The first row is a header
      </label>
      <div class="field-line">
        <label class="grow">
          Sort by
          <select
            data-first
            class="field"
            value={column}
            onChange={(event) => setColumn(Number(event.currentTarget.value))}
          >
            {columns.map((index) => (
              <option key={index} value={index}>
                {nameOf(index)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Order
          <select
            class="field"
            value={ascending ? 'up' : 'down'}
            onChange={(event) => setAscending(event.currentTarget.value === 'up')}
          >
            <option value="up">A → Z</option>
            <option value="down">Z → A</option>
          </select>
        </label>
      </div>
      <div class="buttons">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button primary">
          Sort
        </button>
      </div>
    </Modal>
  );
}
