import { listIssues } from '../../shared/list-issues.ts';
import type { CheckedRow, CheckRequest, FirstRow, ModelCost, TabCheck } from '../protocol.ts';
import { findTab } from './find-tab.ts';
import { type CountedRow, readRows } from './read-rows.ts';
import { personalHeaders, readTab, selectedNumbers } from './read-tab.ts';

/** Issues that the panel lists; the rest are counted. */
const LISTED = 200;

/** Reads the tab once and answers what Check shows, small enough for 10,000 rows. */
export function checkTab(request: CheckRequest): TabCheck {
  const sheet = findTab(request.tab);
  const tab = readTab(sheet);
  const { reading, rows, digest } = readRows(tab, request);
  const issues = listIssues(reading);
  const errors = issues.filter((issue) => issue.severity === 'error');
  const warnings = issues.filter((issue) => issue.severity === 'warning');
  const shapes = new ShapeList();
  const counted = new Set(rows.map((row) => row.reading.number));
  return {
    rows: rows.map((row) => checkedRow(row, shapes)),
    shapes: shapes.all,
    skipped: {
      blank: reading.rows.filter((row) => row.kind === 'blank').length,
      example: reading.rows.filter((row) => row.kind === 'example').length,
    },
    errors: errors.slice(0, LISTED),
    errorCount: errors.length,
    repairable: issues.filter((issue) => issue.repair !== undefined && issue.cell !== null).length,
    warnings: warnings.slice(0, LISTED),
    warningCount: warnings.length,
    notices: reading.notices,
    selected: selectedNumbers(sheet).filter((number) => counted.has(number)),
    first: firstRow(rows),
    headers: personalHeaders(tab),
    digest,
  };
}

function checkedRow({ reading, rowId, fingerprint }: CountedRow, shapes: ShapeList): CheckedRow {
  const ready = reading.kind === 'ready';
  return { number: reading.number, rowId, fingerprint, ready, shape: ready ? shapes.indexOf(costsOf(reading)) : -1 };
}

function costsOf(row: Extract<CountedRow['reading'], { kind: 'ready' }>): readonly ModelCost[] {
  const costs = new Map<string, ModelCost>();
  for (const { model, provider, estimateUsd } of row.plan.outputs) {
    const known = costs.get(model);
    costs.set(model, { model, provider, images: (known?.images ?? 0) + 1, usd: (known?.usd ?? 0) + estimateUsd });
  }
  return [...costs.values()];
}

/** A catalogue's rows mostly cost the same: each distinct cost is sent once. */
class ShapeList {
  readonly all: (readonly ModelCost[])[] = [];
  private readonly indexes = new Map<string, number>();

  indexOf(costs: readonly ModelCost[]): number {
    const key = JSON.stringify(costs);
    const known = this.indexes.get(key);
    if (known !== undefined) return known;
    this.all.push(costs);
    this.indexes.set(key, this.all.length - 1);
    return this.all.length - 1;
  }
}

function firstRow(rows: readonly CountedRow[]): FirstRow | null {
  for (const { reading } of rows) {
    if (reading.kind !== 'ready') continue;
    const [output] = reading.plan.outputs;
    if (!output) continue;
    return {
      number: reading.number,
      prompt: output.prompt,
      tool: output.tool,
      model: output.model,
      images: reading.plan.outputs.length,
      aspectRatio: output.aspectRatio,
      source: reading.plan.sources[0]?.value ?? null,
    };
  }
  return null;
}
