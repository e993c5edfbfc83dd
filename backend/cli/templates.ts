// `rowshot templates`: the templates there are, or one of them as a file to fill in.
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { templateTable } from '../../shared/template-table.ts';
import { CATALOGUE, TEMPLATES, templateById } from '../../templates/index.ts';
import { writeTemplateCsv, writeTemplateXlsx } from '../files/write-template.ts';
import { EXIT, type ExitCode, Refusal } from './exit-codes.ts';
import { fromPersonFolder } from './person-folder.ts';

interface TemplatesOptions {
  readonly csv?: true;
  readonly xlsx?: true;
  readonly out?: string;
}

export function addTemplates(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('templates')
    .description('List the templates, or write one as a file to fill in.')
    .argument('[id]', 'template')
    .option('--csv', 'as CSV')
    .option('--xlsx', 'as XLSX, with dropdowns and notes')
    .option('--out <file>', 'where to write it (default: standard output for CSV, ID.xlsx for XLSX)')
    .action(async (id: string | undefined, options: TemplatesOptions) => {
      if (id === undefined) process.stdout.write(list());
      else if (options.csv || options.xlsx || options.out !== undefined) await write(id, options);
      else process.stdout.write(describe(id));
      finish(EXIT.done);
    });
}

function list(): string {
  const width = Math.max(...TEMPLATES.map((template) => template.id.length));
  return `${TEMPLATES.map((template) => `${template.id.padEnd(width)}  ${template.description}`).join('\n')}\n`;
}

function describe(id: string): string {
  const table = templateTable(find(id), CATALOGUE);
  const width = Math.max(...table.columns.map((column) => column.name.length));
  return `${table.columns.map((column) => `${column.name.padEnd(width)}  ${column.note}`).join('\n')}\n`;
}

async function write(id: string, options: TemplatesOptions): Promise<void> {
  if (options.csv && options.xlsx) throw new Refusal('Use either --csv or --xlsx.');
  const table = templateTable(find(id), CATALOGUE);
  const xlsx =
    options.xlsx === true || (options.csv === undefined && options.out?.toLowerCase().endsWith('.xlsx') === true);
  if (!xlsx && options.out === undefined) {
    process.stdout.write(writeTemplateCsv(table));
    return;
  }
  const file = fromPersonFolder(options.out ?? `${id}.xlsx`);
  await writeFile(file, xlsx ? await writeTemplateXlsx(table, id) : writeTemplateCsv(table));
  process.stderr.write(`Wrote ${file}\n`);
}

function find(id: string) {
  const template = templateById(id.trim().toLowerCase());
  if (template) return template;
  throw new Refusal(`There is no template “${id}”. Use ${TEMPLATES.map((one) => one.id).join(', ')}.`);
}
