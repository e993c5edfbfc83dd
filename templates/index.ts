import type { Catalogue, Model } from '../shared/catalogue.ts';
import { ASPECT_RATIOS } from '../shared/read/read-aspect-ratio.ts';
import { listed } from '../shared/read/value-reading.ts';
import type { ColumnKind, Template, TemplateColumn } from '../shared/template.ts';
import catalogue from './catalogue-2026-11-20.json' with { type: 'json' };
import common from './common-columns.json' with { type: 'json' };
import custom from './custom.json' with { type: 'json' };
import edit from './edit.json' with { type: 'json' };
import generateBasic from './generate-basic.json' with { type: 'json' };
import generateFull from './generate-full.json' with { type: 'json' };
import products from './products.json' with { type: 'json' };
import steps from './steps.json' with { type: 'json' };
import tools from './tools.json' with { type: 'json' };

/**
 * A column in a template's file: its name, or an object with what differs from the column of that name (or of `like`) in
 * common-columns.json. After the name: `*` required, `?` optional (see TemplateColumn), `=value` its default.
 */
type WrittenColumn = string | (Partial<TemplateColumn> & { readonly name: string; readonly like?: string });

interface WrittenTemplate extends Omit<Template, 'columns'> {
  readonly columns: readonly WrittenColumn[];
  /** Columns that every step has, as `step_1_…`, put before the named column; `{n}` in a note is the step's number. */
  readonly steps?: { readonly count: number; readonly before: string; readonly columns: readonly WrittenColumn[] };
}

// The files are ours and test/templates checks them against the types, so reading them is one assertion and no code.
const COMMON = common as unknown as Readonly<Record<string, Omit<TemplateColumn, 'name'>>>;
const written = (data: unknown): WrittenTemplate => data as WrittenTemplate;

function wholeColumn(column: WrittenColumn): TemplateColumn {
  const { name: text, like, ...own } = typeof column === 'string' ? { name: column, like: undefined } : column;
  const [, name = text, mark, , preset] = /^(\w+)([*?]?)(=(.*))?$/.exec(text) ?? [];
  const whole: TemplateColumn = {
    kind: { type: 'text' },
    note: '',
    ...COMMON[like ?? name],
    ...own,
    name,
    ...(mark === '*' ? { required: true } : mark === '?' ? { optional: true } : {}),
    ...(preset === undefined ? {} : { default: preset }),
  };
  return { ...whole, note: whole.note.replace('{values}', listed(valuesOf(whole.kind))) };
}

/** What `{values}` in a note stands for. */
function valuesOf(kind: ColumnKind): readonly string[] {
  return kind.type === 'choice' ? kind.values : ASPECT_RATIOS;
}

function stepColumns(repeat: NonNullable<WrittenTemplate['steps']>): TemplateColumn[] {
  const all: TemplateColumn[] = [];
  for (let n = 1; n <= repeat.count; n++) {
    for (const column of repeat.columns) {
      const whole = wholeColumn(column);
      const earlier = Array.from({ length: n - 1 }, (_, index) => String(index + 1));
      const own: TemplateColumn = {
        ...whole,
        name: `step_${n}_${whole.name}`,
        note: whole.note.replace(/\{n\}/g, String(n)),
      };
      all.push(whole.name === 'input' ? { ...own, kind: { type: 'choice', values: ['original', ...earlier] } } : own);
    }
  }
  return all;
}

function wholeTemplate({ columns, steps: repeat, ...rest }: WrittenTemplate): Template {
  const whole: TemplateColumn[] = [];
  for (const column of columns) {
    const next = wholeColumn(column);
    if (repeat && next.name === repeat.before) whole.push(...stepColumns(repeat));
    whole.push(next);
  }
  return { ...rest, columns: whole };
}

/** All templates, in the order in which people are offered them. */
export const TEMPLATES: readonly Template[] = [generateBasic, generateFull, products, edit, steps, tools, custom].map(
  (data) => wholeTemplate(written(data)),
);

/** The template of that id, or null where there is none. */
export function templateById(id: string): Template | null {
  return TEMPLATES.find((template) => template.id === id) ?? null;
}

interface WrittenCatalogue extends Omit<Catalogue, 'models'> {
  /** `like`: all that is not said here is as in the model of that id. */
  readonly models: readonly (Partial<Model> & { readonly id: string; readonly like?: string })[];
}

/** A catalogue as its file is written (a model may be `like` another) → with every model in full. */
export function wholeCatalogue(data: unknown): Catalogue {
  const { models, ...rest } = data as WrittenCatalogue;
  const whole = (id: string | undefined): Partial<Model> => {
    const { like, ...model } = models.find((one) => one.id === id) ?? {};
    return like === undefined ? model : { ...whole(like), ...model };
  };
  return { ...rest, models: models.map(({ id }) => whole(id) as Model) };
}

/** The dated model catalogue that ships with this build; an operator may override it. */
export const CATALOGUE: Catalogue = wholeCatalogue(catalogue);
