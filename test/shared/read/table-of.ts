import type { Cell, Table } from '../../../shared/cell.ts';
import type { Issue } from '../../../shared/issue.ts';
import { readTable } from '../../../shared/read/read-table.ts';
import type { ReadContext, RowReading, TableReading } from '../../../shared/reading.ts';
import type { RowPlan } from '../../../shared/row-plan.ts';
import { type BatchSettings, NO_SETTINGS } from '../../../shared/settings.ts';
import type { TemplateId } from '../../../shared/template.ts';
import { CATALOGUE, templateById } from '../../../templates/index.ts';

/** A table with its header in row 1 and rows from 2 on. */
export function tableOf(header: readonly Cell[], ...rows: readonly (readonly Cell[])[]): Table {
  return { header, headerRow: 1, rows: rows.map((cells, index) => ({ number: index + 2, cells })) };
}

export type ContextParts = Partial<Omit<ReadContext, 'template' | 'settings'>> & {
  readonly settings?: Partial<BatchSettings>;
};

/** A context with nothing configured but what is given. */
export function contextOf(id: TemplateId, parts: ContextParts = {}): ReadContext {
  const template = templateById(id);
  if (template === null) throw new Error(`no template ${id}`);
  return {
    catalogue: CATALOGUE,
    configured: ['studio'],
    preview: false,
    limits: { maxRows: 10_000, maxImages: 4 },
    ownColumns: [],
    ...parts,
    template,
    settings: { ...NO_SETTINGS, ...parts.settings },
  };
}

export function read(id: TemplateId, table: Table, parts: ContextParts = {}): TableReading {
  return readTable(table, contextOf(id, parts));
}

/** All messages of rows and table, `severity cell: message`. */
export function messages(reading: TableReading): string[] {
  const issues = [...reading.issues, ...reading.rows.flatMap(issuesOf)];
  return issues.map(({ severity, cell, message }) => `${severity} ${cell ?? '-'}: ${message}`);
}

export function issuesOf(row: RowReading | undefined): readonly Issue[] {
  return row !== undefined && 'issues' in row ? row.issues : [];
}

/** The plan of the nth row (0-based); fails the test with the row's messages where it has none. */
export function planAt(reading: TableReading, index = 0): RowPlan {
  const row = reading.rows[index];
  if (row?.kind !== 'ready') throw new Error(`row is ${row?.kind}: ${messages(reading).join('\n')}`);
  return row.plan;
}
