import { rowRanges } from '../a1.ts';
import type { Catalogue, Model } from '../catalogue.ts';
import { modelWord, providerOf } from '../find-model.ts';
import type { Notice } from '../issue.ts';
import { listed } from '../read/value-reading.ts';
import type { Tool } from '../template.ts';

/** Gathers what is said once for the batch, row by row, and says it in one notice. */
export class NoticeBoard {
  private readonly keyless = new Map<Model, Set<number>>();
  private readonly offline = new Map<Tool, Set<number>>();

  /** The row names a model whose provider has no key here. */
  addKeyless(model: Model, row: number): void {
    add(this.keyless, model, row);
  }

  /** The row's tool needs an AI model, and none that could do it is configured. */
  addOffline(tool: Tool, row: number): void {
    add(this.offline, tool, row);
  }

  /** The one notice, or none. */
  notices(catalogue: Catalogue): Notice[] {
    if (this.keyless.size + this.offline.size === 0) return [];
    const sentences: string[] = [];
    const variables = new Set<string>();
    const rows = new Set<number>();
    for (const [model, concerned] of this.keyless) {
      const variable = providerOf(catalogue, model)?.keyVariable ?? null;
      if (variable !== null) variables.add(variable);
      sentences.push(`${model.title} (${modelWord(model)}) is not configured here: ${rowsOf(concerned)}.`);
      for (const row of concerned) rows.add(row);
    }
    for (const [tool, concerned] of this.offline) {
      const able = catalogue.models.filter((model) => model.tools.includes(tool) && !model.retired);
      for (const model of able) {
        const variable = providerOf(catalogue, model)?.keyVariable ?? null;
        if (variable !== null) variables.add(variable);
      }
      sentences.push(`${tool} has no offline engine, and no model for it is configured here: ${rowsOf(concerned)}.`);
      for (const row of concerned) rows.add(row);
    }
    if (variables.size > 0) sentences.push(`Set ${listed([...variables])} where the backend runs.`);
    if (this.keyless.size > 0) sentences.push('Preview offline runs them on the free studio engine.');
    sentences.push('Started as they are, these rows fail as unauthorised.');
    return [
      {
        code: this.keyless.size > 0 ? 'provider_not_configured' : 'unsupported_offline',
        message: sentences.join(' '),
        rows: [...rows].sort((a, b) => a - b),
      },
    ];
  }
}

function add<K>(map: Map<K, Set<number>>, key: K, row: number): void {
  const rows = map.get(key) ?? new Set<number>();
  map.set(key, rows.add(row));
}

function rowsOf(rows: ReadonlySet<number>): string {
  return `${rows.size === 1 ? 'row' : 'rows'} ${rowRanges([...rows], 5)}`;
}
