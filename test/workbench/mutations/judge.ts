import { readMark } from '../../../shared/output-columns.ts';
import { formatValue } from '../../../workbench/workbook/display.ts';
import { cellAt, contentSize, type Tab } from '../../../workbench/workbook/model.ts';
import { HEADER, rowOf } from './open-mutation-bench.ts';
import { headerRowOf } from './tab-facts.ts';

const INPUTS = ['prompt', 'aspect_ratio', 'num_images', 'model', 'seed_number'] as const;

/** Rows that do not show their own result and do not say why. `started`: how many rows the batch had. */
export function wrongRows(tab: Tab, started: number): string[] {
  const header = headerRowOf(tab);
  const theirs = new Map<string, number>();
  const own = new Map<string, number>();
  (tab.rows[header]?.cells ?? []).forEach((cell, column) => {
    const field = readMark(cell?.note);
    if (field !== null) own.set(field, own.get(field) ?? column);
    else if (cell?.value !== undefined) theirs.set(String(cell.value), column);
  });
  const text = (row: number, column: number | undefined) => {
    const cell = column === undefined ? null : cellAt(tab, row, column);
    return cell === null ? '' : formatValue(cell.value ?? null, cell.numberFormat);
  };
  const inputsOf = (row: number) => JSON.stringify(INPUTS.map((name) => text(row, theirs.get(name))));
  const originals = new Map<string, number>();
  for (let n = 1; n <= started; n++) {
    originals.set(JSON.stringify(INPUTS.map((name) => String(rowOf(n)[HEADER.indexOf(name)]))), n);
  }
  const seen = new Map<string, number>();
  const { rows } = contentSize(tab);
  for (let row = header + 1; row < rows; row++) seen.set(inputsOf(row), (seen.get(inputsOf(row)) ?? 0) + 1);

  const wrong: string[] = [];
  for (let row = header + 1; row < rows; row++) {
    const image = text(row, own.get('image_1'));
    const message = text(row, own.get('message'));
    const n = originals.get(inputsOf(row));
    const name = n === undefined ? '' : `kite-k-${String(n).padStart(4, '0')}`;
    const link = own.has('image_1') ? (cellAt(tab, row, own.get('image_1') ?? 0)?.link ?? '') : '';
    const tell = (what: string) =>
      wrong.push(
        `row ${row + 1} (${inputsOf(row)}, id ${text(row, own.get('row_id'))}): ${what}; ` +
          `image “${image}”, status “${text(row, own.get('status'))}”, message “${message}”`,
      );
    if (n === undefined) {
      if (image !== '' && !message.includes('changed'))
        tell('a picture beside inputs that are not its own, without a word');
    } else if (image === '') {
      if (seen.get(inputsOf(row)) === 1) tell('its picture is missing');
    } else if (!image.includes(`_${name}.`)) {
      // Where copies of a row were all changed, nobody can tell which is the row itself: each then says so.
      if (!message.includes('changed')) tell('another row’s picture');
    } else if (!link.includes('/r/')) tell('its picture has no link');
    else if (text(row, own.get('status')) !== 'completed') tell('its status is missing');
    else if (message.includes('changed')) tell('its inputs are said to have changed');
  }
  return wrong;
}
