import { isRowId, newRowId } from '../../shared/row-id.ts';
import type { SubmitRequest } from '../protocol.ts';
import { callBackendOk } from './backend-call.ts';
import { sha256Bytes } from './digest.ts';
import { parseScope } from './parse-answers.ts';
import type { CountedRow } from './read-rows.ts';

/**
 * The id of every row, by number: the one it has, or a fresh one. Where an id occurs twice (a copied row) the row keeps
 * it whose inputs are those that were run, as the backend knows them; else the first.
 */
export function assignRowIds(rows: readonly CountedRow[], request: SubmitRequest): ReadonlyMap<number, string> {
  const byId = new Map<string, CountedRow[]>();
  for (const row of rows) {
    if (!isRowId(row.rowId)) continue;
    const holders = byId.get(row.rowId);
    if (holders) holders.push(row);
    else byId.set(row.rowId, [row]);
  }
  const keepers = keepersOf(
    [...byId.values()].filter((holders) => holders.length > 1),
    request,
  );
  const ids = new Map<number, string>();
  for (const row of rows) {
    const holders = byId.get(row.rowId);
    const kept = holders !== undefined && (holders.length === 1 || keepers.has(row));
    ids.set(row.reading.number, kept ? row.rowId : freshId());
  }
  return ids;
}

function keepersOf(doubled: readonly (readonly CountedRow[])[], request: SubmitRequest): ReadonlySet<CountedRow> {
  const all: CountedRow[] = [];
  for (const holders of doubled) all.push(...holders);
  if (all.length === 0) return new Set();
  const { classes } = parseScope(
    callBackendOk({
      method: 'post',
      path: '/v1/scope',
      token: request.token,
      body: {
        tab: request.tab,
        template: request.template.id,
        rows: all.map(({ rowId, fingerprint }) => ({ rowId, fingerprint })),
      },
    }),
  );
  const classOf = new Map(all.map((row, index) => [row, classes[index] ?? 'new']));
  const keepers = new Set<CountedRow>();
  for (const holders of doubled) {
    const keeper = holders.find((row) => classOf.get(row) !== 'changed' && classOf.get(row) !== 'new') ?? holders[0];
    if (keeper) keepers.add(keeper);
  }
  return keepers;
}

/** Apps Script has no random bytes; a UUID has 122 random bits, of which the digest keeps the randomness. */
export function freshId(): string {
  return newRowId(sha256Bytes(`${Utilities.getUuid()} ${Utilities.getUuid()}`));
}
