import { cellAddress } from '../a1.ts';
import type { Table, TableRow } from '../cell.ts';
import type { Issue, Notice } from '../issue.ts';
import { normaliseHeader } from '../normalise-header.ts';
import { type Planning, studioModel } from '../plan/choose-model.ts';
import { NoticeBoard } from '../plan/notice-board.ts';
import { planRow, taskOf } from '../plan/plan-row.ts';
import type { ReadContext, RowInputs, RowReading, TableReading } from '../reading.ts';
import type { TemplateId } from '../template.ts';
import { cellText } from './cell-text.ts';
import { findKeys, type Keys } from './find-keys.ts';
import { matchColumns } from './match-columns.ts';
import { missing, RowScope, type TableScope } from './row-scope.ts';
import { isBlankRow, isExampleRow } from './skip-rows.ts';

/**
 * Reads a table against a template: what each column and row is, what is wrong (by cell), and the plan of every row that
 * can run. Never throws on what a person wrote; a row with errors never stops another.
 */
export function readTable(table: Table, context: ReadContext): TableReading {
  const matched = matchColumns(table, context);
  const columns = new Map(context.template.columns.map((column) => [column.name, column]));
  const scope: TableScope = { context, matched, columns };
  const own = new Set(context.ownColumns);
  const board = new NoticeBoard();
  const planning: Planning = { context, board, studio: studioModel(context.catalogue) };
  const task = taskOf(context.template, context.settings, (field) => matched.byField.has(field));

  const kinds = table.rows.map((row) => {
    if (isBlankRow(row, own)) return 'blank';
    return isExampleRow(row, context.template, matched) ? 'example' : 'row';
  });
  const counted = table.rows.filter((_, index) => kinds[index] === 'row');
  const keys = findKeys(
    counted.filter(({ problem }) => problem === undefined),
    context,
    matched,
  );
  const rows = table.rows.map((row, index): RowReading => {
    const kind = kinds[index];
    return kind === 'blank' || kind === 'example'
      ? { kind, number: row.number }
      : readRow(row, scope, planning, task, keys);
  });
  return {
    table,
    columns: matched.columns,
    issues: [...missingColumns(scope), ...matched.issues, ...keys.issues],
    notices: [...tooManyRows(counted, context), ...board.notices(context.catalogue)],
    rows,
  };
}

function readRow(row: TableRow, table: TableScope, planning: Planning, task: TemplateId, keys: Keys): RowReading {
  const scope = new RowScope(table, row);
  if (row.problem !== undefined) {
    // Its cells may have slipped into other columns, so nothing else can be said of them.
    const cell = cellAddress(row.number, 0);
    const message = `Row ${row.number}: ${row.problem}`;
    scope.issues.push({ severity: 'error', cell, row: row.number, column: '', found: '', message });
    return { kind: 'error', number: row.number, key: null, issues: scope.issues, inputs: inputsOf(scope) };
  }
  const wrongKey = keys.issueOf(row);
  if (wrongKey !== null) scope.issues.push(wrongKey);
  scope.checkDamage();
  scope.checkTwins();
  for (const column of table.columns.values()) if (column.required) scope.need(column.name);
  const plan = planRow(scope, planning, task);
  const inputs = inputsOf(scope);
  const head = { number: row.number, key: keys.keyOf(row), issues: scope.issues, inputs };
  return plan === null || scope.failed ? { kind: 'error', ...head } : { kind: 'ready', ...head, plan };
}

/** What decides whether the row is unchanged; a column that only a placeholder names is called `{{header}}`. */
function inputsOf(scope: RowScope): RowInputs {
  const inputs: Record<string, string> = {};
  const { byField, headers } = scope.table.matched;
  const fields = new Set<number>();
  for (const [name, index] of byField) {
    fields.add(index);
    const text = cellText(scope.row.cells[index]);
    if (text !== '' && name !== 'file_name') inputs[name] = text;
  }
  for (const index of scope.placeholderColumns) {
    const text = cellText(scope.row.cells[index]);
    if (!fields.has(index) && text !== '') inputs[`{{${normaliseHeader(headers[index] ?? '')}}}`] = text;
  }
  return inputs;
}

/** Required columns that neither the table nor Set up nor a default gives. */
function missingColumns(scope: TableScope): Issue[] {
  const blank = new RowScope(scope, { number: 0, cells: [] });
  return [...scope.columns.values()]
    .filter(({ name, required }) => required && !scope.matched.byField.has(name) && blank.value(name) === null)
    .map(({ name }) => ({
      severity: 'error',
      cell: null,
      row: null,
      column: name,
      found: '',
      message: missing(scope, name, null),
    }));
}

function tooManyRows(counted: readonly TableRow[], { limits }: ReadContext): Notice[] {
  if (counted.length <= limits.maxRows) return [];
  const parts: string[] = [];
  for (let from = 0; from < counted.length; from += limits.maxRows) {
    const last = counted[Math.min(from + limits.maxRows, counted.length) - 1];
    parts.push(`${counted[from]?.number}–${last?.number}`);
  }
  const shown = parts.length > 6 ? [...parts.slice(0, 5), '…', parts[parts.length - 1]] : parts;
  const over = counted.slice(limits.maxRows).map((row) => row.number);
  const message =
    `There are ${counted.length} rows, and one batch takes up to ${limits.maxRows}. ` +
    `Split them into ${parts.length} batches: rows ${shown.join(', ')} (one tab or file for each), or start with the first ${limits.maxRows}.`;
  return [{ code: 'too_many_rows', message, rows: over }];
}
