import { idAt, rowsById, type TabView } from './tab-view.ts';

/** A row of the store as far as its place in the tab is concerned. */
export interface PlacedRow {
  readonly rowId: string;
  /** Equal for equal inputs of one batch; compared with what the tab's rows hold now. */
  readonly inputKey: string;
  readonly batchId: string;
}

/**
 * Input key of a row of the tab, as the given batch reads it; null: the row holds no inputs; undefined: the batch's
 * inputs cannot be read from this tab any more (columns were renamed), so that ids alone decide.
 */
export type InputKeyAt = (row: number, batchId: string) => string | null | undefined;

export interface Placement {
  /** Row number → the row of the store that belongs there. */
  readonly at: ReadonlyMap<number, string>;
  /** Rows whose inputs are no longer those that were run. */
  readonly changed: ReadonlySet<number>;
  /** Rows that carry an id or results which are not theirs: to be cleared of both. */
  readonly strays: ReadonlySet<number>;
  /** Ids that could not be told apart; left alone. */
  readonly ties: readonly string[];
  /** Ids that are nowhere in the tab. */
  readonly absent: readonly string[];
}

/**
 * Finds where each row of the store is NOW. Without inputs ids alone decide, and a doubled id is left for a full
 * reconcile. With inputs a row that was torn from its id (a range sorted without our columns, a wiped id) is found by
 * what it holds, a copied id stays with the row whose inputs match, and what cannot be decided is left as it is.
 */
export function placeRows(view: TabView, wanted: ReadonlyMap<string, PlacedRow>, inputs: InputKeyAt | null): Placement {
  const byId = rowsById(view);
  if (inputs === null) return placeById(byId, wanted);

  const at = new Map<number, string>();
  const strays = new Set<number>();
  const ties: string[] = [];
  const loose: PlacedRow[] = [];
  for (const row of wanted.values()) {
    const holders = byId.get(row.rowId) ?? [];
    const matching = holders.filter((number) => {
      const key = inputs(number, row.batchId);
      return key === undefined || key === row.inputKey;
    });
    const [first] = matching;
    if (first === undefined) loose.push(row);
    else if (matching.length === 1) {
      at.set(first, row.rowId);
    } else {
      // A copied row with equal inputs: its result is right beside each of them, and nobody can tell which is older.
      for (const number of matching) at.set(number, row.rowId);
      ties.push(row.rowId);
    }
  }
  placeByInputs(view, wanted, loose, inputs, at, ties);

  const changed = new Set<number>();
  const absent: string[] = [];
  const placed = new Set(at.values());
  for (const row of loose) {
    if (placed.has(row.rowId)) continue;
    const holders = (byId.get(row.rowId) ?? []).filter((number) => !at.has(number));
    if (holders.length === 0) absent.push(row.rowId);
    else if (holders.length > 1) ties.push(row.rowId);
    // Copies that were all changed: nobody can tell which is the row itself, but each must say that it has changed.
    for (const number of holders) {
      at.set(number, row.rowId);
      changed.add(number);
    }
  }
  // Copies whose inputs are others' must not go on showing this row's result.
  const kept = new Set(at.values());
  for (const [id, numbers] of byId) {
    if (!kept.has(id) || ties.includes(id)) continue;
    for (const number of numbers) if (!at.has(number)) strays.add(number);
  }
  for (const number of view.rows.keys()) {
    if (number > view.headerRow && idAt(view, number) === '' && !at.has(number)) strays.add(number);
  }
  return { at, changed, strays, ties, absent };
}

function placeById(byId: ReadonlyMap<string, readonly number[]>, wanted: ReadonlyMap<string, PlacedRow>): Placement {
  const at = new Map<number, string>();
  const ties: string[] = [];
  const absent: string[] = [];
  for (const id of wanted.keys()) {
    const [first, second] = byId.get(id) ?? [];
    if (first === undefined) absent.push(id);
    else if (second === undefined) at.set(first, id);
    else ties.push(id);
  }
  return { at, changed: new Set(), strays: new Set(), ties, absent };
}

/** Gives rows without a place to the rows that hold their inputs and nobody else's result; equal rows one for one. */
function placeByInputs(
  view: TabView,
  wanted: ReadonlyMap<string, PlacedRow>,
  loose: readonly PlacedRow[],
  inputs: InputKeyAt,
  at: Map<number, string>,
  ties: string[],
): void {
  const seekers = new Map<string, PlacedRow[]>();
  for (const row of loose) {
    const key = `${row.batchId}\n${row.inputKey}`;
    const list = seekers.get(key);
    if (list) list.push(row);
    else seekers.set(key, [row]);
  }
  if (seekers.size === 0) return;
  const batches = [...new Set(loose.map((row) => row.batchId))];
  const free = new Map<string, number[]>();
  for (const number of [...view.rows.keys()].sort((a, b) => a - b)) {
    if (number <= view.headerRow || at.has(number)) continue;
    const id = idAt(view, number);
    // A row of which the store knows nothing keeps its id, whatever it holds.
    if (id !== '' && !wanted.has(id)) continue;
    for (const batchId of batches) {
      const found = inputs(number, batchId);
      if (found === null || found === undefined) continue;
      const list = free.get(`${batchId}\n${found}`);
      if (list) list.push(number);
      else free.set(`${batchId}\n${found}`, [number]);
    }
  }
  for (const [key, rows] of seekers) {
    const numbers = (free.get(key) ?? []).filter((number) => !at.has(number));
    if (numbers.length === 0) continue;
    if (numbers.length !== rows.length) {
      ties.push(...rows.map((row) => row.rowId));
      continue;
    }
    rows.forEach((row, index) => {
      const number = numbers[index];
      if (number !== undefined) at.set(number, row.rowId);
    });
  }
}
