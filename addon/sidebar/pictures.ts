import type { OutputView, RowView } from '../../shared/api.ts';
import type { Results } from './state.ts';

/** One tile of the results: a picture, a text, or a row that has none. */
export type Tile =
  | { readonly kind: 'output'; readonly key: string; readonly row: RowView; readonly output: OutputView }
  | { readonly kind: 'row'; readonly key: string; readonly row: RowView };

export function pictureKey(row: RowView, output: OutputView): string {
  return `${row.rowId}/${output.n}`;
}

/** The small version of a result link. */
export function previewUrl(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}w=320`;
}

/** Tiles of the filter, in the order of the sheet. Rows that have not ended show only under All, and only in progress. */
export function tilesOf(results: Results): readonly Tile[] {
  const rows = [...results.rows.values()].sort((a, b) => a.number - b.number);
  const tiles: Tile[] = [];
  for (const row of rows) {
    const wanted =
      results.filter === 'all' ||
      (results.filter === 'completed' && row.status === 'completed') ||
      (results.filter === 'failed' && row.status === 'failed');
    if (!wanted) continue;
    const newest = newestOutputs(row);
    for (const output of newest) tiles.push({ kind: 'output', key: pictureKey(row, output), row, output });
    if (row.status === 'failed' || (newest.length === 0 && row.status === 'in progress')) {
      tiles.push({ kind: 'row', key: row.rowId, row });
    }
  }
  return tiles;
}

/** The newest version of each output, in order. */
export function newestOutputs(row: RowView): readonly OutputView[] {
  const byN = new Map<number, OutputView>();
  for (const output of row.outputs) {
    const known = byN.get(output.n);
    if (!known || known.version < output.version) byN.set(output.n, output);
  }
  return [...byN.values()].sort((a, b) => a.n - b.n);
}

/** Failed rows by what went wrong, most frequent first. */
export function failuresByReason(
  results: Results,
): readonly { readonly reason: string; readonly rows: readonly RowView[] }[] {
  const groups = new Map<string, RowView[]>();
  for (const row of results.rows.values()) {
    if (row.status !== 'failed') continue;
    // Messages name cells; the reason is what is equal in them.
    const reason = (row.failure?.message ?? row.message).replace(/\b[A-Z]{1,3}[1-9]\d*\b:? ?/g, '').trim() || 'Failed';
    const rows = groups.get(reason);
    if (rows) rows.push(row);
    else groups.set(reason, [row]);
  }
  return [...groups]
    .map(([reason, rows]) => ({ reason, rows: rows.sort((a, b) => a.number - b.number) }))
    .sort((a, b) => b.rows.length - a.rows.length);
}
