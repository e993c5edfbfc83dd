import type { RowClass } from '../../shared/states.ts';
import type { BatchStore, LedgerEntry, LedgerKey, RowId } from '../ports.ts';

/** How a row stands to what was run before. */
export interface Standing {
  readonly kind: RowClass;
  /** What is known of it; of a changed or new row nothing that counts. */
  readonly entry: LedgerEntry | null;
  /** The id under which it was known, where that is another. */
  readonly from: RowId | null;
}

/**
 * Compares rows with the tab's ledger: by id, else by inputs. Equal rows are matched one for one, so that two equal
 * rows of which one was run are one unchanged and one new row.
 */
export async function matchLedger(
  store: BatchStore,
  key: LedgerKey,
  rows: readonly { readonly rowId: RowId; readonly fingerprint: string }[],
): Promise<readonly Standing[]> {
  const ids = rows.map((row) => row.rowId);
  const byRow = new Map((await store.ledgerByRow(key, ids)).map((entry) => [entry.rowId, entry]));
  const asked = new Set(ids);
  const unknown = rows.filter((row) => !byRow.has(row.rowId));
  const free = new Map<string, LedgerEntry[]>();
  for (const entry of await store.ledgerByFingerprint(key, [...new Set(unknown.map((row) => row.fingerprint))])) {
    if (asked.has(entry.rowId)) continue;
    const same = free.get(entry.fingerprint) ?? [];
    if (entry.outcome === 'completed') same.unshift(entry);
    else same.push(entry);
    free.set(entry.fingerprint, same);
  }
  return rows.map((row): Standing => {
    const known = byRow.get(row.rowId);
    if (known !== undefined) return standingOf(known, row.fingerprint);
    const moved = free.get(row.fingerprint)?.shift();
    return moved === undefined
      ? { kind: 'new', entry: null, from: null }
      : { kind: kindOf(moved), entry: moved, from: moved.rowId };
  });
}

function standingOf(known: LedgerEntry, fingerprint: string): Standing {
  if (known.fingerprint === fingerprint) return { kind: kindOf(known), entry: known, from: null };
  if (known.before?.fingerprint === fingerprint) {
    const entry: LedgerEntry = { ...known, ...known.before, outcome: 'completed', failure: null };
    return { kind: 'unchanged', entry, from: null };
  }
  return { kind: 'changed', entry: null, from: null };
}

function kindOf(entry: LedgerEntry): RowClass {
  return entry.outcome === 'completed' ? 'unchanged' : entry.outcome;
}
