import { cellAddress } from '../a1.ts';
import type { Table } from '../cell.ts';
import { closest } from '../closest.ts';
import type { Issue } from '../issue.ts';
import { normaliseHeader } from '../normalise-header.ts';
import type { ColumnReading, ReadContext } from '../reading.ts';
import type { Template, TemplateColumn } from '../template.ts';
import { cellText } from './cell-text.ts';

/** Which column of the table is what; indexes are 0-based and our own output columns are never among them. */
export interface MatchedColumns {
  readonly columns: readonly ColumnReading[];
  /** Headers as written, by index; `''` for our own. */
  readonly headers: readonly string[];
  /** Template column → index. */
  readonly byField: ReadonlyMap<string, number>;
  /** Template column → further columns with the very same header. */
  readonly twins: ReadonlyMap<string, readonly number[]>;
  /** Normalised header → index, for placeholders and the key column. */
  readonly byHeader: ReadonlyMap<string, number>;
  readonly issues: readonly Issue[];
}

/** Ties headers to the template's columns: by mapping, by name, by synonym, in this order. */
export function matchColumns(table: Table, context: ReadContext): MatchedColumns {
  const own = new Set(context.ownColumns);
  const headers = table.header.map((cell, index) => (own.has(index) ? '' : cellText(cell)));
  const names = headers.map(normaliseHeader);
  const fields = new Map<number, string>();
  const byField = new Map<string, number>();
  const twins = new Map<string, number[]>();
  const byHeader = new Map<string, number>();
  const issues: Issue[] = [];
  const say = (severity: Issue['severity'], index: number | null, column: string, message: string) =>
    issues.push({
      severity,
      cell: index === null ? null : cellAddress(table.headerRow, index),
      row: null,
      column,
      found: column,
      message,
    });

  const claim = (index: number, field: string) => {
    fields.set(index, field);
    if (!byField.has(field)) byField.set(field, index);
    else twins.set(field, [...(twins.get(field) ?? []), index]);
  };
  const mapped = mappedColumns(names, context, say);
  for (const [index, field] of mapped) if (field !== null) claim(index, field);
  const byMapping = new Set(byField.keys());
  const { columns } = context.template;
  const isFree = (index: number) => names[index] !== '' && !fields.has(index) && !mapped.has(index);
  const claimAll = (wanted: (column: TemplateColumn) => readonly string[], claimed: ReadonlySet<string>) => {
    for (const column of columns) {
      if (claimed.has(column.name)) continue;
      for (const name of wanted(column)) {
        names.forEach((header, index) => {
          if (header === name && isFree(index)) claim(index, column.name);
        });
        if (byField.has(column.name)) break;
      }
    }
  };
  claimAll((column) => [column.name], byMapping);
  claimAll((column) => column.synonyms ?? [], new Set(byField.keys()));

  const sayTwice = (first: number, second: number, how: string) => {
    const [a, b] = [first, second].map((index) => cellAddress(table.headerRow, index));
    const what = `${a} and ${b} ${how}. ${a} is read; rename or remove one of them.`;
    say('warning', second, headers[second] ?? '', what);
  };
  names.forEach((name, index) => {
    if (name === '') return;
    const header = headers[index] ?? '';
    const first = byHeader.get(name);
    if (first === undefined) byHeader.set(name, index);
    else sayTwice(first, index, `are both “${header}”`);
    if (fields.has(index) || first !== undefined || mapped.has(index)) return;
    const meant = nearColumn(name, context.template);
    if (meant === null) return;
    const at = cellAddress(table.headerRow, index);
    const rival = byField.get(meant.field);
    if (meant.exact && rival !== undefined) {
      sayTwice(rival, index, `both mean ${meant.field}`);
      return;
    }
    const kept = `“${header}” in ${at} is no column of ${context.template.title}; it is kept as your own.`;
    say('warning', index, header, `${kept} Did you mean ${meant.field}?`);
  });
  return {
    columns: headers
      .map((header, index) => ({ index, header, field: fields.get(index) ?? null }))
      .filter(({ index }) => !own.has(index)),
    headers,
    byField,
    twins,
    byHeader,
    issues,
  };
}

/** The template's column that a header means (`exact`) or nearly names. */
function nearColumn(name: string, template: Template): { readonly field: string; readonly exact: boolean } | null {
  const owner = new Map<string, string>();
  for (const column of template.columns) {
    for (const word of [column.name, ...(column.synonyms ?? [])]) {
      if (!owner.has(word)) owner.set(word, column.name);
    }
  }
  const words = [...owner.keys()];
  const joined = (word: string) => word.replace(/_/g, '');
  const near = owner.has(name) ? name : (closest(name, words) ?? words.find((word) => joined(word) === joined(name)));
  const field = near === undefined ? undefined : owner.get(near);
  return field === undefined ? null : { field, exact: near === name };
}

type Say = (severity: Issue['severity'], index: number | null, column: string, message: string) => void;

/** Column index → field by the mapping dialog; null: said to be no field. */
function mappedColumns(names: readonly string[], context: ReadContext, say: Say): Map<number, string | null> {
  const mapped = new Map<number, string | null>();
  for (const [header, target] of Object.entries(context.settings.mapping)) {
    const index = names.indexOf(normaliseHeader(header));
    const wanted = normaliseHeader(target);
    const column = context.template.columns.find(
      ({ name, synonyms }) => name === wanted || (synonyms ?? []).includes(wanted),
    );
    if (index < 0 || names[index] === '') {
      say('warning', null, header, `The mapping names a column “${header}”, which this table does not have.`);
    } else if (wanted !== '' && column === undefined) {
      const all = context.template.columns.map(({ name }) => name);
      const near = closest(wanted, all);
      const help = near === null ? `Its fields are ${all.slice(0, 30).join(', ')}.` : `Did you mean ${near}?`;
      say(
        'error',
        index,
        header,
        `“${header}” is mapped to ${target}, which ${context.template.title} does not have. ${help}`,
      );
      mapped.set(index, null);
    } else mapped.set(index, column?.name ?? null);
  }
  return mapped;
}
