import type { ScopeRequest } from '../../shared/api.ts';
import type { RowClass } from '../../shared/states.ts';
import type { Caller } from '../ports.ts';
import type { BatchDeps } from './deps.ts';
import { matchLedger } from './match-ledger.ts';

/** What a start would find of these rows, in their order. */
export async function classifyRows(
  deps: BatchDeps,
  caller: Caller,
  request: ScopeRequest,
): Promise<readonly RowClass[]> {
  const standings = await matchLedger(deps.store, { space: caller.space, tab: request.tab }, request.rows);
  return standings.map((one) => one.kind);
}
