import type { Issue } from './issue.ts';
import type { TableReading } from './reading.ts';

/**
 * All issues of a reading for a list: the table's, then the rows' in order. What concerns no cell (a missing column, a
 * wrong batch setting) is said once, not once a row.
 */
export function listIssues(reading: TableReading): Issue[] {
  const said = new Set<string>();
  const rows = reading.rows.map((row) => ('issues' in row ? row.issues : []));
  const all: Issue[] = [];
  for (const issues of [reading.issues, ...rows]) {
    for (const issue of issues) {
      if (issue.cell === null) {
        if (said.has(issue.message)) continue;
        said.add(issue.message);
      }
      all.push(issue);
    }
  }
  return all;
}
