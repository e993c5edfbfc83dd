import type {
  BasicFilter,
  Cell,
  CellPatch,
  Column,
  DeveloperMetadata,
  GridRange,
  ProtectedRange,
  Row,
  Tab,
} from './model.ts';

/**
 * Every change of a spreadsheet. The page and the server apply these with the same `applyOperation`
 * (apply-operation.ts), so both come to the same content. Indexes are zero-based and mean the state just before
 * the operation.
 */
export type Operation =
  /** Patches a block of cells from its top left corner; a null in the block leaves that cell alone. */
  | {
      readonly type: 'setCells';
      readonly tabId: number;
      readonly row: number;
      readonly column: number;
      readonly patches: readonly (readonly (CellPatch | null)[])[];
    }
  /** The same patch for every cell of a range. */
  | { readonly type: 'repeatCell'; readonly tabId: number; readonly range: GridRange; readonly patch: CellPatch }
  /**
   * New rows before row `at` (at the row count: appended). `rows` gives their content; without it they are empty, and
   * with `inherit` they look like the row before or after them (formats and dropdowns), as with Sheets' own insert.
   */
  | {
      readonly type: 'insertRows';
      readonly tabId: number;
      readonly at: number;
      readonly count: number;
      readonly rows?: readonly (Row | null)[];
      readonly inherit?: 'before' | 'after';
    }
  | { readonly type: 'deleteRows'; readonly tabId: number; readonly at: number; readonly count: number }
  /** Moves rows so that they stand before the row that was at `to` (as Sheets' destinationIndex). */
  | {
      readonly type: 'moveRows';
      readonly tabId: number;
      readonly from: number;
      readonly count: number;
      readonly to: number;
    }
  /** New columns before column `at`. `cells[row]` holds the new cells of a row; `inherit` as for rows. */
  | {
      readonly type: 'insertColumns';
      readonly tabId: number;
      readonly at: number;
      readonly count: number;
      readonly columns?: readonly (Column | null)[];
      readonly cells?: readonly (readonly (Cell | null)[])[];
      readonly inherit?: 'before' | 'after';
    }
  | { readonly type: 'deleteColumns'; readonly tabId: number; readonly at: number; readonly count: number }
  | {
      readonly type: 'moveColumns';
      readonly tabId: number;
      readonly from: number;
      readonly count: number;
      readonly to: number;
    }
  /** Sorts the rows of a range by columns of the tab; only cells inside the range move. */
  | {
      readonly type: 'sortRange';
      readonly tabId: number;
      readonly range: GridRange;
      readonly keys: readonly { readonly column: number; readonly ascending: boolean }[];
    }
  /** Puts the rows of a range in another order: the new i-th row is the old `order[i]`-th, both counted in the range. */
  | {
      readonly type: 'permuteRows';
      readonly tabId: number;
      readonly range: GridRange;
      readonly order: readonly number[];
    }
  | {
      readonly type: 'setColumns';
      readonly tabId: number;
      readonly at: number;
      readonly columns: readonly (Column | null)[];
    }
  | {
      readonly type: 'setRows';
      readonly tabId: number;
      readonly at: number;
      readonly rows: readonly { readonly hidden?: boolean; readonly height?: number }[];
    }
  | { readonly type: 'setFilter'; readonly tabId: number; readonly filter: BasicFilter | null }
  | { readonly type: 'setMerges'; readonly tabId: number; readonly merges: readonly GridRange[] }
  | { readonly type: 'setProtectedRanges'; readonly tabId: number; readonly protectedRanges: readonly ProtectedRange[] }
  | {
      readonly type: 'setTab';
      readonly tabId: number;
      readonly title?: string;
      readonly hidden?: boolean;
      readonly frozenRows?: number;
      readonly frozenColumns?: number;
    }
  /** `tab` is taken over as it is, with its content. */
  | { readonly type: 'addTab'; readonly index: number; readonly tab: Tab }
  | { readonly type: 'deleteTab'; readonly tabId: number }
  /** `index` is the tab's place after the move. */
  | { readonly type: 'moveTab'; readonly tabId: number; readonly index: number }
  | { readonly type: 'renameWorkbook'; readonly title: string }
  | { readonly type: 'addMetadata'; readonly entry: DeveloperMetadata }
  | { readonly type: 'removeMetadata'; readonly id: number }
  /** All or nothing. */
  | { readonly type: 'batch'; readonly operations: readonly Operation[] };

/** An operation as it was applied: `revision` is the workbook's after it, counted from 1. */
export type AppliedOperation = {
  readonly revision: number;
  /** Who sent it; a page skips its own. */
  readonly clientId: string;
  readonly operation: Operation;
};

/** An operation that does not fit the workbook. Nothing was changed. */
export class OperationError extends Error {
  override name = 'OperationError';
}
