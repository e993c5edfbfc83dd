import { CELL_PROPERTIES, type Cell, type CellPatch, type CellProperty } from './model.ts';
import { OperationError } from './operation.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Sheets refuses longer text in one cell. */
export const MAX_CELL_CHARACTERS = 50_000;

function setProperty<K extends CellProperty>(cell: Writable<Cell>, key: K, value: Cell[K] | null): void {
  if (value === null || value === undefined) delete cell[key];
  else cell[key] = value;
}

function setInverse<K extends CellProperty>(inverse: Writable<CellPatch>, key: K, value: Cell[K] | null): void {
  inverse[key] = value ?? null;
}

/**
 * Changes some properties of a cell. Empty text as a value means no value, as in Sheets.
 * @returns the new cell (null when nothing is left in it) and the patch that leads back.
 */
export function patchCell(cell: Cell | null, patch: CellPatch): { cell: Cell | null; inverse: CellPatch } {
  const next: Writable<Cell> = cell ? { ...cell } : {};
  const inverse: Writable<CellPatch> = {};
  for (const key of CELL_PROPERTIES) {
    const value = patch[key];
    if (value === undefined) continue;
    if (key === 'value' && typeof value === 'string' && value.length > MAX_CELL_CHARACTERS) {
      throw new OperationError(
        `Your input contains more than the maximum of ${MAX_CELL_CHARACTERS} characters in a single cell.`,
      );
    }
    setInverse(inverse, key, cell?.[key] ?? null);
    setProperty(next, key, key === 'value' && value === '' ? null : value);
  }
  for (const _ in next) return { cell: next, inverse };
  return { cell: null, inverse };
}
