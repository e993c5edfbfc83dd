import { cellAddress } from '../a1.ts';
import type { TableRow } from '../cell.ts';
import { closest } from '../closest.ts';
import type { Issue } from '../issue.ts';
import { normaliseHeader } from '../normalise-header.ts';
import type { ReadContext } from '../reading.ts';
import { cellText, damageOf } from './cell-text.ts';
import { explainDamage } from './damaged-cell.ts';
import type { MatchedColumns } from './match-columns.ts';
import { listed } from './value-reading.ts';

/** What identifies the rows: the key column's texts, where one was chosen. */
export interface Keys {
  /** Said of the table: there is no such column. */
  readonly issues: readonly Issue[];
  /** null: no key column was chosen, or this row's key is empty, damaged or not its own alone. */
  keyOf(row: TableRow): string | null;
  /** What is wrong with the row's key. */
  issueOf(row: TableRow): Issue | null;
}

const NONE: Keys = { issues: [], keyOf: () => null, issueOf: () => null };

/** Reads the key column over the rows that count: an empty or repeated key is an error at its cell. */
export function findKeys(rows: readonly TableRow[], context: ReadContext, matched: MatchedColumns): Keys {
  const { keyColumn } = context.settings;
  if (keyColumn === null || keyColumn.trim() === '') return NONE;
  const wanted = normaliseHeader(keyColumn);
  const index = matched.byHeader.get(wanted) ?? matched.byField.get(wanted);
  if (index === undefined) {
    const near = closest(wanted, [...matched.byHeader.keys()]);
    const help = near === null ? 'Choose another key column.' : `Did you mean ${near}?`;
    const message = `The key column “${keyColumn}” is not in this table. ${help}`;
    return { ...NONE, issues: [{ severity: 'error', cell: null, row: null, column: keyColumn, found: '', message }] };
  }
  const header = matched.headers[index] ?? keyColumn;
  const rowsOf = new Map<string, number[]>();
  for (const row of rows) {
    const key = cellText(row.cells[index]);
    const same = rowsOf.get(key);
    if (same) same.push(row.number);
    else rowsOf.set(key, [row.number]);
  }
  const fault = (row: TableRow): string | null => {
    const cell = row.cells[index];
    const damage = damageOf(cell);
    const key = cellText(cell);
    const at = cellAddress(row.number, index);
    if (damage?.kind === 'error' || damage?.kind === 'merged') return `${at} ${explainDamage(damage).message}`;
    if (key === '') return `${at} is empty, and ${header} is the key that tells rows apart. Fill it in.`;
    const same = rowsOf.get(key) ?? [];
    if (same.length < 2) return null;
    const others = same.filter((number) => number !== row.number).map((number) => cellAddress(number, index));
    const shown = listed(others.length > 3 ? [...others.slice(0, 3), `${others.length - 3} more`] : others, 'and');
    return `${at} holds “${key}”, as ${others.length > 1 ? 'do' : 'does'} ${shown}. Each row needs a ${header} of its own.`;
  };
  return {
    issues: [],
    keyOf: (row) => (fault(row) === null ? cellText(row.cells[index]) : null),
    issueOf: (row) => {
      const message = fault(row);
      if (message === null) return null;
      const found = cellText(row.cells[index]);
      const cell = cellAddress(row.number, index);
      return { severity: 'error', cell, row: row.number, column: header, found, message };
    },
  };
}
