import type { Operation } from '../../workbook/operation.ts';
import { rebaseOperation } from '../../workbook/rebase-operation.ts';
import type { Move } from '../connection/sync-workbook.ts';
import type { CellPlace, GridSelection } from '../grid/grid-selection.ts';

/** Whether an operation may put cells elsewhere. */
function movesCells(operation: Operation): boolean {
  if (operation.type === 'batch') return operation.operations.some(movesCells);
  return /^(insert|delete|move)(Rows|Columns)$|^sortRange$|^permuteRows$/.test(operation.type);
}

function sorts(operation: Operation): boolean {
  if (operation.type === 'batch') return operation.operations.some(sorts);
  return operation.type === 'sortRange' || operation.type === 'permuteRows';
}

/** Where a cell is after others' operations; null when it was deleted. */
export function followCell(tabId: number, place: CellPlace, moves: readonly Move[]): CellPlace | null {
  let operation: Operation | null = { type: 'setCells', tabId, row: place.row, column: place.column, patches: [[{}]] };
  for (const move of moves) {
    if (operation && movesCells(move.operation)) operation = rebaseOperation(operation, move.operation, move.inverse);
  }
  return operation?.type === 'setCells' ? { row: operation.row, column: operation.column } : null;
}

/** The selection moved along with inserted, deleted and moved rows and columns; a sort leaves it where it is. */
export function followSelection(tabId: number, selection: GridSelection, moves: readonly Move[]): GridSelection {
  const shifting = moves.filter(({ operation }) => movesCells(operation) && !sorts(operation));
  if (shifting.length === 0) return selection;
  const follow = (place: CellPlace) => followCell(tabId, place, shifting) ?? place;
  return {
    ...selection,
    active: follow(selection.active),
    anchor: follow(selection.anchor),
    focus: follow(selection.focus),
    extra: [],
  };
}
