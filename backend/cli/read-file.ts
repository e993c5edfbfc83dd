import { cpus } from 'node:os';
import { type Estimate, estimate } from '../../shared/estimate.ts';
import type { Issue } from '../../shared/issue.ts';
import { listIssues } from '../../shared/list-issues.ts';
import { readTable } from '../../shared/read/read-table.ts';
import type { ReadLimits, TableReading } from '../../shared/reading.ts';
import type { BatchSettings } from '../../shared/settings.ts';
import type { Template } from '../../shared/template.ts';
import { CATALOGUE, TEMPLATES, templateById } from '../../templates/index.ts';
import { Refusal } from './exit-codes.ts';
import { type Input, readInput } from './read-input.ts';
import { type ReadingOptions, toSettings } from './read-options.ts';
import { refuseUnknown } from './refuse-unknown.ts';

/** FILE read against a template: what `check` reports and `run` starts. */
export interface FileReading {
  readonly input: Input;
  readonly template: Template;
  readonly settings: BatchSettings;
  readonly reading: TableReading;
  readonly errors: readonly Issue[];
  readonly warnings: readonly Issue[];
  readonly estimate: Estimate;
  /** Rows that hold something of the person's own: neither blank nor an untouched example. */
  readonly filled: number;
}

export interface ReadingSetup {
  readonly configured: readonly string[];
  readonly limits: ReadLimits;
  readonly preview: boolean;
}

/** @throws Refusal for an unknown template or a FILE that cannot be read. */
export async function readFileRows(
  typed: string,
  options: ReadingOptions & { readonly files?: string },
  setup: ReadingSetup,
): Promise<FileReading> {
  const template = chooseTemplate(options.template);
  const settings = toSettings(options);
  const input = await readInput(typed, template, options);
  refuseUnknown(options, input.table.header, template);
  const reading = readTable(input.table, { template, catalogue: CATALOGUE, settings, ownColumns: [], ...setup });
  const issues = listIssues(reading);
  return {
    input,
    template,
    settings,
    reading,
    errors: issues.filter((issue) => issue.severity === 'error'),
    warnings: issues.filter((issue) => issue.severity === 'warning'),
    estimate: estimate(reading, CATALOGUE, cpus().length),
    filled: reading.rows.filter((row) => row.kind === 'ready' || row.kind === 'error').length,
  };
}

function chooseTemplate(id: string): Template {
  const template = templateById(id.trim().toLowerCase());
  if (template) return template;
  throw new Refusal(`There is no template “${id}”. Use ${TEMPLATES.map((one) => one.id).join(', ')}.`);
}
